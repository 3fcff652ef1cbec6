import type { FormDefinition, FormField } from "../../src/domain/form/definition.ts";
import type { FormId } from "../../src/domain/ids.ts";

const hu = (text: string) => ({ hu: text });
const ROWS = 20;

const amounts = Array.from({ length: 40 }, (_, index) => `amount${index}`);
const texts = Array.from({ length: 12 }, (_, index) => `text${index}`);
const parts = [0, 10, 20, 30].map((from) => amounts.slice(from, from + 10));

const sumOf = (keys: readonly string[]) => ({ "+": keys.map((key) => ({ var: key })) });
const computed = (key: string, compute: object): FormField => ({
  key,
  kind: "computed",
  label: hu(key),
  as: "money",
  compute: { ...compute },
});

const fields: FormField[] = [
  ...texts.map((key): FormField => ({ key, kind: "text", label: hu(key), required: true })),
  ...amounts.map(
    (key): FormField => ({ key, kind: "money", label: hu(key), max: 1_000_000_000, required: true }),
  ),
  ...parts.map((keys, index) => computed(`part${index}`, sumOf(keys))),
  {
    key: "rows",
    kind: "table",
    label: hu("rows"),
    maxRows: ROWS,
    totals: ["base", "tax"],
    columns: [
      { key: "name", kind: "text", label: hu("name"), required: true },
      { key: "base", kind: "money", label: hu("base"), required: true },
      { key: "rate", kind: "percent", digits: 2, label: hu("rate"), required: true },
      {
        key: "tax",
        kind: "computed",
        label: hu("tax"),
        as: "money",
        compute: { round: [{ "/": [{ "*": [{ var: "row.base" }, { var: "row.rate" }] }, 100] }] },
      },
    ],
  },
  computed("tableTax", { sum: [{ var: "rows" }, "tax"] }),
  computed("total", sumOf(["tableTax", "part0", "part1", "part2", "part3"])),
  { key: "note", kind: "long-text", label: hu("note") },
];

const text = { type: "string", minLength: 1, maxLength: 200 };
const whole = { type: "integer", minimum: 0 };
const keyed = (keys: readonly string[], schema: object) =>
  Object.fromEntries(keys.map((key) => [key, schema]));

/** 60 fields and a table of 20 rows on one page, with sums over all of them: more than any real page asks. */
export const typingForm = (id: string, version: string): FormDefinition => ({
  id: id as FormId,
  version,
  title: hu("Typing"),
  summary: hu("Typing"),
  sector: "tax",
  languages: ["hu"],
  schema: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    properties: {
      ...keyed(texts, text),
      ...keyed(amounts, whole),
      rows: {
        type: "array",
        maxItems: ROWS,
        items: {
          type: "object",
          properties: { name: text, base: whole, rate: { type: "string" }, tax: { type: "integer" } },
        },
      },
      note: text,
    },
  },
  pages: [{ id: "all", title: hu("All"), fields }],
  attachments: [],
});

/** Every field and row filled. */
export const typingAnswers = (): Record<string, unknown> => ({
  ...Object.fromEntries(texts.map((key) => [key, `Szöveg ${key}`])),
  ...Object.fromEntries(amounts.map((key, index) => [key, 1_000 * (index + 1)])),
  rows: Array.from({ length: ROWS }, (_, index) => ({
    name: `Település ${index}`,
    base: 10_000 * (index + 1),
    rate: "1.8",
  })),
});
