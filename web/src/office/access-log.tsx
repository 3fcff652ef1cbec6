import { useState } from "preact/hooks";
import type { ApiFailure } from "../api/client.ts";
import { formatDateTime } from "../format/instants.ts";
import { useLanguage, useMessages } from "../language.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { Button } from "../ui/elements.tsx";
import { FailureNotice, useLoad, WhenLoaded } from "../ui/load.tsx";
import { type AccessPage, type CaseOfOffice, readAccessLog } from "./calls.ts";
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from "./table.tsx";

const Entries = ({ params, first }: { params: CaseOfOffice; first: AccessPage }) => {
  const { case: words } = useOfficeMessages();
  const { portal } = useMessages();
  const language = useLanguage();
  const [page, setPage] = useState(first);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const more = async (): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    const answer = await readAccessLog(params, page.cursor);
    setBusy(false);
    if (answer.ok) setPage({ ...answer.value, entries: [...page.entries, ...answer.value.entries] });
    else setFailed(answer.failure);
  };
  if (page.entries.length === 0) return <p>{words.accessNone}</p>;
  return (
    <>
      <Table caption={words.accessCaption} hiddenCaption>
        <TableHead>
          <HeadCell>{words.accessAt}</HeadCell>
          <HeadCell>{words.accessBy}</HeadCell>
          <HeadCell>{words.accessWhat}</HeadCell>
        </TableHead>
        <TableBody>
          {page.entries.map((entry, index) => (
            <TableRow key={index}>
              <Cell name={words.accessAt}>{formatDateTime(language, entry.at)}</Cell>
              <Cell name={words.accessBy}>{entry.by}</Cell>
              <Cell name={words.accessWhat}>{words.accessActions[entry.action]}</Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {failed && <FailureNotice failure={failed} />}
      {page.cursor !== undefined && (
        <Button variant="secondary" size="sm" busy={busy} onClick={more}>
          {busy ? portal.loading : words.accessMore}
        </Button>
      )}
    </>
  );
};

const Log = ({ params }: { params: CaseOfOffice }) => {
  const state = useLoad(() => readAccessLog(params, undefined), [params.caseId]);
  return <WhenLoaded state={state}>{(first) => <Entries params={params} first={first} />}</WhenLoaded>;
};

/** Who looked into the case; read when somebody wants to know. */
export const AccessLog = ({ params }: { params: CaseOfOffice }) => {
  const { case: words } = useOfficeMessages();
  const [opened, setOpened] = useState(false);
  return (
    <details class="ds-details no-print" onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>{words.accessLog}</summary>
      <div>
        <p class="small">{words.accessText}</p>
        {opened && <Log params={params} />}
      </div>
    </details>
  );
};
