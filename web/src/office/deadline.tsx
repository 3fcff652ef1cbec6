import type { CaseState } from "../../../src/domain/case/transitions.ts";
import { formatDay } from "../format/instants.ts";
import { todayAt } from "../format/typed-day.ts";
import { useLanguage } from "../language.ts";
import { useOfficeMessages } from "../messages/office.ts";

/** States in which the deadline counts; before there is none, after a decision it is met. */
const worked: ReadonlySet<CaseState> = new Set(["registered", "in-progress", "supplement-requested"]);

interface DueProps {
  dueOn: string | undefined;
  paused: boolean;
  /** By when a supplement was asked for. */
  pausedUntil?: string | undefined;
  state: CaseState;
}

/**
 * The deadline in words; the colour only supports them. While a supplement is waited for the office is not late, but the
 * supplement can be. A wrong clock of the browser only changes these words.
 */
export const Due = ({ dueOn, paused, pausedUntil, state }: DueProps) => {
  const { table } = useOfficeMessages();
  const language = useLanguage();
  if (dueOn === undefined) return <span class="muted">{table.noDeadline}</span>;
  const now = todayAt(Date.now());
  const waits = paused && worked.has(state);
  const runs = !paused && worked.has(state);
  return (
    <>
      <time dateTime={dueOn}>{formatDay(language, dueOn)}</time>
      {runs && dueOn < now && <strong class="overdue"> {table.overdue}</strong>}
      {runs && dueOn === now && <strong> {table.dueToday}</strong>}
      {waits && (
        <span class="hint">
          {pausedUntil === undefined
            ? table.paused
            : table.pausedUntil({ day: formatDay(language, pausedUntil) })}
        </span>
      )}
      {waits && pausedUntil !== undefined && pausedUntil < now && (
        <strong class="overdue">{table.supplementLate}</strong>
      )}
    </>
  );
};
