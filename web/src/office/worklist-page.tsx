import { useEffect } from "preact/hooks";
import type { Overview, WorklistEntry } from "../../../src/contract/office.ts";
import { failure, success } from "../../../src/domain/result.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { currentAddress, navigate, place } from "../router.ts";
import { pathTo } from "../routes.ts";
import { useStore } from "../store.ts";
import { Button, Notice, useLocalize } from "../ui/elements.tsx";
import { FailureNotice, useLoad, WhenLoaded } from "../ui/load.tsx";
import { Outcome } from "../ui/outcome.tsx";
import { BackLink } from "../ui/page.tsx";
import { type BulkOutcome, readOverview, readWorklist, type WorklistPage as ListPage } from "./calls.ts";
import { CaseTable } from "./case-table.tsx";
import { useListName } from "./list-name.ts";
import { MissingPage, OfficePage, type OfficePageProps } from "./office-page.tsx";
import { lastList } from "./posts.ts";
import { useBulk } from "./use-bulk.ts";

/** Query of a later page of a list. */
const FROM = "innen";

const load = async (officeId: string, list: string, cursor: string | undefined) => {
  const [overview, page] = await Promise.all([readOverview(officeId), readWorklist(officeId, list, cursor)]);
  if (!overview.ok) return overview;
  if (page.ok) return success({ overview: overview.value, page: page.value });
  // An address nobody was given by these pages.
  const isUnknown = page.failure.code === "bad-request" || page.failure.code === "invalid-fields";
  return isUnknown ? failure({ code: "not-found" as const }) : page;
};

interface ListViewProps {
  officeId: string;
  caption: string;
  page: ListPage;
  teams: ReadonlyMap<string, string>;
}

/** A row that is done shows what it has become; the list itself is as it was read. */
const afterwards = (
  entry: WorklistEntry,
  step: "receive" | "register",
  outcome: BulkOutcome | undefined,
): WorklistEntry => {
  if (outcome?.outcome !== "done" || outcome.number === undefined) return entry;
  return step === "receive"
    ? { ...entry, state: "received", arrivalNumber: outcome.number }
    : { ...entry, state: "registered", registryNumber: outcome.number };
};

const Bulk = ({ officeId, caption, page, teams, step }: ListViewProps & { step: "receive" | "register" }) => {
  const { bulk: texts } = useOfficeMessages();
  const bulk = useBulk(officeId, step);
  const { result } = bulk;
  const selected = bulk.selection.ids.size;
  return (
    <>
      <CaseTable
        caption={caption}
        officeId={officeId}
        entries={page.entries.map((entry) => afterwards(entry, step, bulk.selection.outcomes.get(entry.id)))}
        teams={teams}
        selection={bulk.selection}
      />
      <div class="bulk">
        <output class="bulk__count">
          {selected === 0 ? texts.noneSelected : texts.selected({ count: selected })}
        </output>
        <Button busy={bulk.busy} onClick={bulk.run}>
          {bulk.busy ? texts.working : texts[step]}
        </Button>
        {result && (
          <Button variant="secondary" onClick={() => navigate(currentAddress(), { replace: true })}>
            {texts.refresh}
          </Button>
        )}
      </div>
      {bulk.empty && (
        <p class="ds-validation-message" role="alert">
          {texts.nothing}
        </p>
      )}
      <Outcome text={result ? (result.failed === 0 ? texts.done(result) : texts.doneInPart(result)) : ""} />
      {bulk.failure && <FailureNotice failure={bulk.failure} />}
    </>
  );
};

const stepOf = (list: string): "receive" | "register" | undefined =>
  list === "to-receive" ? "receive" : list === "to-register" ? "register" : undefined;

const Paging = ({
  address,
  cursor,
  later,
}: {
  address: string;
  cursor: string | undefined;
  later: boolean;
}) => {
  const { table } = useOfficeMessages();
  if (!later && cursor === undefined) return null;
  return (
    <p class="actions">
      {later && (
        <a class="ds-link" href={address}>
          {table.first}
        </a>
      )}
      {cursor !== undefined && (
        <a
          class="ds-button"
          data-variant="secondary"
          href={`${address}?${FROM}=${encodeURIComponent(cursor)}`}
        >
          {table.next}
        </a>
      )}
    </p>
  );
};

interface ListProps extends OfficePageProps {
  list: string;
  overview: Overview;
  page: ListPage;
  later: boolean;
}

const List = ({ list, overview, page, later, ...props }: ListProps) => {
  const { lists, table, overview: overviewName } = useOfficeMessages();
  const localize = useLocalize();
  const nameOf = useListName();
  const officeId = props.post.office.id;
  const listed = overview.lists.find((entry) => entry.list === list);
  const title = listed ? nameOf(listed) : lists.unknown;
  const name = later ? `${title} (${table.further})` : title;
  const teams = new Map(overview.teams.map((team) => [team.id, localize(team.name)]));
  const step = props.post.roles.includes("records-clerk") ? stepOf(list) : undefined;
  const shared = { officeId, caption: title, page, teams };
  const address = pathTo("officeList", { office: officeId, list });
  return (
    <OfficePage
      {...props}
      title={name}
      name={name}
      above={<BackLink href={pathTo("officeOverview", { office: officeId })}>{overviewName}</BackLink>}
    >
      {page.entries.length === 0 ? (
        <Notice tone="info">
          <p>{table.empty}</p>
        </Notice>
      ) : step ? (
        <Bulk {...shared} step={step} />
      ) : (
        <CaseTable {...shared} entries={page.entries} />
      )}
      <Paging address={address} cursor={page.cursor} later={later} />
    </OfficePage>
  );
};

/** One list of the office, 25 cases a page; every page has an address of its own, so that going back finds it. */
export const WorklistPage = ({ list, ...props }: OfficePageProps & { list: string }) => {
  const { search, path, turn } = useStore(place);
  const cursor = new URLSearchParams(search).get(FROM) ?? undefined;
  const officeId = props.post.office.id;
  const { lists } = useOfficeMessages();
  const state = useLoad(() => load(officeId, list, cursor), [officeId, list, cursor, turn]);
  useEffect(() => lastList.set(path + search), [path, search]);
  return (
    <WhenLoaded state={state} missing={<MissingPage text={lists.unknown} />}>
      {({ overview, page }) => (
        <List
          {...props}
          key={`${cursor}/${turn}`}
          list={list}
          overview={overview}
          page={page}
          later={cursor !== undefined}
        />
      )}
    </WhenLoaded>
  );
};
