import type { InferOutput } from "valibot";
import { useState } from "preact/hooks";
import type { AccessLogSchema } from "../../../src/contract/casework.ts";
import type { ApiFailure } from "../api/client.ts";
import { formatDateTime } from "../format/instants.ts";
import { useLanguage, useMessages } from "../language.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { call } from "../portal.ts";
import { Button } from "../ui/elements.tsx";
import { FailureNotice, useLoad, WhenLoaded } from "../ui/load.tsx";

type Page = InferOutput<typeof AccessLogSchema>;

const Entries = ({ caseId, first }: { caseId: string; first: Page }) => {
  const { access } = useCaseMessages().cases.life;
  const { portal } = useMessages();
  const language = useLanguage();
  const [page, setPage] = useState(first);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const more = async (): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    const answer = await call("readAccessLog", { params: { caseId }, query: { cursor: page.cursor } });
    setBusy(false);
    if (answer.ok) setPage({ ...answer.value, entries: [...page.entries, ...answer.value.entries] });
    else setFailed(answer.failure);
  };
  if (page.entries.length === 0) return <p>{access.none}</p>;
  return (
    <>
      <ul class="cases">
        {page.entries.map((entry, index) => (
          <li class="access" key={index}>
            <strong>{entry.by}</strong>
            <span>{access.actions[entry.action]}</span>
            <span class="small">
              <time dateTime={entry.at}>{formatDateTime(language, entry.at)}</time> ·{" "}
              <span lang="hu">{entry.office}</span>
            </span>
          </li>
        ))}
      </ul>
      {failed && <FailureNotice failure={failed} />}
      {page.cursor !== undefined && (
        <Button variant="secondary" size="sm" busy={busy} onClick={more}>
          {busy ? portal.loading : access.more}
        </Button>
      )}
    </>
  );
};

const Log = ({ caseId }: { caseId: string }) => {
  const state = useLoad(() => call("readAccessLog", { params: { caseId }, query: {} }), [caseId]);
  return <WhenLoaded state={state}>{(first) => <Entries caseId={caseId} first={first} />}</WhenLoaded>;
};

/** Who of the office looked into the case; read when somebody wants to know. */
export const AccessLog = ({ caseId }: { caseId: string }) => {
  const { access } = useCaseMessages().cases.life;
  const [opened, setOpened] = useState(false);
  return (
    <details class="ds-details no-print" onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>{access.title}</summary>
      <div>
        <p class="small">{access.text}</p>
        {opened && <Log caseId={caseId} />}
      </div>
    </details>
  );
};
