import type { LocalDate } from "../time.ts";
import { isCalendarDay, type NamedPerson, personErrors, type StatementError } from "./natural-person.ts";

/** Nobody plans further ahead; what is to last longer is given until revoked. */
const MAX_YEARS = 10;

const addYears = (date: LocalDate, years: number): LocalDate =>
  `${String(Number(date.slice(0, 4)) + years).padStart(4, "0")}${date.slice(4)}`;

export interface GrantedDays {
  validFrom: LocalDate;
  validTo?: LocalDate | undefined;
}

const dayError = (day: LocalDate, today: LocalDate): StatementError["code"] | undefined => {
  if (!isCalendarDay(day)) return "not-a-day";
  if (day < today) return "in-the-past";
  return day > addYears(today, MAX_YEARS) ? "too-far" : undefined;
};

/** What is wrong with the days of a mandate given today; both days are included. */
export const dayErrors = ({ validFrom, validTo }: GrantedDays, today: LocalDate): StatementError[] => {
  const from = dayError(validFrom, today);
  const errors: StatementError[] = from ? [{ field: "validFrom", code: from }] : [];
  if (validTo === undefined) return errors;
  const to = dayError(validTo, today) ?? (validTo < validFrom ? "before-start" : undefined);
  if (to) errors.push({ field: "validTo", code: to });
  return errors;
};

/** What is wrong with a mandate given today to this person. */
export const grantErrors = (
  { proxy, ...days }: GrantedDays & { proxy: NamedPerson },
  today: LocalDate,
): StatementError[] => [...personErrors("proxy.", proxy, today), ...dayErrors(days, today)];
