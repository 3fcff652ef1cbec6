import { useState } from "preact/hooks";
import { usePageMessages } from "../messages/pages.ts";
import { pathTo } from "../routes.ts";
import { Checkbox } from "../ui/fields.tsx";
import { BackLink, Page } from "../ui/page.tsx";
import { type Attempt, ShortForm, useShortForm } from "../ui/short-form.tsx";
import { DownloadData } from "./download-data.tsx";
import { leaveForGood } from "./goodbye.ts";
import { call } from "./calls.ts";

const List = ({ title, items }: { title: string; items: readonly string[] }) => (
  <section class="section">
    <h2 class="ds-heading" data-size="sm">
      {title}
    </h2>
    <ul class="ds-list">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  </section>
);

/** What goes, what stays and for whom; then the decision. */
export const DeleteAccountPage = () => {
  const { account } = usePageMessages();
  const texts = account.deletion;
  const [confirmed, setConfirmed] = useState(false);

  const attempt = async (): Promise<Attempt> => {
    if (!confirmed) return { errors: new Map([["confirmed", texts.mustConfirm]]) };
    const answer = await call("deleteAccount", {});
    if (!answer.ok) return { failure: answer.failure };
    leaveForGood(answer.value.keptCases, answer.value.redirectTo);
    return undefined;
  };
  const form = useShortForm(attempt);

  return (
    <Page
      title={texts.title}
      name={form.named(texts.title)}
      lead={texts.lead}
      above={<BackLink href={pathTo("account")}>{account.title}</BackLink>}
    >
      <List title={texts.deletedTitle} items={texts.deleted} />
      <List title={texts.keptTitle} items={texts.kept} />
      <p>{texts.after}</p>
      <p>{texts.downloadFirst}</p>
      <DownloadData />
      <ShortForm
        form={form}
        submit={texts.submit}
        busy={texts.busy}
        tone="danger"
        beside={
          <a class="ds-link" href={pathTo("account")}>
            {texts.cancel}
          </a>
        }
      >
        <Checkbox
          name="confirmed"
          label={texts.confirm}
          error={form.errors.get("confirmed")}
          checked={confirmed}
          onChange={setConfirmed}
        />
      </ShortForm>
    </Page>
  );
};
