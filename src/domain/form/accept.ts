import { canonicalIdentifier } from "../identifiers/identifiers.ts";
import { isRecord } from "./answers.ts";
import { canonicalDate, canonicalMonth } from "./calendar.ts";
import { canonicalPhone } from "./contact.ts";
import type { AnswerField, FieldError, FormField, TableField } from "./definition.ts";
import { toExact } from "./exact.ts";
import { hasForbiddenCharacters, lengthOf, normaliseLine, normaliseLines } from "./text.ts";

/** A draft may hold more than can be submitted, so that a letter grown too long is not lost. */
const DRAFT_SLACK_FACTOR = 2;
const MIN_DRAFT_LIMIT = 1000;
/** Of what was typed into a field that wants a number, a date or an identifier. */
const TYPED_LIMIT = 100;

type Refusal = Pick<FieldError, "code" | "params"> & { at?: string };
/** An answer as it is kept (`undefined`: nothing was answered), or what is wrong with it. */
export type Accepted = { value: unknown } | Refusal;
type Accept<F = AnswerField> = (
  value: unknown,
  context: { field: F; limitOf: LimitOf; key: string },
) => Accepted;
/** Longest text of a field, in code points; asked for texts only. */
type LimitOf = (key: string) => number;

const text =
  (normalise: (given: string) => string): Accept =>
  (given, { limitOf, key }) => {
    if (typeof given !== "string") return { code: "wrong-type" };
    const limit = limitOf(key);
    const draftLimit = Math.max(MIN_DRAFT_LIMIT, limit * DRAFT_SLACK_FACTOR);
    const tooLong: Accepted = { code: "too-long", params: { limit } };
    // Counted before normalising, so that an absurd text costs nothing more.
    if (given.length > draftLimit * 2) return tooLong;
    const value = normalise(given);
    if (hasForbiddenCharacters(value)) return { code: "characters" };
    if (lengthOf(value) > draftLimit) return tooLong;
    return { value: value === "" ? undefined : value };
  };

/**
 * Something typed that should become a canonical value. What is not understood (yet) is kept as it was
 * typed, so that a draft loses nothing; the complete check names it.
 */
const typed =
  (read: (given: string, field: AnswerField) => unknown): Accept =>
  (given, { field }) => {
    if (typeof given !== "string") return { code: "wrong-type" };
    if (given.length > TYPED_LIMIT) return { code: "too-long", params: { limit: TYPED_LIMIT } };
    const value = normaliseLine(given);
    if (hasForbiddenCharacters(value)) return { code: "characters" };
    return { value: value === "" ? undefined : (read(value, field) ?? value) };
  };

const MINUS = /^[\u2212\u2013-]/u;

/** `1 234,50 Ft` → `1234.50`; undefined for what is no plain number. Hungarian decimals have a comma. */
const plainNumber = (given: string): string | undefined => {
  const bare = given
    .replace(/\s*(Ft|HUF|%)\.?$/iu, "")
    .replaceAll(/[\s\u00A0\u202F]/gu, "")
    .replace(MINUS, "-")
    .replace(",", ".");
  return toExact(bare) === undefined ? undefined : bare;
};

/** Thousands separated by points (`1.234.567`) are common in typing whole amounts. */
const wholeNumber = (given: string): number | undefined => {
  const grouped = /^-?\d{1,3}(\.\d{3})+$/.test(given.replace(MINUS, "-")) ? given.replaceAll(".", "") : given;
  const number = Number(plainNumber(grouped) ?? "none");
  return Number.isSafeInteger(number) ? number : undefined;
};

const decimalText = (given: string): string | undefined => {
  const plain = plainNumber(given);
  if (plain === undefined) return undefined;
  const [, sign = "", whole = "", decimals = ""] = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(plain) ?? [];
  const value = decimals === "" ? whole : `${whole}.${decimals}`;
  return sign !== "" && /[1-9]/.test(value) ? `-${value}` : value;
};

const whole: Accept = (value, context) => {
  if (typeof value === "number") return Number.isSafeInteger(value) ? { value } : { code: "wrong-type" };
  return typed(wholeNumber)(value, context);
};

const fraction = (given: string): string | undefined => {
  const [, n, d] = /^0*(\d{1,9})\s*\/\s*0*(\d{1,9})$/.exec(given) ?? [];
  return n === undefined ? undefined : `${n}/${d}`;
};

const line = text(normaliseLine);
const boolean: Accept = (value) => (typeof value === "boolean" ? { value } : { code: "wrong-type" });

const optionsOf = (field: AnswerField): string[] =>
  "options" in field ? field.options.map((option) => option.value) : [];

const LISTED_ID = /^[a-z][a-z0-9-]{0,39}$/;

/** Membership only: whether the option is on offer right now is for the complete check. */
const option: Accept = (value, { field }) => {
  if (typeof value !== "string") return { code: "wrong-type" };
  if (value === "") return { value: undefined };
  // A list of the settlement: which of its options exist is for the complete check, which knows the settlement.
  if ("optionsFrom" in field && field.optionsFrom !== undefined && LISTED_ID.test(value)) return { value };
  return optionsOf(field).includes(value) ? { value } : { code: "not-an-option" };
};

/** Each option at most once, in the order of the form. */
const options: Accept = (value, { field }) => {
  if (!Array.isArray(value)) return { code: "wrong-type" };
  const known = optionsOf(field);
  if (value.length > known.length || value.some((one) => !known.includes(one as string))) {
    return { code: "not-an-option" };
  }
  const chosen = known.filter((one) => value.includes(one));
  return { value: chosen.length === 0 ? undefined : chosen };
};

const acceptors: Record<AnswerField["kind"], Accept> = {
  text: line,
  "long-text": text(normaliseLines),
  email: line,
  phone: text((given) => canonicalPhone(given) ?? normaliseLine(given)),
  "yes-no": boolean,
  declaration: boolean,
  select: option,
  radio: option,
  multi: options,
  integer: whole,
  money: whole,
  year: whole,
  decimal: typed(decimalText),
  percent: typed(decimalText),
  date: typed(canonicalDate),
  month: typed(canonicalMonth),
  fraction: typed(fraction),
  identifier: typed((given, field) =>
    field.kind === "identifier" ? canonicalIdentifier(field.identifier, given) : undefined,
  ),
};

const acceptRow = (field: TableField, row: unknown, limitOf: LimitOf): Accepted => {
  if (!isRecord(row)) return { code: "wrong-type" };
  const known = field.columns.map(({ key }) => key);
  const stranger = Object.keys(row).find((key) => !known.includes(key));
  if (stranger !== undefined) return { code: "unknown-field", at: stranger.slice(0, TYPED_LIMIT) };
  const kept: Record<string, unknown> = {};
  for (const column of field.columns) {
    if (column.kind === "computed" || !Object.hasOwn(row, column.key)) continue;
    const accepted = acceptAnswer(column, row[column.key], (key) => limitOf(`${field.key}.${key}`));
    if ("code" in accepted) return { ...accepted, at: column.key };
    if (accepted.value !== undefined) kept[column.key] = accepted.value;
  }
  return { value: kept };
};

/** Rows stay where they are, empty ones too: the person may be about to fill them. */
const acceptRows = (field: TableField, value: unknown, limitOf: LimitOf): Accepted => {
  if (!Array.isArray(value)) return { code: "wrong-type" };
  if (value.length > field.maxRows) return { code: "too-many-rows", params: { limit: field.maxRows } };
  const rows: unknown[] = [];
  for (const [index, row] of value.entries()) {
    const accepted = acceptRow(field, row, limitOf);
    if ("code" in accepted) {
      const at = accepted.at === undefined ? String(index) : `${index}.${accepted.at}`;
      return { ...accepted, at };
    }
    rows.push(accepted.value);
  }
  return { value: rows.length === 0 ? undefined : rows };
};

/** What a draft keeps of one answer. Computed values are nobody's answers: they are dropped without a word. */
export const acceptAnswer = (field: FormField, value: unknown, limitOf: LimitOf): Accepted => {
  if (field.kind === "computed") return { value: undefined };
  if (field.kind === "table") return acceptRows(field, value, limitOf);
  return acceptors[field.kind](value, { field, limitOf, key: field.key });
};
