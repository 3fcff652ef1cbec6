import { MAX_EMAIL_LENGTH, PHONE_PATTERN } from "../../domain/form/contact.ts";
import { addressSchemas } from "./address.ts";
import type { ChoiceSource, ColumnSource, FieldSource, PageSource, TableSource } from "./form-source.ts";

type JsonSchema = Record<string, unknown>;

export const optionValues = (field: ChoiceSource): string[] =>
  Object.entries(field.options).flatMap(([value, label]) =>
    typeof label === "string" ? [value] : Object.keys(label),
  );

/** Decimal text, as in exact calculations; typed commas and blanks are gone by then. */
const decimalPattern = (digits: number): string =>
  digits === 0 ? "^-?\\d{1,15}$" : `^-?\\d{1,15}(\\.\\d{1,${digits}})?$`;

const choiceSchema = (field: ChoiceSource): JsonSchema => {
  if (field.optionsFrom !== undefined) return { type: "string", pattern: "^[a-z][a-z0-9-]{0,39}$" };
  const one = { type: "string", enum: optionValues(field) };
  return field.kind === "multi" ? { type: "array", items: one, minItems: 1, uniqueItems: true } : one;
};

const wholeBound = (bound: number | string | undefined): number | undefined =>
  typeof bound === "number" ? bound : undefined;

const rowSchema = ({ columns }: TableSource): JsonSchema =>
  objectOf(
    columns.map((column) => ({
      path: column.key.split("."),
      schema: schemaFor(column),
      always: isDemanded(column) && column.when === undefined,
    })),
  );

const schemaFor = (field: Exclude<FieldSource, { kind: "address" }>): JsonSchema => {
  switch (field.kind) {
    case "integer":
    case "money": {
      const [minimum = 0, maximum] = [wholeBound(field.min), wholeBound(field.max)];
      return { type: "integer", minimum, ...(maximum !== undefined && { maximum }) };
    }
    case "decimal":
    case "percent":
      return { type: "string", pattern: decimalPattern(field.digits) };
    case "date":
      return { type: "string", format: "date" };
    case "month":
      return { type: "string", pattern: "^\\d{4}-(0[1-9]|1[0-2])$" };
    case "year":
      return { type: "integer", minimum: 1800, maximum: 2199 };
    case "fraction":
      return { type: "string", pattern: "^[1-9]\\d{0,8}/[1-9]\\d{0,8}$" };
    case "identifier":
      return { type: "string", minLength: 2, maxLength: 40 };
    case "computed":
      return field.as === "money" || field.as === "integer" ? { type: "integer" } : { type: "string" };
    case "table":
      return { type: "array", items: rowSchema(field), maxItems: field.maxRows };
    case "text":
    case "long-text": {
      const { minLength = 1, maxLength } = field;
      const pattern = field.kind === "text" ? field.pattern : undefined;
      return { type: "string", minLength, maxLength, ...(pattern === undefined ? {} : { pattern }) };
    }
    case "email":
      return { type: "string", format: "idn-email", maxLength: MAX_EMAIL_LENGTH };
    case "phone":
      return { type: "string", pattern: PHONE_PATTERN };
    case "yes-no":
      return { type: "boolean" };
    case "declaration":
      return { type: "boolean", const: true };
    default:
      return choiceSchema(field);
  }
};

interface Leaf {
  path: readonly string[];
  schema: JsonSchema;
  /** Must be there in every submission: what a condition may hide cannot be demanded by the schema. */
  always: boolean;
}

const objectOf = (leaves: readonly Leaf[]): JsonSchema => {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [name = "", own] of Map.groupBy(leaves, (leaf) => leaf.path[0] ?? "")) {
    const field = own.find((leaf) => leaf.path.length === 1);
    properties[name] = field?.schema ?? objectOf(own.map((leaf) => ({ ...leaf, path: leaf.path.slice(1) })));
    if (own.some((leaf) => leaf.always)) required.push(name);
  }
  return { type: "object", properties, required, additionalProperties: false };
};

export const isDemanded = (field: FieldSource | ColumnSource): boolean =>
  field.required ?? field.kind === "declaration";

/** JSON Schema 2020-12 of a form's answers, as they are after normalisation: the published data contract. */
export const answersSchema = (pages: readonly PageSource[]): JsonSchema => {
  const leaves = pages.flatMap((page) =>
    page.fields.flatMap((field) => {
      const isAlwaysShown = page.when === undefined && field.when === undefined;
      const answers =
        field.kind === "address"
          ? addressSchemas(field)
          : [{ key: field.key, schema: schemaFor(field), always: isDemanded(field) }];
      return answers.map(({ key, schema, always }) => ({
        path: key.split("."),
        schema,
        always: always && isAlwaysShown,
      }));
    }),
  );
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...objectOf(leaves) };
};
