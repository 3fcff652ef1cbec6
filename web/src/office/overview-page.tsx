import type { Overview } from "../../../src/contract/office.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { pathTo } from "../routes.ts";
import { useLoad, WhenLoaded } from "../ui/load.tsx";
import { readOverview } from "./calls.ts";
import { useListName } from "./list-name.ts";
import { OfficePage, type OfficePageProps } from "./office-page.tsx";
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from "./table.tsx";

const Lists = ({ officeId, lists }: { officeId: string; lists: Overview["lists"] }) => {
  const { lists: texts } = useOfficeMessages();
  const nameOf = useListName();
  if (lists.length === 0) return <p>{texts.none}</p>;
  return (
    <Table caption={texts.caption} hiddenCaption>
      <TableHead>
        <HeadCell>{texts.list}</HeadCell>
        <HeadCell number>{texts.count}</HeadCell>
        <HeadCell number>{texts.overdue}</HeadCell>
      </TableHead>
      <TableBody>
        {lists.map((entry) => (
          <TableRow key={entry.list}>
            <Cell header>
              <a class="ds-link" href={pathTo("officeList", { office: officeId, list: entry.list })}>
                {nameOf(entry)}
              </a>
            </Cell>
            <Cell name={texts.count} number>
              {entry.more ? texts.atLeast({ count: entry.count }) : entry.count}
            </Cell>
            <Cell name={texts.overdue} number>
              {entry.overdue > 0 ? <strong class="overdue">{entry.overdue}</strong> : entry.overdue}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
};

/** What waits in the office, as far as the post may see it. */
export const OverviewPage = (props: OfficePageProps) => {
  const { overview, lists } = useOfficeMessages();
  const officeId = props.post.office.id;
  const state = useLoad(() => readOverview(officeId), [officeId]);
  return (
    <OfficePage {...props} title={overview} name={overview}>
      <WhenLoaded state={state}>
        {(loaded) => (
          <section>
            <h2 class="ds-heading" data-size="sm">
              {lists.title}
            </h2>
            <Lists officeId={officeId} lists={loaded.lists} />
          </section>
        )}
      </WhenLoaded>
    </OfficePage>
  );
};
