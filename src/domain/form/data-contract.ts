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

const walk = (schema: unknown, value: unknown, at: string, broken: Map<string, ValueKeyword>): void => {
  if (!isRecord(schema)) return;
  const keyword = valueKeywords.find(
    (name) => Object.hasOwn(schema, name) && !rules[name](value, schema[name]),
  );
  if (keyword) broken.set(at, keyword);
  const under = (name: string | number): string => (at === "" ? String(name) : `${at}.${name}`);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(schema["items"], item, under(index), broken);
  }
  const { properties } = schema;
  if (!isRecord(value) || !isRecord(properties)) return;
  for (const [name, part] of Object.entries(properties)) {
    if (Object.hasOwn(value, name)) walk(part, value[name], under(name), broken);
  }
};

/**
 * What the form's data contract has against single answers: key (`contact.email`, `owners.0.name`) → the first
 * keyword that is broken. It knows the part of JSON Schema 2020-12 that compiled forms consist of
 * (src/app/catalogue/form-schema.ts): what must be answered, how many rows there may be and how large a number is the
 * field itself says, and validate.ts asks it. A test compares it with a complete validator (docs/adr/0008).
 */
export const brokenKeywords = (
  schema: Readonly<Record<string, unknown>>,
  answers: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, ValueKeyword> => {
  const broken = new Map<string, ValueKeyword>();
  walk(schema, answers, "", broken);
  return broken;
};
