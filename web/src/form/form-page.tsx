import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CaseDetail } from "../../../src/contract/cases.ts";
import type { Answers } from "../../../src/domain/case/case.ts";
import type { FormContext } from "../../../src/domain/form/arithmetic.ts";
import type { FieldError, FormPage } from "../../../src/domain/form/definition.ts";
import { validatePage } from "../../../src/domain/form/validate.ts";
import { useMessages } from "../language.ts";
import { navigate } from "../router.ts";
import { pathTo } from "../routes.ts";
import { useStore } from "../store.ts";
import { Button, LocalText, SummaryList, useLocalize } from "../ui/elements.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import type { Draft } from "./draft.ts";
import { ErrorSummary } from "./error-summary.tsx";
import { errorText } from "./error-text.ts";
import { fieldId } from "./field-id.ts";
import { useIdentityRows } from "./identity-rows.ts";
import { PageFields } from "./page-fields.tsx";
import { SaveStatus } from "./save-status.tsx";
import { SlotField } from "./slot-field.tsx";
import type { Uploads } from "./uploads.ts";

export interface FormPageProps {
  detail: CaseDetail;
  draft: Draft;
  uploads: Uploads;
  /** The pages to be seen with the present answers. */
  pages: readonly FormPage[];
  /** The answers as understood, with what follows from them. */
  values: Answers;
  context: FormContext;
  position: number;
}

const Identity = ({ detail, page }: { detail: CaseDetail; page: FormPage }) => {
  const { identity } = useMessages().form;
  const rows = useIdentityRows(detail.submitter);
  return (
    <section class="panel" aria-label={identity.title}>
      {!page.intro && <p>{identity.text}</p>}
      <SummaryList rows={rows} />
    </section>
  );
};

/** Errors of the last attempt to leave that are still there; a corrected field is left in peace at once. */
const useErrors = (draft: Draft, page: FormPage, context: FormContext) => {
  const { answers, files } = useStore(draft.view);
  const [attempted, setAttempted] = useState<ReadonlySet<string>>(new Set());
  const validate = (): readonly FieldError[] => validatePage(draft.form, page.id, answers, files, context);
  const shown = attempted.size === 0 ? [] : validate().filter((error) => attempted.has(error.field));
  const attempt = (): boolean => {
    const errors = validate();
    setAttempted(new Set(errors.map((error) => error.field)));
    return errors.length === 0;
  };
  return { shown, attempt };
};

export const FormPageView = ({ detail, draft, uploads, pages, values, context, position }: FormPageProps) => {
  const messages = useMessages();
  const localize = useLocalize();
  const page = pages[position] as FormPage;
  const { shown, attempt } = useErrors(draft, page, context);
  const [attempts, setAttempts] = useState(0);
  const summary = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (attempts > 0) summary.current?.focus();
  }, [attempts]);

  const { id: caseId, form } = draft;
  const previous = pages[position - 1];
  const next = pages[position + 1];
  const nextAddress = next ? pathTo("formPage", { caseId, page: next.id }) : pathTo("check", { caseId });
  const proceed = (): void => {
    // Saving goes on by itself: neither a slow nor a lost connection holds anyone up here.
    void draft.flush();
    if (attempt()) navigate(nextAddress);
    else setAttempts((count) => count + 1);
  };
  const sentences = new Map(shown.map((error) => [error.field, errorText(messages, form, error, localize)]));
  const title = localize(page.title);
  const slots = form.attachments.filter((slot) => page.slots?.includes(slot.id));

  return (
    <Page
      title={<LocalText text={page.title} />}
      name={`${shown.length > 0 ? `${messages.form.errorPrefix} ` : ""}${title} – ${localize(form.title)}`}
      caption={
        <>
          <LocalText text={form.title} /> · {messages.form.step(position + 1, pages.length + 1)}
        </>
      }
      lead={page.intro && <LocalText text={page.intro} />}
      above={
        previous ? (
          <BackLink href={pathTo("formPage", { caseId, page: previous.id })}>{messages.form.back}</BackLink>
        ) : (
          <BackLink href={pathTo("cases")}>{messages.portal.cases}</BackLink>
        )
      }
    >
      <ErrorSummary
        focus={summary}
        errors={[...sentences].map(([field, text]) => ({ href: `#${fieldId(field)}`, text }))}
      />
      {page.identity && <Identity detail={detail} page={page} />}
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          proceed();
        }}
      >
        <PageFields draft={draft} page={page} values={values} errors={sentences} />
        {slots.map((slot) => (
          <SlotField
            key={slot.id}
            draft={draft}
            uploads={uploads}
            slot={slot}
            error={sentences.get(`attachments.${slot.id}`)}
          />
        ))}
        <div class="actions form__actions">
          <Button type="submit">{messages.form.continue}</Button>
          <SaveStatus draft={draft} />
        </div>
        <p>
          <a class="ds-link" href={pathTo("cases")}>
            {messages.form.leave}
          </a>
        </p>
      </form>
    </Page>
  );
};
