import { daysLater } from "../form/calendar.ts";
import { type EpochSeconds, type LocalDate, toLocalDateTime } from "../time.ts";
import type { WorkingCalendar } from "./procedure.ts";

/** The day moved by whole days. Throws on a day that is none: days come from instants and checked data. */
export const addDays = (day: LocalDate, days: number): LocalDate => {
  const moved = daysLater(day, days);
  if (moved === undefined) throw new Error("Not a day of the calendar");
  return moved;
};

const isWeekend = (day: LocalDate): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

export const isWorkingDay = (day: LocalDate, { holidays, workdays }: WorkingCalendar): boolean =>
  workdays.includes(day) || !(isWeekend(day) || holidays.includes(day));

/** The day itself where the offices work on it, else the next day they do. */
export const orNextWorkingDay = (day: LocalDate, calendar: WorkingCalendar): LocalDate => {
  let found = day;
  while (!isWorkingDay(found, calendar)) found = addDays(found, 1);
  return found;
};

/** The `count`th working day after the day; the day itself is never counted. */
export const addWorkingDays = (day: LocalDate, count: number, calendar: WorkingCalendar): LocalDate => {
  let found = day;
  for (let counted = 0; counted < count; counted++) found = orNextWorkingDay(addDays(found, 1), calendar);
  return found;
};

/** When the clock of the office shows this hour of the day; `hour` 0 is the day's beginning. */
export const instantOf = (day: LocalDate, hour: number, timeZone: string): EpochSeconds => {
  const wanted = Date.parse(`${day}T${String(hour).padStart(2, "0")}:00:00Z`) / 1000;
  const shown = (instant: EpochSeconds): EpochSeconds => {
    const local = toLocalDateTime(instant, timeZone);
    return Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second) / 1000;
  };
  // The second look corrects the first where the clocks were changed in between.
  const near = wanted - (shown(wanted) - wanted);
  return near - (shown(near) - wanted);
};
