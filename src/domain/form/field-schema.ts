import { isRecord } from "./answers.ts";
import type { FormDefinition } from "./definition.ts";

/** Through the rows of a table, whose cells are named `table.column`. */
const propertyOf = (outer: unknown, name: string): unknown => {
  const schema = isRecord(outer) && isRecord(outer["items"]) ? outer["items"] : outer;
  const properties = isRecord(schema) ? schema["properties"] : undefined;
  return isRecord(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
};

interface FieldSchema {
  /** The part of the form's JSON Schema that speaks about the field; empty when it says nothing. */
  schema: Readonly<Record<string, unknown>>;
  required: boolean;
}

const lookUp = (form: FormDefinition, key: string): FieldSchema => {
  const parts = key.split(".");
  const name = parts.at(-1) ?? "";
  const outer = parts.slice(0, -1).reduce<unknown>(propertyOf, form.schema);
  const parent = isRecord(outer) && isRecord(outer["items"]) ? outer["items"] : outer;
  const required = isRecord(parent) ? parent["required"] : undefined;
  const schema = propertyOf(parent, name);
  return {
    schema: isRecord(schema) ? schema : {},
    required: Array.isArray(required) && required.includes(name),
  };
};

/** A form never changes, and a table asks the same of its columns in every row. */
const known = new WeakMap<FormDefinition, Map<string, FieldSchema>>();

export const fieldSchema = (form: FormDefinition, key: string): FieldSchema => {
  const ofForm = known.get(form) ?? new Map<string, FieldSchema>();
  known.set(form, ofForm);
  const found = ofForm.get(key) ?? lookUp(form, key);
  ofForm.set(key, found);
  return found;
};

/** A numeric keyword of a field's schema, such as `maxLength` (code points). */
export const limitOf = (form: FormDefinition, key: string, keyword: string): number | undefined => {
  const limit = fieldSchema(form, key).schema[keyword];
  return typeof limit === "number" ? limit : undefined;
};

/** Whether a field must be answered while it is visible: the field says so, or the data contract does. */
export const isRequired = (form: FormDefinition, field: { key: string; required?: boolean }): boolean =>
  field.required ?? fieldSchema(form, field.key).required;
