import type { FormId } from "../ids.ts";
import type { LocalDate } from "../time.ts";

/** Days the offices do not work besides Saturdays and Sundays, and Saturdays they do. */
export interface WorkingCalendar {
  holidays: readonly LocalDate[];
  workdays: readonly LocalDate[];
}

/** By when an office must be done with a case of this form; the first rule that matches counts. */
export interface DeadlineRule {
  form: FormId | "*";
  /** Cases that arrived on these days, both included; without an end until further notice. */
  from?: LocalDate;
  to?: LocalDate;
  days: number;
  /** By how many days it may be extended, once. */
  extensionDays?: number;
}

/** Rules of procedure a settlement's cases follow; data, because most are facts of law with a validity. */
export interface Procedure {
  deadlines: readonly DeadlineRule[];
  calendar: WorkingCalendar;
  /** Working days: from sending to the second notice, and from that to the day a document counts as delivered. */
  delivery: { secondNoticeAfter: number; deemedAfter: number };
  /** Days a client gets for a supplement unless the clerk says otherwise. */
  supplementDays: number;
}
