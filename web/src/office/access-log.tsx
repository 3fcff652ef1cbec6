import { AccessPages } from "../cases/access-pages.tsx";
import { formatDateTime } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { type CaseOfOffice, readAccessLog } from "./calls.ts";
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from "./table.tsx";

/** Who looked into the case, for the office. */
export const AccessLog = ({ params }: { params: CaseOfOffice }) => {
  const { case: words } = useOfficeMessages();
  const language = useLanguage();
  const texts = {
    title: words.accessLog,
    text: words.accessText,
    none: words.accessNone,
    more: words.accessMore,
  };
  return (
    <AccessPages caseId={params.caseId} read={(cursor) => readAccessLog(params, cursor)} texts={texts}>
      {(entries) => (
        <Table caption={words.accessCaption} hiddenCaption>
          <TableHead>
            <HeadCell>{words.accessAt}</HeadCell>
            <HeadCell>{words.accessBy}</HeadCell>
            <HeadCell>{words.accessWhat}</HeadCell>
          </TableHead>
          <TableBody>
            {entries.map((entry, index) => (
              <TableRow key={index}>
                <Cell name={words.accessAt}>{formatDateTime(language, entry.at)}</Cell>
                <Cell name={words.accessBy}>{entry.by}</Cell>
                <Cell name={words.accessWhat}>{words.accessActions[entry.action]}</Cell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </AccessPages>
  );
};
