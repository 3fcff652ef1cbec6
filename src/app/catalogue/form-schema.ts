import { MAX_EMAIL_LENGTH, PHONE_PATTERN } from "../../domain/form/contact.ts";
import type { ChoiceSource, FieldSource, PageSource } from "./form-source.ts";

type JsonSchema = Record<string, unknown>;

export const optionValues = (field: ChoiceSource): string[] =>
  Object.entries(field.options).flatMap(([value, label]) =>
    typeof label === "string" ? [value] : Object.keys(label),
  );

const schemaFor = (field: FieldSource): JsonSchema => {
  switch (field.kind) {
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
      return { type: "string", enum: optionValues(field) };
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

export const isDemanded = (field: FieldSource): boolean => field.required ?? field.kind === "declaration";

/** JSON Schema 2020-12 of a form's answers, as they are after normalisation: the published data contract. */
export const answersSchema = (pages: readonly PageSource[]): JsonSchema => {
  const leaves = pages.flatMap((page) =>
    page.fields.map((field) => ({
      path: field.key.split("."),
      schema: schemaFor(field),
      always: isDemanded(field) && page.when === undefined && field.when === undefined,
    })),
  );
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...objectOf(leaves) };
};
