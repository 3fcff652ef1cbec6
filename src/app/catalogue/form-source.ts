import * as v from "valibot";
import { isRecord } from "../../domain/form/answers.ts";
import { capacityKinds } from "../../domain/acting/capacity.ts";
import { type Rule, prefillSources } from "../../domain/form/definition.ts";
import { identifierKinds } from "../../domain/identifiers/identifiers.ts";
import { languages } from "../../domain/localized.ts";
import { DECIMAL_PATTERN, toExact } from "../../domain/form/exact.ts";
import { slownessOf } from "./safe-pattern.ts";
import { jsonSchema, TEXT_EXPECTED } from "./source.ts";

/** What an author writes in form.yaml. Texts are Hungarian; translations are in the label files beside it. */
const Text = v.pipe(v.string(TEXT_EXPECTED), v.trim(), v.nonEmpty("must not be empty"));

const named = (pattern: RegExp, example: string) =>
  v.pipe(v.string(TEXT_EXPECTED), v.regex(pattern, `is not a possible name; one is ${example}`));

/** Two names are set aside: one group of errors, and one JavaScript gives every object. */
const Key = v.pipe(
  named(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*){0,4}$/, "contact.email"),
  v.check((key) => !key.startsWith("attachments."), "must not begin with attachments"),
  v.check((key) => !key.split(".").includes("constructor"), "must not contain constructor"),
  jsonSchema({ not: { pattern: "^attachments\\.|(^|\\.)constructor(\\.|$)" } }),
);
const Id = named(/^[a-z][a-z0-9-]{0,39}$/, "reply-mode");

const isRule = (value: unknown): boolean => typeof value === "boolean" || isRecord(value);
const RuleSource = v.pipe(
  v.custom<Rule>(isRule, 'must be a condition such as { "===": [{ var: reply.mode }, post] }'),
  jsonSchema({ type: ["boolean", "object"] }),
);

const count = (from: number, to: number) =>
  v.pipe(
    v.number(`must be a whole number from ${from} to ${to}`),
    v.check(
      (value) => Number.isInteger(value) && value >= from && value <= to,
      `must be a whole number from ${from} to ${to}`,
    ),
    jsonSchema({ type: "integer", minimum: from, maximum: to }),
  );

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text, "u").source !== "";
  } catch {
    return false;
  }
};

/** Whoever fills the form chooses the text it is held against. */
const Pattern = v.pipe(
  Text,
  v.check(isPattern, "is not a valid regular expression"),
  v.check(
    (text) => slownessOf(text) === undefined,
    ({ input }) => slownessOf(input) ?? "",
  ),
);

const MAX_TEXT = 20_000;
const base = {
  key: Key,
  label: Text,
  hint: v.optional(Text),
  when: v.optional(RuleSource),
  required: v.optional(v.boolean("must be true or false")),
  prefill: v.optional(v.picklist(prefillSources)),
  declareAnew: v.optional(v.boolean("must be true or false")),
};

const isDecimal = (value: unknown): boolean => toExact(value) !== undefined;
/** 12, or a decimal in quotes: "0.5". */
const NumberBound = v.pipe(
  v.custom<number | string>(isDecimal, 'must be a whole number or a decimal in quotes, such as "0.5"'),
  jsonSchema({ type: ["integer", "string"], pattern: DECIMAL_PATTERN }),
);
/** Unless a form says otherwise: whatever hundreds of rows of them add up to is still exact in JSON. */
const MAX_WHOLE = 10_000_000_000_000;
const bounds = { min: v.optional(NumberBound), max: v.optional(NumberBound), unit: v.optional(Text) };
const digits = v.optional(count(0, 6), 2);
const isDateBound = (value: unknown): boolean =>
  typeof value === "string" && /^(today([+-]\d{1,5})?|\d{4}(-\d{2}){0,2})$/.test(value);
const DateBound = v.pipe(
  v.custom<string>(isDateBound, 'must be "today", "today-30" or a date in quotes'),
  jsonSchema({ type: "string", pattern: "^(today([+-]\\d{1,5})?|\\d{4}(-\\d{2}){0,2})$" }),
);
const dateBounds = { min: v.optional(DateBound), max: v.optional(DateBound) };
/** The field is the period of a return; the next one is this many months or years later. */
const advance = v.optional(count(1, 120));
const YearBound = v.pipe(
  v.custom<number | string>(
    (value) => value === "today" || (Number.isInteger(value) && isDecimal(value)),
    'must be a year or "today"',
  ),
  jsonSchema({ type: ["integer", "string"], pattern: "^today$" }),
);
const lengths = { minLength: v.optional(count(1, MAX_TEXT)), maxLength: count(1, MAX_TEXT) };

/** Values of `autocomplete` (HTML) that make sense on a form about the client. */
const Autocomplete = v.picklist([
  "name",
  "email",
  "tel",
  "organization",
  "street-address",
  "postal-code",
  "address-level2",
  "country-name",
]);

const PARAMETER = /^[a-z][a-z0-9-]*\.[a-z][A-Za-z0-9]*$/;

/** `value: label`, or where the choice depends on another one `its value: { value: label }`. */
const Options = v.record(
  Id,
  v.pipe(
    v.lazy((given) => (typeof given === "object" ? v.record(Id, Text) : Text)),
    jsonSchema({
      $ref: null,
      type: ["string", "object"],
      minLength: 1,
      propertyNames: { pattern: "^[a-z][a-z0-9-]{0,39}$" },
      additionalProperties: { type: "string", minLength: 1 },
    }),
  ),
);

const answerSources = [
  v.strictObject({
    ...base,
    ...lengths,
    kind: v.literal("text"),
    pattern: v.optional(Pattern),
    autocomplete: v.optional(Autocomplete),
  }),
  v.strictObject({ ...base, ...lengths, kind: v.literal("long-text"), rows: v.optional(count(2, 40)) }),
  v.strictObject({ ...base, kind: v.picklist(["email", "phone", "yes-no", "declaration"]) }),
  v.strictObject({
    ...base,
    kind: v.picklist(["select", "radio", "multi"]),
    dependsOn: v.optional(Key),
    options: v.optional(Options, {}),
    /** `group.value`: a list among the settlement's parameters. */
    optionsFrom: v.optional(v.pipe(Text, v.regex(PARAMETER, "must be group.value"))),
    /** Key of the day, month or year whose list it is. */
    optionsOn: v.optional(Key),
  }),
  v.strictObject({
    ...base,
    ...bounds,
    kind: v.picklist(["integer", "money"]),
    max: v.optional(NumberBound, MAX_WHOLE),
  }),
  v.strictObject({ ...base, ...bounds, digits, kind: v.picklist(["decimal", "percent"]) }),
  v.strictObject({ ...base, ...dateBounds, kind: v.literal("date") }),
  v.strictObject({ ...base, ...dateBounds, advance, kind: v.literal("month") }),
  v.strictObject({
    ...base,
    advance,
    kind: v.literal("year"),
    min: v.optional(YearBound),
    max: v.optional(YearBound),
  }),
  v.strictObject({ ...base, kind: v.literal("fraction") }),
  v.strictObject({ ...base, kind: v.literal("identifier"), identifier: v.picklist(identifierKinds) }),
] as const;

const ComputedSource = v.strictObject({
  ...base,
  kind: v.literal("computed"),
  compute: RuleSource,
  as: v.picklist(["money", "integer", "decimal", "percent", "text"]),
  digits,
  hidden: v.optional(v.boolean("must be true or false")),
});

const ColumnSource = v.variant("kind", [...answerSources, ComputedSource]);
export type ColumnSource = v.InferOutput<typeof ColumnSource>;

const FieldSource = v.variant("kind", [
  ...answerSources,
  ComputedSource,
  /** The parts of an address; see address.ts. */
  v.strictObject({ ...base, kind: v.literal("address") }),
  v.strictObject({
    ...base,
    kind: v.literal("table"),
    columns: v.pipe(v.array(ColumnSource), v.minLength(1, "must have at least one column")),
    minRows: v.optional(count(0, 500)),
    maxRows: count(1, 500),
    totals: v.optional(v.array(Key)),
  }),
]);
export type FieldSource = v.InferOutput<typeof FieldSource>;
export type TableSource = Extract<FieldSource, { kind: "table" }>;
export type ChoiceSource = Extract<FieldSource, { options: unknown }>;

const PageSource = v.strictObject({
  id: Id,
  title: Text,
  intro: v.optional(Text),
  when: v.optional(RuleSource),
  identity: v.optional(v.boolean()),
  fields: v.optional(v.array(FieldSource), []),
  slots: v.optional(v.array(Id), []),
  checks: v.optional(v.array(v.strictObject({ id: Id, field: Key, that: RuleSource, message: Text })), []),
});
export type PageSource = v.InferOutput<typeof PageSource>;

/** The types whose content the portal can recognise, so that a name alone convinces nobody. */
const fileTypes = { pdf: "application/pdf", jpeg: "image/jpeg", png: "image/png" } as const;
const FileType = v.pipe(
  v.picklist(Object.keys(fileTypes) as (keyof typeof fileTypes)[]),
  v.transform((name) => fileTypes[name]),
);

const units = { KB: 1024, MB: 1024 * 1024 } as const;
const FileSize = v.pipe(
  v.string("must be a size such as 25 MB"),
  v.regex(/^[1-9]\d{0,3} (KB|MB)$/, "must be a size such as 25 MB"),
  v.transform((text) => {
    const [amount, unit] = text.split(" ");
    return Number(amount) * units[unit as keyof typeof units];
  }),
  v.maxValue(100 * units.MB, "must be at most 100 MB"),
);

const SlotSource = v.strictObject({
  id: Id,
  label: Text,
  hint: v.optional(Text),
  required: v.optional(RuleSource),
  types: v.pipe(v.array(FileType), v.minLength(1, "must name at least one type")),
  maxFiles: count(1, 50),
  maxFileSize: FileSize,
});
export type SlotSource = v.InferOutput<typeof SlotSource>;

export const FormSource = v.strictObject({
  title: Text,
  summary: Text,
  sector: v.picklist(["general", "tax", "trade", "estate", "registry", "social", "possession"]),
  languages: v.pipe(
    v.array(v.picklist(languages)),
    v.check((given) => given[0] === "hu", "must begin with hu, the language of this file"),
    jsonSchema({ prefixItems: [{ const: "hu" }], minItems: 1 }),
  ),
  /** Least level of identification (KAÜ) for starting and submitting. */
  identification: v.exactOptional(
    v.pipe(
      v.number("must be a level from 1 to 4"),
      v.check((level) => [1, 2, 3, 4].includes(level), "must be a level from 1 to 4"),
      jsonSchema({ enum: [1, 2, 3, 4] }),
      v.transform((level) => level as 1 | 2 | 3 | 4),
    ),
  ),
  pages: v.pipe(v.array(PageSource), v.minLength(1, "must have at least one page")),
  attachments: v.optional(v.array(SlotSource), []),
  notice: v.optional(Text),
  deadline: v.optional(Text),
  fee: v.optional(Text),
  legalBasis: v.optional(Text),
  /** Groups of settlement parameters the rules read. */
  parameters: v.optional(v.array(Id)),
  filers: v.optional(v.array(v.picklist(capacityKinds))),
  /** Pages anybody may try without a login, and the computed field they lead to. */
  calculator: v.optional(
    v.strictObject({
      pages: v.pipe(v.array(Id), v.minLength(1, "must name at least one page")),
      result: Key,
      without: v.optional(v.array(Key)),
    }),
  ),
});
export type FormSource = v.InferOutput<typeof FormSource>;

/** A label file mirrors the form by ids: `fields: { contact.email: { label: …, hint: … } }`. */
export type Labels = { [name: string]: string | Labels };
export const Labels: v.GenericSchema<Labels> = v.record(
  v.string(),
  v.pipe(
    v.lazy((given) => (typeof given === "object" ? Labels : Text)),
    jsonSchema({ $ref: null, anyOf: [{ type: "string", minLength: 1 }, { $ref: "#" }] }),
  ),
);
