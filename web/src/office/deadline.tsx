import { formatDay } from "../format/instants.ts";
import { todayAt } from "../format/typed-day.ts";
import { useLanguage } from "../language.ts";
import { useOfficeMessages } from "../messages/office.ts";

/**
 * Whether the office is late; while a supplement is waited for, only once the day it was asked for has passed. A wrong
 * clock only colours the page.
 */
export const isOverdue = (
  {
    dueOn,
    paused,
    pausedUntil,
  }: { dueOn: string | undefined; paused: boolean; pausedUntil?: string | undefined },
  now: number,
): boolean => {
  const day = paused ? pausedUntil : dueOn;
  return day !== undefined && day < todayAt(now);
};

interface DueProps {
  dueOn: string | undefined;
  paused: boolean;
  /** By when a supplement was asked for. */
  pausedUntil?: string | undefined;
  /** Finished cases are not late. */
  finished: boolean;
}

/** The deadline in words; the colour only supports them. */
export const Due = ({ dueOn, paused, pausedUntil, finished }: DueProps) => {
  const { table } = useOfficeMessages();
  const language = useLanguage();
  const now = Date.now();
  if (dueOn === undefined) return <span class="muted">{table.noDeadline}</span>;
  const late = !finished && isOverdue({ dueOn, paused, pausedUntil }, now);
  const today = !finished && !paused && dueOn === todayAt(now);
  return (
    <>
      <time dateTime={dueOn}>{formatDay(language, dueOn)}</time>
      {late && <strong class="overdue"> {table.overdue}</strong>}
      {today && <strong> {table.dueToday}</strong>}
      {paused && !finished && <span class="hint">{table.paused}</span>}
    </>
  );
};
