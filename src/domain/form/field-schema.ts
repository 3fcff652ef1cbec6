import { isRecord } from "./answers.ts";
import type { FormDefinition } from "./definition.ts";

/** Through the rows of a table, whose cells are named `table.column`. */
const propertyOf = (outer: unknown, name: string): unknown => {
  const schema = isRecord(outer) && isRecord(outer["items"]) ? outer["items"] : outer;
  const properties = isRecord(schema) ? schema["properties"] : undefined;
  return isRecord(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
};

const split = (key: string): { parents: string[]; name: string } => {
  const parts = key.split(".");
  return { parents: parts.slice(0, -1), name: parts.at(-1) ?? "" };
};

const parentSchema = (form: FormDefinition, parents: readonly string[]): unknown =>
  parents.reduce<unknown>(propertyOf, form.schema);

/** The part of the form's JSON Schema that speaks about one field; empty when it says nothing. */
const schemaOf = (form: FormDefinition, key: string): Readonly<Record<string, unknown>> => {
  const { parents, name } = split(key);
  const schema = propertyOf(parentSchema(form, parents), name);
  return isRecord(schema) ? schema : {};
};

/** A numeric keyword of a field's schema, such as `maxLength` (code points). */
export const limitOf = (form: FormDefinition, key: string, keyword: string): number | undefined => {
  const limit = schemaOf(form, key)[keyword];
  return typeof limit === "number" ? limit : undefined;
};

/** Whether a field must be answered while it is visible: the field says so, or the data contract does. */
export const isRequired = (form: FormDefinition, field: { key: string; required?: boolean }): boolean => {
  if (field.required !== undefined) return field.required;
  const { parents, name } = split(field.key);
  const parent = parentSchema(form, parents);
  const schema = isRecord(parent) && isRecord(parent["items"]) ? parent["items"] : parent;
  const required = isRecord(schema) ? schema["required"] : undefined;
  return Array.isArray(required) && required.includes(name);
};
