import { useRef, useState, useLayoutEffect } from "preact/hooks";
import type { ApiFailure } from "../api/client.ts";
import { fieldId } from "../form/field-id.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { pathTo } from "../routes.ts";
import { createStore, useStore } from "../store.ts";
import { Button, useLocalize } from "../ui/elements.tsx";
import { TextField } from "../ui/fields.tsx";
import { FailureNotice, useLoad } from "../ui/load.tsx";
import { type Attempt, ShortForm, useShortForm } from "../ui/short-form.tsx";
import { searchCases, type WorklistPage } from "./calls.ts";
import { CaseTable } from "./case-table.tsx";
import { loadOfficeListing, type OfficeListing } from "./office-listing.ts";
import { OfficePage, type OfficePageProps } from "./office-page.tsx";
import { lastList } from "./posts.ts";

interface Searched {
  officeId: string;
  text: string;
  form: string;
  found: WorklistPage;
}

/** The last search, for coming back from a case. Kept in the page's memory: names belong in no address. */
const last = createStore<Searched | undefined>(undefined);

interface FormChoiceProps {
  listing: OfficeListing | undefined;
  value: string;
  onChange: (form: string) => void;
}

/** Without the catalogue the search works all the same, only not narrowed. */
const FormChoice = ({ listing, value, onChange }: FormChoiceProps) => {
  const { search } = useOfficeMessages();
  const localize = useLocalize();
  if (!listing) return null;
  const id = fieldId("form");
  return (
    <div class="ds-field">
      <label class="ds-label" htmlFor={id}>
        {search.form}
      </label>
      <select
        class="ds-input"
        id={id}
        name="form"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{search.allForms}</option>
        {listing.forms.map(({ form, title }) => (
          <option key={form} value={form}>
            {localize(title)}
          </option>
        ))}
      </select>
    </div>
  );
};

const Results = ({ searched, listing }: { searched: Searched; listing: OfficeListing | undefined }) => {
  const localize = useLocalize();
  const { search } = useOfficeMessages();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const { officeId, text, form, found } = searched;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), [officeId, text, form]);
  const more = async (): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    const answer = await searchCases(officeId, { text, form: form || undefined, cursor: found.cursor });
    setBusy(false);
    if (!answer.ok) return setFailed(answer.failure);
    last.set({
      ...searched,
      found: { ...answer.value, entries: [...found.entries, ...answer.value.entries] },
    });
  };
  return (
    <section class="section">
      <h2 class="ds-heading" data-size="sm" tabIndex={-1} ref={heading}>
        {search.results}
      </h2>
      <output>
        {found.entries.length === 0 ? search.none : search.found({ count: found.entries.length })}
      </output>
      {found.entries.length > 0 && (
        <CaseTable
          caption={search.results}
          officeId={officeId}
          entries={found.entries}
          teams={new Map([...(listing?.teams ?? [])].map(([id, name]) => [id, localize(name)]))}
        />
      )}
      {failed && <FailureNotice failure={failed} />}
      {found.cursor !== undefined && (
        <p class="actions">
          <Button variant="secondary" busy={busy} onClick={more}>
            {busy ? search.busy : search.more}
          </Button>
        </p>
      )}
    </section>
  );
};

/** By number or by the beginning of the party's name, among the cases the post may see. */
export const SearchPage = (props: OfficePageProps) => {
  const { search } = useOfficeMessages();
  const officeId = props.post.office.id;
  const searched = useStore(last);
  const read = useLoad(() => loadOfficeListing(props.post.office), [officeId]);
  const listing = read.kind === "ready" ? read.value : undefined;
  const shown = searched?.officeId === officeId ? searched : undefined;
  const [text, setText] = useState(shown?.text ?? "");
  const [form, setForm] = useState(shown?.form ?? "");

  const attempt = async (): Promise<Attempt> => {
    const errors = new Map<string, string>();
    const [wanted, only] = [text.trim(), form];
    if (wanted === "" && only === "") errors.set("text", search.enterText);
    if (errors.size > 0) return { errors };
    const answer = await searchCases(officeId, { text: wanted, form: only || undefined });
    if (!answer.ok) return { failure: answer.failure };
    lastList.set(pathTo("officeSearch", { office: officeId }));
    last.set({ officeId, text: wanted, form: only, found: answer.value });
    return undefined;
  };
  const short = useShortForm(attempt);
  return (
    <OfficePage {...props} title={search.title} name={short.named(search.title)}>
      <search class="office-form">
        <ShortForm form={short} submit={search.submit} busy={search.busy}>
          <TextField
            name="text"
            label={search.text}
            hint={search.textHint}
            maxLength={100}
            error={short.errors.get("text")}
            value={text}
            onChange={setText}
          />
          <FormChoice listing={listing} value={form} onChange={setForm} />
        </ShortForm>
      </search>
      {shown && <Results searched={shown} listing={listing} />}
    </OfficePage>
  );
};
