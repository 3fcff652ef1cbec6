import { isRecord } from "./answers.ts";
import { isDate } from "./calendar.ts";
import { lengthOf } from "./text.ts";

/** Keywords of JSON Schema that speak about one value, in the order in which the first broken one is named. */
export const valueKeywords = [
  "type",
  "const",
  "enum",
  "minLength",
  "maxLength",
  "pattern",
  "format",
] as const;
export type ValueKeyword = (typeof valueKeywords)[number];

/** `integer` is a kind of number; the others are JavaScript's own kinds, with lists apart. */
const isOfType = (value: unknown, type: unknown): boolean => {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  return type === "object" ? isRecord(value) : typeof value === type;
};

const onText =
  (holds: (text: string, limit: unknown) => boolean) =>
  (value: unknown, limit: unknown): boolean =>
    typeof value !== "string" || holds(value, limit);

const patterns = new Map<string, RegExp>();

const matches = (text: string, pattern: unknown): boolean => {
  const source = String(pattern);
  const known = patterns.get(source) ?? new RegExp(source, "u");
  patterns.set(source, known);
  return known.test(text);
};

const rules: Readonly<Record<ValueKeyword, (value: unknown, limit: unknown) => boolean>> = {
  type: isOfType,
  const: (value, only) => value === only,
  enum: (value, options) => Array.isArray(options) && options.includes(value),
  minLength: onText((text, least) => lengthOf(text) >= Number(least)),
  maxLength: onText((text, most) => lengthOf(text) <= Number(most)),
  pattern: onText(matches),
  // Other formats are remarks to readers of the schema: kind-errors.ts checks them.
  format: onText((text, name) => name !== "date" || isDate(text)),
};

/**
 * The first keyword of a field's part of the data contract that its answer breaks. It knows the part of JSON Schema
 * 2020-12 that compiled forms consist of (src/app/catalogue/form-schema.ts): what must be answered, how many rows there
 * may be and how large a number is the field itself says, and validate.ts asks it for what is within a table or a
 * list. A test compares it with a complete validator (docs/adr/0008).
 */
export const brokenKeyword = (
  schema: Readonly<Record<string, unknown>>,
  value: unknown,
): ValueKeyword | undefined =>
  valueKeywords.find((name) => Object.hasOwn(schema, name) && !rules[name](value, schema[name]));
