import { formatDay } from "../format/instants.ts";
import { todayAt } from "../format/typed-day.ts";
import { useLanguage } from "../language.ts";
import { useOfficeMessages } from "../messages/office.ts";

/** Whether the office is late; while a supplement is waited for it cannot be. A wrong clock only colours the page. */
export const isOverdue = (dueOn: string | undefined, paused: boolean, now: number): boolean =>
  dueOn !== undefined && !paused && dueOn < todayAt(now);

interface DueProps {
  dueOn: string | undefined;
  paused: boolean;
  /** Finished cases are not late. */
  finished: boolean;
}

/** The deadline in words; the colour only supports them. */
export const Due = ({ dueOn, paused, finished }: DueProps) => {
  const { table } = useOfficeMessages();
  const language = useLanguage();
  const now = Date.now();
  if (dueOn === undefined) return <span class="muted">{table.noDeadline}</span>;
  const late = !finished && isOverdue(dueOn, paused, now);
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
