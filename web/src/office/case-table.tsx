import type { WorklistEntry } from "../../../src/contract/office.ts";
import { StateTag } from "../cases/state-tag.tsx";
import { formatDateTime } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { pathTo } from "../routes.ts";
import { LocalText, useLocalize } from "../ui/elements.tsx";
import type { BulkOutcome } from "./calls.ts";
import { Due } from "./deadline.tsx";
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from "./table.tsx";

type Outcomes = ReadonlyMap<string, BulkOutcome>;

/** Which rows are chosen, where rows can be chosen at all. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** Rows that are done cannot be chosen again. */
  choosable: (id: string) => boolean;
  choose: (ids: readonly string[], chosen: boolean) => void;
  outcomes: Outcomes;
}

const Numbers = ({ entry }: { entry: WorklistEntry }) => {
  const { table } = useOfficeMessages();
  const number = entry.registryNumber ?? entry.arrivalNumber;
  if (number === undefined) return <span class="muted">{table.noNumber}</span>;
  return <span class="number">{number}</span>;
};

const AssignedTo = ({ entry, teams }: { entry: WorklistEntry; teams: ReadonlyMap<string, string> }) => {
  const { table } = useOfficeMessages();
  const team = entry.team === undefined ? undefined : (teams.get(entry.team) ?? entry.team);
  const holder = entry.officer?.name ?? (entry.system && table.system({ id: entry.system }));
  if (!team && !holder) return <span class="muted">{table.nobody}</span>;
  return (
    <>
      {holder ?? <span class="muted">{table.nobody}</span>}
      {team && <span class="hint">{team}</span>}
    </>
  );
};

const Outcome = ({ of }: { of: BulkOutcome | undefined }) => {
  const { bulk } = useOfficeMessages();
  if (!of) return null;
  return (
    <span class="case-outcome" data-done={of.outcome === "done"}>
      {bulk.outcomes[of.outcome]}
      {of.number !== undefined && (
        <>
          : <span class="number">{of.number}</span>
        </>
      )}
    </span>
  );
};

interface CaseTableProps {
  caption: string;
  officeId: string;
  entries: readonly WorklistEntry[];
  teams: ReadonlyMap<string, string>;
  selection?: Selection | undefined;
}

const SelectAll = ({ entries, selection }: { entries: readonly WorklistEntry[]; selection: Selection }) => {
  const { table } = useOfficeMessages();
  const open = entries.filter(({ id }) => selection.choosable(id)).map(({ id }) => id);
  const chosen = open.filter((id) => selection.ids.has(id)).length;
  return (
    <label class="tick">
      <input
        class="ds-input"
        type="checkbox"
        checked={open.length > 0 && chosen === open.length}
        indeterminate={chosen > 0 && chosen < open.length}
        onChange={(event) => selection.choose(open, event.currentTarget.checked)}
      />
      <span class="tick__name">{table.selectAll}</span>
    </label>
  );
};

const Tick = ({ entry, selection }: { entry: WorklistEntry; selection: Selection }) => {
  const { table } = useOfficeMessages();
  const localize = useLocalize();
  if (!selection.choosable(entry.id)) return null;
  return (
    <label class="tick">
      <input
        class="ds-input"
        type="checkbox"
        aria-label={table.selectOne({ party: entry.partyName, form: localize(entry.form.title) })}
        checked={selection.ids.has(entry.id)}
        onChange={(event) => selection.choose([entry.id], event.currentTarget.checked)}
      />
    </label>
  );
};

/** Cases of an office, each row named by the party with the link to its page. */
export const CaseTable = ({ caption, officeId, entries, teams, selection }: CaseTableProps) => {
  const { table } = useOfficeMessages();
  const language = useLanguage();
  return (
    <Table caption={caption} hiddenCaption>
      <TableHead>
        {selection && (
          <HeadCell>
            <SelectAll entries={entries} selection={selection} />
          </HeadCell>
        )}
        <HeadCell>{table.party}</HeadCell>
        <HeadCell>{table.due}</HeadCell>
        <HeadCell>{table.state}</HeadCell>
        <HeadCell>{table.numbers}</HeadCell>
        <HeadCell>{table.assigned}</HeadCell>
      </TableHead>
      <TableBody>
        {entries.map((entry) => (
          <TableRow key={entry.id} selected={selection?.ids.has(entry.id) ?? false}>
            {selection && (
              <Cell>
                <Tick entry={entry} selection={selection} />
              </Cell>
            )}
            <Cell header>
              <a class="ds-link" href={pathTo("officeCase", { office: officeId, caseId: entry.id })}>
                {entry.partyName}
              </a>
              <span class="hint">
                <LocalText text={entry.form.title} /> · <LocalText text={entry.settlement.name} />
              </span>
              <span class="hint">
                {table.submitted}: {formatDateTime(language, entry.submittedAt)}
              </span>
              <Outcome of={selection?.outcomes.get(entry.id)} />
            </Cell>
            <Cell name={table.due}>
              <Due
                dueOn={entry.dueOn}
                paused={entry.paused}
                pausedUntil={entry.pausedUntil}
                state={entry.state}
              />
            </Cell>
            <Cell name={table.state}>
              <StateTag state={entry.state} />
            </Cell>
            <Cell name={table.numbers}>
              <Numbers entry={entry} />
            </Cell>
            <Cell name={table.assigned}>
              <AssignedTo entry={entry} teams={teams} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
};
