import { isRecord, readAnswer } from "./answers.ts";
import { daysBetween, monthsLater } from "./calendar.ts";
import {
  addAll,
  compare,
  divide,
  type Exact,
  multiply,
  type Rounding,
  round,
  subtract,
  toExact,
  ZERO,
} from "./exact.ts";

/** Values of a settlement that change with time: tax rates, reliefs, ceilings. */
export interface ParameterPeriod {
  /** First and last day (`2026-01-01`); without `to` until further notice. */
  from: string;
  to?: string;
  values: Readonly<Record<string, unknown>>;
}
export type Parameters = Readonly<Record<string, readonly ParameterPeriod[]>>;

/** What rules may know besides the answers. Under `$`, which no key of an answer can be. */
export interface FormContext {
  /** Local date of the office, `2026-11-23`. */
  today: string;
  parameters: Parameters;
}

const ONE: Exact = { n: 1n, d: 1n };

const isExact = (value: unknown): value is Exact =>
  isRecord(value) && typeof value["n"] === "bigint" && typeof value["d"] === "bigint";

const FRACTION = /^(\d{1,9})\/([1-9]\d{0,8})$/;

const fractionOf = (value: unknown): Exact | undefined => {
  const [, n, d] = typeof value === "string" ? (FRACTION.exec(value) ?? []) : [];
  return n === undefined || d === undefined ? undefined : divide(toExact(n) ?? ZERO, toExact(d) ?? ZERO);
};

/** What an answer is in calculations: whole number, decimal text, fraction (`1/2`); undefined if it is no number. */
export const numberOf = (value: unknown): Exact | undefined =>
  isExact(value) ? value : (toExact(value) ?? fractionOf(value));

/** An answer not given counts as nothing, as an empty row of a paper form does. */
const term = (value: unknown): Exact => numberOf(value) ?? ZERO;

const list = (args: unknown): readonly unknown[] => (Array.isArray(args) ? args : [args]);
const terms = (args: unknown): Exact[] => list(args).map(term);

const difference = (args: unknown): Exact => {
  const [first = ZERO, ...others] = terms(args);
  return others.length === 0 ? subtract(ZERO, first) : others.reduce(subtract, first);
};

/** Nothing, where the divisor is zero: what depends on it counts it as zero. */
const quotient = (args: unknown): Exact | null => {
  const [dividend = ZERO, divisor = ZERO] = terms(args);
  return divide(dividend, divisor) ?? null;
};

const extreme =
  (sign: 1 | -1) =>
  (args: unknown): Exact => {
    const [first = ZERO, ...others] = terms(args);
    return others.reduce((found, next) => (compare(next, found) * sign > 0 ? next : found), first);
  };

const roundings: readonly string[] = ["half-up", "down", "up"] satisfies Rounding[];

/** `round: [value, step = 1, "half-up" | "down" | "up"]` */
const rounded = (args: unknown): Exact => {
  const [value, step = 1, mode = "half-up"] = list(args);
  const size = term(step);
  const rounding = roundings.includes(String(mode)) ? (mode as Rounding) : "half-up";
  return compare(size, ZERO) > 0 ? round(term(value), size, rounding) : term(value);
};

/** `sum: [{ var: table }, column]`; without a column the items themselves. */
const sum = (args: unknown): Exact => {
  const [rows, column] = list(args);
  const items = Array.isArray(rows) ? rows : [];
  const values =
    typeof column === "string" ? items.map((row) => isRecord(row) && readAnswer(row, column)) : items;
  return addAll(values.map(term));
};

const count = (args: unknown): number => {
  const [rows] = list(args);
  return Array.isArray(rows) ? rows.length : 0;
};

/** `days: [from, to]`, both included; 0 when one is missing or they are in the wrong order. */
const days = (args: unknown): number => {
  const [from, to] = list(args);
  const between = daysBetween(from, to);
  return between === undefined || between < 0 ? 0 : between + 1;
};

const yearOf = (args: unknown): number | null => {
  const [date] = list(args);
  const [year] = /^\d{4}(?=-|$)/.exec(String(date)) ?? [];
  return year === undefined ? null : Number(year);
};

/** `yearStart: [{ var: return.year }]`: 1 January of the year of a year, month or date. */
const yearStart = (args: unknown): string | null => {
  const year = yearOf(args);
  return year === null ? null : `${String(year).padStart(4, "0")}-01-01`;
};

/** `addMonths: [{ var: period.month }, 1]` for months (`2026-11`) and dates. */
const addMonths = (args: unknown): string | null => {
  const [from, months] = list(args);
  return monthsLater(from, typeof months === "number" ? months : 0) ?? null;
};

/** The first day of a year (2026), month (`2026-11`) or the day itself. */
const startOf = (date: unknown): string | undefined => {
  const text = String(date);
  if (/^\d{4}$/.test(text)) return `${text}-01-01`;
  if (/^\d{4}-\d{2}$/.test(text)) return `${text}-01`;
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
};

/** The values of a parameter group on a day. */
export const parametersOn = (
  parameters: Parameters,
  group: string,
  day: string,
): Readonly<Record<string, unknown>> | undefined => {
  const periods = Object.hasOwn(parameters, group) ? (parameters[group] ?? []) : [];
  return periods.find(({ from, to }) => from <= day && (to === undefined || day <= to))?.values;
};

/** `param: ["tourismTax.rate", date?]`: the settlement's value on that date, today's without one. */
const parameter = (args: unknown, data: unknown): unknown => {
  const [path, date] = list(args);
  const context = isRecord(data) ? (data["$"] as FormContext | undefined) : undefined;
  const [group = "", ...rest] = String(path).split(".");
  if (!context) return null;
  const values = parametersOn(context.parameters, group, startOf(date) ?? context.today);
  return (values && readAnswer(values, rest.join("."))) ?? null;
};

/** `pick: [list, id, property]`: from a list of the settlement, such as its reliefs. */
const pick = (args: unknown): unknown => {
  const [items, id, property] = list(args);
  const found = Array.isArray(items) ? items.find((item) => isRecord(item) && item["id"] === id) : undefined;
  return isRecord(found) ? (readAnswer(found, String(property)) ?? null) : null;
};

const today = (_: unknown, data: unknown): unknown =>
  isRecord(data) ? ((data["$"] as FormContext | undefined)?.today ?? null) : null;

const isBlank = (value: unknown): boolean => value === null || value === undefined;

/**
 * Numbers compare as numbers, beside one what is not answered counts as 0; other texts (dates, months)
 * compare as text; what cannot be compared never holds.
 */
const ordered =
  (accepts: (order: number) => boolean) =>
  (args: unknown): boolean => {
    const values = list(args);
    return values.slice(1).every((value, index) => {
      const [a, b] = [values[index], value];
      const [left, right] = [numberOf(a), numberOf(b)];
      if ((left || right) && (left ?? isBlank(a)) && (right ?? isBlank(b))) {
        return accepts(compare(left ?? ZERO, right ?? ZERO));
      }
      if (left || right || typeof a !== "string" || typeof b !== "string") return false;
      return accepts(a === b ? 0 : a < b ? -1 : 1);
    });
  };

const same = (args: unknown): boolean => {
  const [a, b] = list(args);
  if (!isExact(a) && !isExact(b)) return a === b;
  const [left, right] = [numberOf(a), numberOf(b)];
  return left !== undefined && right !== undefined && compare(left, right) === 0;
};

type Method = (args: unknown, data: unknown) => unknown;

/** Operators over exact numbers and the calendar; every one of them is total. */
export const arithmeticOperators: Readonly<Record<string, Method>> = {
  "+": (args) => addAll(terms(args)),
  "-": difference,
  "*": (args) => terms(args).reduce(multiply, ONE),
  "/": quotient,
  min: extreme(-1),
  max: extreme(1),
  round: rounded,
  sum,
  count,
  days,
  year: yearOf,
  yearStart,
  addMonths,
  param: parameter,
  pick,
  today,
  "<": ordered((order) => order < 0),
  "<=": ordered((order) => order <= 0),
  ">": ordered((order) => order > 0),
  ">=": ordered((order) => order >= 0),
  "===": same,
  "!==": (args) => !same(args),
};
