import { type ConversionConfig, toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { isRecord } from "../../src/domain/form/answers.ts";

/** A JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = Record<string, unknown>;

/** What becomes of a value in code says nothing of what goes over the wire. */
const IN_CODE: ReadonlySet<string> = new Set([
  "transform",
  "to_lower_case",
  "trim",
  "check",
  "partial_check",
]);

const options = (typeMode: "input" | "output"): ConversionConfig => ({
  target: "draft-2020-12",
  typeMode,
  errorMode: "ignore",
  // Any JSON object: its keys are the form's to say.
  overrideSchema: ({ valibotSchema, jsonSchema }) =>
    valibotSchema.type === "custom" ? { type: "object" } : jsonSchema,
  ignoreActions: [...IN_CODE],
});

const withoutDialect = (schema: JsonSchema): JsonSchema => {
  const { $schema: _, ...rest } = schema;
  return rest;
};

/** What clients send: optional fields with a default may be left out. */
export const requestSchema = (schema: GenericSchema): JsonSchema =>
  withoutDialect({ ...toJsonSchema(schema, options("input")) });

/** What the portal answers. */
export const responseSchema = (schema: GenericSchema): JsonSchema =>
  withoutDialect({ ...toJsonSchema(schema, options("output")) });

/** The fields of an object schema with their names, and which of them must be there. */
export const fieldsOf = (schema: JsonSchema): { name: string; schema: unknown; required: boolean }[] => {
  const { properties, required } = schema;
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  return Object.entries(isRecord(properties) ? properties : {}).map(([name, field]) => ({
    name,
    schema: field,
    required: needed.includes(name),
  }));
};
