import { Validator } from "@cfworker/json-schema";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRecord } from "../../../src/domain/form/answers.ts";
import { brokenKeyword, valueKeywords } from "../../../src/domain/form/data-contract.ts";
import type { FormField } from "../../../src/domain/form/definition.ts";
import { fieldSchema } from "../../../src/domain/form/field-schema.ts";
import { readProjectForms } from "../../proof/forms/project-forms.ts";

type JsonSchema = Readonly<Record<string, unknown>>;
const forms = (await readProjectForms()).map(({ form }) => form);

/** The first broken keyword of every value, as a complete JSON Schema validator says it. */
const byLibrary = (schema: JsonSchema) => {
  const validator = new Validator(structuredClone(schema), "2020-12", false);
  return (answers: unknown): Record<string, string> => {
    const found: Record<string, string> = {};
    for (const { instanceLocation, keyword } of validator.validate(answers).errors) {
      const at = instanceLocation.slice(2).replaceAll("/", ".");
      if (valueKeywords.some((name) => name === keyword)) found[at] ??= keyword;
    }
    return found;
  };
};

const recordOf = (schema: JsonSchema): Readonly<Record<string, JsonSchema>> =>
  (schema["properties"] ?? {}) as Record<string, JsonSchema>;

const anything = fc.constantFrom<unknown>(
  null,
  true,
  false,
  0,
  -1,
  2.5,
  1e300,
  "",
  "a",
  "á\u{1F600}",
  "x".repeat(4100),
  "12",
  "1,5",
  "1.25",
  "2026-02-28",
  "2026-02-29",
  "2026-13-01",
  "2026-11",
  "1/2",
  "a@b.hu",
  "+36301234567",
  [],
  {},
  ["a", "a"],
);

/** Mostly a value of the right type, so that the other keywords are met too. */
const valueFor = (schema: JsonSchema): fc.Arbitrary<unknown> => {
  const kinds: fc.Arbitrary<unknown>[] = [anything];
  if (isRecord(schema["properties"])) kinds.push(objectFor(schema), objectFor(schema), objectFor(schema));
  if (isRecord(schema["items"]))
    kinds.push(fc.array(valueFor(schema["items"]), { maxLength: 3 }), fc.array(valueFor(schema["items"])));
  if (Array.isArray(schema["enum"])) kinds.push(fc.constantFrom<unknown>(...(schema["enum"] as unknown[])));
  const { pattern } = schema;
  // The generator knows no lookahead, the only group that begins so here.
  if (typeof pattern === "string" && !pattern.includes("(?")) {
    kinds.push(fc.stringMatching(new RegExp(pattern, "u")));
  }
  if (schema["type"] === "string") kinds.push(fc.string({ unit: "grapheme", maxLength: 60 }));
  if (schema["type"] === "integer") kinds.push(fc.integer());
  return fc.oneof(...kinds);
};

const objectFor = (schema: JsonSchema): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(
    Object.fromEntries(Object.entries(recordOf(schema)).map(([name, part]) => [name, valueFor(part)])),
    { requiredKeys: [], noNullPrototype: true },
  );

/** The first broken keyword of every value, as the portal's check says it. */
const byPortal = (
  schema: JsonSchema,
  value: unknown,
  at: readonly (string | number)[] = [],
): [string, string][] => {
  const keyword = brokenKeyword(schema, value);
  const own: [string, string][] = keyword ? [[at.join("."), keyword]] : [];
  const { items } = schema;
  if (Array.isArray(value) && isRecord(items))
    return [...own, ...value.flatMap((item, index) => byPortal(items, item, [...at, index]))];
  if (!isRecord(value)) return own;
  const parts = Object.entries(recordOf(schema)).filter(([name]) => Object.hasOwn(value, name));
  return [...own, ...parts.flatMap(([name, part]) => byPortal(part, value[name], [...at, name]))];
};

/** The part of a schema that speaks of a question, found by its place in the answers. */
const partFor = (schema: JsonSchema, key: string): JsonSchema | undefined =>
  key.split(".").reduce<JsonSchema | undefined>((part, name) => {
    const items = part?.["items"];
    return part && recordOf(isRecord(items) ? items : part)[name];
  }, schema);

const keysOf = (field: FormField): string[] =>
  field.kind === "table" ? field.columns.map(({ key }) => `${field.key}.${key}`) : [field.key];

/** All keywords of a schema and the schemas within. */
const keywordsOf = (schema: JsonSchema): string[] => [
  ...Object.keys(schema),
  ...Object.values(recordOf(schema)).flatMap(keywordsOf),
  ...(isRecord(schema["items"]) ? keywordsOf(schema["items"]) : []),
];

describe("the data contract of a form", () => {
  it("consists of keywords the portal's check knows, or the field itself says", () => {
    // The last seven are checked by validate.ts and kind-errors.ts from the field's own words.
    const known = new Set<string>(
      "$schema properties items required additionalProperties minimum maximum minItems maxItems uniqueItems"
        .split(" ")
        .concat(valueKeywords),
    );
    const strange = forms.flatMap((form) => keywordsOf(form.schema).filter((name) => !known.has(name)));
    expect(new Set(strange)).toEqual(new Set());
  });

  it.each(forms.map((form) => [`${form.id} ${form.version}`, form] as const))(
    "%s: names the same broken keywords as a complete validator",
    (_, form) => {
      const expected = byLibrary(form.schema);
      let broken = 0;
      fc.assert(
        fc.property(objectFor(form.schema), (answers) => {
          const found = Object.fromEntries(byPortal(form.schema, answers));
          broken += Object.keys(found).length;
          expect(found).toEqual(expected(answers));
        }),
        { seed: 8, numRuns: 60 },
      );
      expect(broken).toBeGreaterThan(100);
    },
  );

  it.each(forms.map((form) => [`${form.id} ${form.version}`, form] as const))(
    "%s: speaks of every question and every column of a table",
    (_, form) => {
      const keys = form.pages.flatMap(({ fields }) => fields.flatMap(keysOf));
      for (const key of keys) {
        const expected = partFor(form.schema, key);
        expect(expected).toBeDefined();
        expect(fieldSchema(form, key).schema).toBe(expected);
      }
    },
  );
});
