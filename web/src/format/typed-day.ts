import { toLocalDate } from "../../../src/domain/time.ts";

/** A day as typed into three boxes. */
export interface TypedDay {
  year: string;
  month: string;
  day: string;
}

export const noDay: TypedDay = { year: "", month: "", day: "" };

export const isEmptyDay = ({ year, month, day }: TypedDay): boolean => `${year}${month}${day}`.trim() === "";

/** `2026-11-23`, or undefined where the calendar has no such day between 1850 and 2199. */
export const toIsoDay = ({ year, month, day }: TypedDay): string | undefined => {
  const [y, m, d] = [year.trim(), month.trim().replace(/\.$/, ""), day.trim().replace(/\.$/, "")];
  if (!/^(18[5-9]|19\d|20\d|21\d)\d\.?$/.test(y) || !/^\d{1,2}$/.test(m) || !/^\d{1,2}$/.test(d)) {
    return undefined;
  }
  const text = `${y.slice(0, 4)}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
  const date = new Date(`${text}T00:00:00Z`);
  // 30 February becomes 2 March in a Date: such a day does not exist.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined;
};

/** The boxes of an ISO day. */
export const typeDay = (isoDay: string): TypedDay => {
  const [year = "", month = "", day = ""] = isoDay.split("-");
  return { year, month: String(Number(month)), day: String(Number(day)) };
};

/** Today on the wall calendar of the offices. `now` in milliseconds. */
export const todayAt = (now: number): string => toLocalDate(Math.floor(now / 1000), "Europe/Budapest");
