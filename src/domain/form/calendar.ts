const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH = /^(\d{4})-(\d{2})$/;
const MILLISECONDS_PER_DAY = 86_400_000;

const midnight = (year: number, month: number, day: number): Date => new Date(Date.UTC(year, month - 1, day));

/** Days since 1970 of a real date between 1800 and 2199; undefined for 29 February 2023 and the like. */
const dayNumber = (text: unknown): number | undefined => {
  const [, year, month, day] = typeof text === "string" ? (DATE.exec(text) ?? []) : [];
  if (year === undefined || Number(year) < 1800 || Number(year) > 2199) return undefined;
  const date = midnight(Number(year), Number(month), Number(day));
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isReal ? date.getTime() / MILLISECONDS_PER_DAY : undefined;
};

export const isDate = (text: unknown): boolean => dayNumber(text) !== undefined;

export const isMonth = (text: unknown): boolean => typeof text === "string" && isDate(`${text}-01`);

/** Whole days from one date to another; undefined unless both are real dates. */
export const daysBetween = (from: unknown, to: unknown): number | undefined => {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  return start === undefined || end === undefined ? undefined : end - start;
};

/** How the names of the months begin in Hungarian and in English. */
const MONTH_NAMES = ["jan", "feb", "m[aá]r", "[aá]p", "m[aá]j|may", "j[uú]n", "j[uú]l", "aug", "s?zept|sep"]
  .concat(["o[ck]t", "nov", "de[ck]"])
  .map((start) => new RegExp(`^(${start})`, "iu"));

/** `2026. október` → `2026. 10`, where people write a month's name. */
const withMonthNumber = (typed: string): string =>
  typed.replace(/\p{L}+/u, (word) => {
    const index = MONTH_NAMES.findIndex((name) => name.test(word));
    return index < 0 ? word : String(index + 1);
  });

/** `2026-11-23` for what people type: `2026. 11. 23.`, `2026/11/23`, `2026. november 23.`. Not checked for being real. */
export const canonicalDate = (typed: string): string | undefined => {
  const [, year, month = "", day = ""] =
    /^\s*(\d{4})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{1,2})\s*\.?\s*$/.exec(withMonthNumber(typed)) ?? [];
  return year && [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-");
};

/** `2026-10` for `2026. 10.`, `2026/10`, `2026. október`. */
export const canonicalMonth = (typed: string): string | undefined => {
  const [, year, month = ""] =
    /^\s*(\d{4})\s*[-./ ]\s*(\d{1,2})\s*\.?\s*$/.exec(withMonthNumber(typed)) ?? [];
  return year && [year, month.padStart(2, "0")].join("-");
};

const lastDay = (year: number, month: number): number => midnight(year, month + 1, 0).getUTCDate();

/** A month or date moved by whole months; the 31st becomes the month's last day. */
export const monthsLater = (from: unknown, months: number): string | undefined => {
  const text = String(from);
  const [, year, month, day] = DATE.exec(text) ?? MONTH.exec(text) ?? [];
  if (year === undefined || !Number.isSafeInteger(months) || Math.abs(months) > 1200) return undefined;
  const moved = midnight(Number(year), Number(month) + months, 1);
  const [y, m] = [moved.getUTCFullYear(), moved.getUTCMonth() + 1];
  const head = `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}`;
  return day === undefined
    ? head
    : `${head}-${String(Math.min(Number(day), lastDay(y, m))).padStart(2, "0")}`;
};

/** A date moved by days. */
export const daysLater = (date: string, days: number): string | undefined => {
  const start = dayNumber(date);
  if (start === undefined) return undefined;
  return new Date((start + days) * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
};
