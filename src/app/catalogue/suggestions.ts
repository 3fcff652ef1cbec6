import type * as v from "valibot";
import { nearest } from "../../domain/nearest.ts";

const MOST_LISTED = 20;

/** What could have been written; of very many only the first. */
const alternatives = (names: Iterable<string>): string => {
  const all = [...names];
  const rest = all.length - MOST_LISTED;
  if (all.length === 0) return "none";
  return `${all.slice(0, MOST_LISTED).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
};

const meantBy = (written: string, known: readonly string[]): string | undefined => {
  const meant = nearest(written, known);
  return meant === written ? undefined : meant;
};

/** To go behind a sentence: `, did you mean county?`, or nothing. */
export const suggestion = (written: string, known: readonly string[]): string => {
  const meant = meantBy(written, known);
  return meant === undefined ? "" : `, did you mean ${meant}?`;
};

/** `refers to towm, did you mean town? The offices are town, lake`: `sentence` with what could stand there instead. */
export const withAlternatives = (
  sentence: string,
  written: string,
  what: string,
  known: Iterable<string>,
): string => {
  const names = [...known];
  const meant = meantBy(written, names);
  const list = `${what} are ${alternatives(names)}`;
  return meant === undefined ? `${sentence}; the ${list}` : `${sentence}, did you mean ${meant}? The ${list}`;
};

type Schema = v.GenericSchema;

/** The schema inside optional(). */
const unwrapped = (schema: Schema): Schema =>
  "wrapped" in schema ? unwrapped(schema.wrapped as Schema) : schema;

const entriesOf = (schema: Schema | undefined): Record<string, Schema> | undefined =>
  schema && "entries" in schema ? (schema.entries as Record<string, Schema>) : undefined;

const fieldOf = (written: unknown, key: string | number): unknown =>
  typeof written === "object" && written !== null ? Reflect.get(written, key) : undefined;

/** Of a v.variant() the kind that was written. */
const kindOf = (schema: Schema, written: unknown): Schema | undefined => {
  const inner = unwrapped(schema);
  if (inner.type !== "variant" || !("key" in inner) || !("options" in inner)) return inner;
  const key = String(inner.key);
  const chosen = fieldOf(written, key);
  return (inner.options as readonly Schema[]).find((option) => {
    const kind = entriesOf(option)?.[key];
    if (kind && "literal" in kind) return kind.literal === chosen;
    return kind && "options" in kind && (kind.options as readonly unknown[]).includes(chosen);
  });
};

/** Names of the fields that may stand in the group at `path` of what was written; none where that is unknown. */
export const knownFields = (
  schema: Schema,
  path: readonly (string | number)[],
  written: unknown,
): readonly string[] => {
  const here = kindOf(schema, written);
  const [key, ...rest] = path;
  if (key === undefined) return Object.keys(entriesOf(here) ?? {});
  const inner: unknown =
    here && "item" in here ? here.item : here && "value" in here ? here.value : entriesOf(here)?.[key];
  return inner === undefined ? [] : knownFields(inner as Schema, rest, fieldOf(written, key));
};
