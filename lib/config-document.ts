import * as v from "valibot";
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from "yaml";
import { nearest } from "../src/domain/nearest.ts";

/**
 * A mistake in what an operator wrote. `problems` are whole sentences, each beginning with `file:line:`
 * where there is a file; command line tools print them as they are, without a stack trace.
 */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

type Schema = v.GenericSchema;
type Path = readonly string[];

/**
 * Reads YAML against a schema. What each field allows is said by its `v.description`, which the error messages quote.
 * @throws ConfigurationError with one sentence per problem: file, line, field, what is wrong, what is allowed.
 */
export const parseConfiguration = <S extends Schema>(
  text: string,
  fileName: string,
  schema: S,
): v.InferOutput<S> => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => `${fileName}:${lines.linePos(offset).line}:`;

  if (document.errors.length > 0) {
    throw new ConfigurationError(document.errors.map((error) => `${at(error.pos[0])} ${error.message}`));
  }
  const written: unknown = document.toJS() ?? {};
  const parsed = v.safeParse(schema, written);
  if (parsed.success) return parsed.output;
  const problems = new Map<string, string>();
  for (const issue of parsed.issues) {
    const path = pathOf(issue);
    const field = path.join(".");
    // One sentence per field: what is wrong first says it all.
    if (!problems.has(field))
      problems.set(field, `${at(offsetOf(document, path))} ${describe(issue, path, schema, written)}`);
  }
  throw new ConfigurationError([...problems.values()]);
};

const pathOf = (issue: v.BaseIssue<unknown>): Path => issue.path?.map((item) => String(item.key)) ?? [];

const describe = (issue: v.BaseIssue<unknown>, path: Path, schema: Schema, written: unknown): string => {
  const field = path.join(".") || "the file";
  if (issue.type === "strict_object" && issue.expected === "never")
    return unknownField(path, schema, written);
  const expected = schemaAt(schema, path, written);
  const allowed = allowedBy(expected);
  if (issue.received === "undefined" && issue.input === undefined)
    return `${field} is missing; it must be ${allowed}.`;
  // A rule over several fields (v.partialCheck) brings its own sentence.
  if (issue.type === "partial_check") return `${field} ${issue.message}.`;
  return `${field} is ${shown(issue.input)}; it must be ${allowed}.${didYouMean(issue.input, optionsOf(expected))}`;
};

const unknownField = (path: Path, schema: Schema, written: unknown): string => {
  const known = Object.keys(entriesOf(schemaAt(schema, path.slice(0, -1), written)) ?? {});
  return `${path.join(".")} is not a known field.${didYouMean(path.at(-1), known)} Known here: ${known.join(", ")}.`;
};

/** A sentence to append, or nothing. */
export const didYouMean = (written: unknown, known: readonly string[]): string => {
  const suggestion = nearest(String(written), known);
  return suggestion === undefined ? "" : ` Did you mean ${suggestion}?`;
};

const allowedBy = (schema: Schema | undefined): string => {
  const entries = entriesOf(schema);
  if (entries) return `a group of the fields ${Object.keys(entries).join(", ")}`;
  const described = schema && v.getDescription(unwrapped(schema));
  return described ?? "something else";
};

const optionsOf = (schema: Schema | undefined): readonly string[] => {
  const inner = schema && unwrapped(schema);
  return inner && "options" in inner && Array.isArray(inner.options)
    ? inner.options.filter((option) => typeof option === "string")
    : [];
};

const SHOWN_LETTERS = 60;

const shown = (value: unknown): string => {
  const long = typeof value === "string" && value.length > SHOWN_LETTERS;
  return JSON.stringify(long ? `${value.slice(0, SHOWN_LETTERS)}…` : value) ?? String(value);
};

/** What may stand at a path of what was written; where there are kinds of a group, of the kind that was chosen. */
const schemaAt = (schema: Schema, path: Path, written: unknown): Schema | undefined => {
  const [key, ...rest] = path;
  const here = kindOf(schema, written);
  if (key === undefined) return here;
  const next = itemOf(here) ?? entriesOf(here)?.[key];
  return next && schemaAt(next, rest, fieldOf(written, key));
};

const fieldOf = (written: unknown, key: string): unknown =>
  typeof written === "object" && written !== null ? Reflect.get(written, key) : undefined;

/** Of a v.variant() the kind that was written, or else the first. */
const kindOf = (schema: Schema, written: unknown): Schema => {
  const inner = unwrapped(schema);
  if (inner.type !== "variant" || !("key" in inner) || !("options" in inner)) return schema;
  const key = String(inner.key);
  const kinds = inner.options as readonly Schema[];
  const chosen = kinds.find((kind) => v.is(entriesOf(kind)?.[key] ?? v.never(), fieldOf(written, key)));
  return chosen ?? kinds[0] ?? schema;
};

/** The schema inside optional(). */
const unwrapped = (schema: Schema): Schema =>
  "wrapped" in schema ? unwrapped(schema.wrapped as Schema) : schema;

/** What stands in a list. */
const itemOf = (schema: Schema | undefined): Schema | undefined => {
  const inner = schema && unwrapped(schema);
  return inner && "item" in inner ? (inner.item as Schema) : undefined;
};

/** Fields of an object schema. */
const entriesOf = (schema: Schema | undefined): Record<string, Schema> | undefined => {
  const inner = schema && unwrapped(schema);
  return inner && "entries" in inner ? (inner.entries as Record<string, Schema>) : undefined;
};

/** Where the field stands, or where the nearest written group around a missing field begins. */
const offsetOf = (document: Document.Parsed, path: Path): number => {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === path[length - 1])
      : undefined;
    if (isNode(pair?.key) && pair.key.range) return pair.key.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
};
