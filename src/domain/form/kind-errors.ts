import { canonicalIdentifier } from "../identifiers/identifiers.ts";
import type { FormContext } from "./arithmetic.ts";
import { daysLater, isDate, isMonth } from "./calendar.ts";
import { canonicalPhone, isEmailAddress } from "./contact.ts";
import type { AnswerField, FieldError } from "./definition.ts";
import { compare, type Exact, toExact } from "./exact.ts";

type KindError = Pick<FieldError, "code" | "params"> | undefined;
type Check<F> = (field: F, value: unknown, context: FormContext | undefined) => KindError;
type Numeric = Extract<AnswerField, { kind: "integer" | "money" | "decimal" | "percent" }>;
type Dated = Extract<AnswerField, { kind: "date" | "month" | "year" }>;

/** Bounds of numbers; the limit goes into the sentence. */
const outOfBounds = (
  number: Exact,
  { min, max }: { min?: number | string | undefined; max?: number | string | undefined },
): KindError => {
  const [least, most] = [toExact(min), toExact(max)];
  if (least && compare(number, least) < 0) return { code: "too-small", params: { limit: Number(min) } };
  if (most && compare(number, most) > 0) return { code: "too-large", params: { limit: Number(max) } };
  return undefined;
};

/** Amounts and counts are not negative unless the form says so. */
const numeric: Check<Numeric> = (field, value) => {
  const number = toExact(value);
  const isWhole = field.kind === "integer" || field.kind === "money";
  if (!number || (typeof value === "number") !== isWhole) return { code: "number" };
  const decimals = String(value).split(".")[1]?.length ?? 0;
  if ("digits" in field && decimals > field.digits) {
    return { code: "too-many-decimals", params: { limit: field.digits } };
  }
  return outOfBounds(number, { min: field.min ?? 0, max: field.max });
};

/** `today`, `today-30`, `today+8` or a date; undefined where today is not known (published data say nothing of it). */
const boundDate = (bound: number | string | undefined, today: string | undefined): string | undefined => {
  const [, days] = /^today([+-]\d{1,5})?$/.exec(String(bound)) ?? [];
  if (!String(bound).startsWith("today")) return bound === undefined ? undefined : String(bound);
  return today === undefined ? undefined : daysLater(today, Number(days ?? 0));
};

const lengths = { date: 10, month: 7, year: 4 } as const;

const isOfKind = (kind: Dated["kind"], value: unknown): boolean => {
  if (kind === "date") return isDate(value);
  return kind === "month" ? isMonth(value) : typeof value === "number" && value >= 1800 && value <= 2199;
};

/** Dates, months and years compare as text, being of the same length. */
const dated: Check<Dated> = (field, value, context) => {
  if (!isOfKind(field.kind, value)) return { code: field.kind === "year" ? "number" : "date" };
  const text = String(value);
  const [min, max] = [field.min, field.max].map((bound) =>
    boundDate(bound, context?.today)?.slice(0, lengths[field.kind]),
  );
  if (min !== undefined && text < min) return { code: "too-early" };
  return max !== undefined && text > max ? { code: "too-late" } : undefined;
};

const fraction = (value: unknown): KindError => {
  const [, n = "", d = ""] = /^(\d{1,9})\/(\d{1,9})$/.exec(String(value)) ?? [];
  return Number(n) > 0 && Number(n) <= Number(d) ? undefined : { code: "fraction" };
};

const chosen = (field: Extract<AnswerField, { options: unknown }>, value: unknown): KindError => {
  const offered = field.options.map((option) => option.value);
  const values = field.kind === "multi" && Array.isArray(value) ? value : [value];
  return values.every((one) => offered.includes(String(one))) ? undefined : { code: "not-an-option" };
};

const unless = (right: boolean, code: FieldError["code"]): KindError => (right ? undefined : { code });

/** What is wrong with an answer as an answer of its kind; the data contract is checked beside it. */
export const kindError = (
  field: AnswerField,
  value: unknown,
  context: FormContext | undefined,
): KindError => {
  switch (field.kind) {
    case "declaration":
      return unless(value === true, "must-accept");
    case "email":
      return unless(isEmailAddress(String(value)), "email");
    case "phone":
      return unless(canonicalPhone(String(value)) !== undefined, "phone");
    case "select":
    case "radio":
    case "multi":
      return chosen(field, value);
    case "integer":
    case "money":
    case "decimal":
    case "percent":
      return numeric(field, value, context);
    case "date":
    case "month":
    case "year":
      return dated(field, value, context);
    case "fraction":
      return fraction(value);
    case "identifier":
      return unless(canonicalIdentifier(field.identifier, String(value)) === value, "identifier");
    default:
      return undefined;
  }
};
