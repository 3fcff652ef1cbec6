import type { CaseDeadline, CaseRecord } from "../case/case.ts";
import type { CaseState } from "../case/transitions.ts";
import { daysBetween } from "../form/calendar.ts";
import type { FormId } from "../ids.ts";
import { type EpochSeconds, type LocalDate, toLocalDate } from "../time.ts";
import type { DeadlineRule, Procedure, WorkingCalendar } from "./procedure.ts";
import { addDays, orNextWorkingDay } from "./working-days.ts";

type Arrived = Pick<CaseRecord, "catalogue" | "submission">;

/** A deadline by its last day as counted; it ends on a working day (Ákr. 52. §). */
const endingOn = (lastDay: LocalDate, calendar: WorkingCalendar): CaseDeadline => {
  const dueOn = orNextWorkingDay(lastDay, calendar);
  return dueOn === lastDay ? { dueOn } : { dueOn, lastDay };
};

/** What further days are counted from: not from the working day the deadline was put off to. */
const lastDayOf = ({ dueOn, lastDay }: CaseDeadline): LocalDate => lastDay ?? dueOn;

/** The rule for cases of the form that arrived on the day; the first that matches. */
export const deadlineRule = (
  { deadlines }: Procedure,
  form: FormId,
  arrivedOn: LocalDate,
): DeadlineRule | undefined =>
  deadlines.find(
    (rule) =>
      (rule.form === "*" || rule.form === form) &&
      (rule.from === undefined || rule.from <= arrivedOn) &&
      (rule.to === undefined || arrivedOn <= rule.to),
  );

/** The day the office's mailbox had the case: from the next day on days are counted, however late it is registered. */
const arrivalDay = ({ submission }: Arrived, timeZone: string): LocalDate | undefined =>
  submission && toLocalDate(submission.at, timeZone);

/**
 * By when the office must be done, set when the case is registered. `procedure` is the settlement's (absent in
 * publications of before: no deadline). The day of arrival is not counted; a last day the offices do not work on moves to
 * the next they do.
 */
export const deadlineFor = (
  record: Arrived,
  procedure: Procedure | undefined,
  timeZone: string,
): CaseDeadline | undefined => {
  const arrivedOn = arrivalDay(record, timeZone);
  if (!procedure || arrivedOn === undefined) return undefined;
  const rule = deadlineRule(procedure, record.catalogue.form.id, arrivedOn);
  return rule && endingOn(addDays(arrivedOn, rule.days), procedure.calendar);
};

/**
 * The deadline extended by what the rule allows, once and before it has passed; undefined where it cannot be. A case that
 * waits for a supplement is not extended: its days are not counted anyway.
 */
export const extendDeadline = (
  record: Arrived & Pick<CaseRecord, "deadline">,
  procedure: Procedure | undefined,
  at: EpochSeconds,
  timeZone: string,
): CaseDeadline | undefined => {
  const { deadline } = record;
  const arrivedOn = arrivalDay(record, timeZone);
  if (!procedure || !deadline || deadline.extended || deadline.pausedAt !== undefined) return undefined;
  if (arrivedOn === undefined || toLocalDate(at, timeZone) > deadline.dueOn) return undefined;
  const days = deadlineRule(procedure, record.catalogue.form.id, arrivedOn)?.extensionDays;
  if (days === undefined) return undefined;
  return { ...endingOn(addDays(lastDayOf(deadline), days), procedure.calendar), extended: true };
};

/** A supplement is waited for, asked for by that day: the deadline stands still until `resumeDeadline`. */
export const pauseDeadline = (deadline: CaseDeadline, at: EpochSeconds, until?: LocalDate): CaseDeadline => ({
  ...deadline,
  pausedAt: deadline.pausedAt ?? at,
  ...(until !== undefined && { pausedUntil: until }),
});

/** The deadline goes on: as many days later as were waited, by the office's calendar. */
export const resumeDeadline = (
  deadline: CaseDeadline,
  procedure: Pick<Procedure, "calendar"> | undefined,
  at: EpochSeconds,
  timeZone: string,
): CaseDeadline => {
  const { pausedAt, pausedUntil: _until, lastDay: _lastDay, ...running } = deadline;
  if (pausedAt === undefined) return deadline;
  const waited = daysBetween(toLocalDate(pausedAt, timeZone), toLocalDate(at, timeZone)) ?? 0;
  const calendar = procedure?.calendar ?? { holidays: [], workdays: [] };
  return { ...running, ...endingOn(addDays(lastDayOf(deadline), Math.max(0, waited)), calendar) };
};

/** By when a supplement is due unless the clerk says otherwise. */
export const supplementDueOn = (
  procedure: Procedure | undefined,
  at: EpochSeconds,
  timeZone: string,
): LocalDate | undefined =>
  procedure &&
  orNextWorkingDay(addDays(toLocalDate(at, timeZone), procedure.supplementDays), procedure.calendar);

/** The day the office has to look at the case at the latest: its deadline, or the one it set for the supplement. */
export const nextDay = ({ dueOn, pausedAt, pausedUntil }: CaseDeadline): LocalDate | undefined =>
  pausedAt === undefined ? dueOn : pausedUntil;

const worked: readonly CaseState[] = ["registered", "in-progress", "supplement-requested"];

/**
 * Whether the office should have gone on with the case: what is decided is not late, nor what waits for a supplement that
 * may still come in time.
 */
export const isOverdue = (
  { state, deadline }: Pick<CaseRecord, "state" | "deadline">,
  today: LocalDate,
): boolean => {
  const day = deadline && nextDay(deadline);
  return day !== undefined && worked.includes(state) && day < today;
};
