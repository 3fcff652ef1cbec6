import { describe, expect, it } from "vitest";
import { compileForm } from "../../../src/app/catalogue/compile-form.ts";
import { describeProblem } from "../../../src/app/catalogue/source.ts";

const PATH = "forms/fee/1.0.0/form.yaml";
const head = `title: Díj
summary: Díj bevallása.
sector: tax
languages: [hu]
parameters: [water]
pages:
  - id: first
    title: Első
    fields:
`;

const compile = (...fields: string[]) =>
  compileForm({ path: PATH, text: head + fields.map((field) => `      - ${field}\n`).join("") }, []);

const fieldsOf = (...fields: string[]) => {
  const compiled = compile(...fields);
  if (!compiled.ok) throw new Error(compiled.failure.problems.map(describeProblem).join("\n"));
  return compiled.value.pages[0]?.fields;
};

/** What the author is told of the last field, as `field: message`. */
const told = (...fields: string[]): string[] => {
  const compiled = compile(...fields);
  return compiled.ok ? [] : compiled.failure.problems.map(({ field, message }) => `${field} ${message}`);
};

const year = "{ key: year, kind: year, label: Év, advance: 1 }";
const rows =
  "{ key: rows, kind: table, label: Sorok, maxRows: 3, columns: [{ key: n, kind: integer, label: Szám }] }";

describe("fields of returns", () => {
  it("carry the step to the next period", () => {
    expect(fieldsOf(year, "{ key: month, kind: month, label: Hónap, advance: 3 }")).toMatchObject([
      { key: "year", advance: 1 },
      { key: "month", advance: 3 },
    ]);
    expect(told("{ key: day, kind: date, label: Nap, advance: 1 }")).toEqual([
      "pages.0.fields.0.advance is not a known field here; the fields are key, label, hint, when, required, prefill, declareAnew, min, max, kind",
    ]);
  });

  it("offer a list of the settlement as it is in the period", () => {
    const relief = "{ key: relief, kind: select, label: K, optionsFrom: water.reliefs, optionsOn: year }";
    expect(fieldsOf(year, relief)?.[1]).toMatchObject({
      options: [],
      optionsFrom: "water.reliefs",
      optionsOn: "year",
    });
  });

  it("have amounts whose sums stay exact: a largest one, unless the form says another", () => {
    expect(
      fieldsOf("{ key: a, kind: money, label: A }", "{ key: b, kind: integer, label: B, max: 5 }"),
    ).toMatchObject([
      { key: "a", max: 10_000_000_000_000 },
      { key: "b", max: 5 },
    ]);
  });
});

describe("a mistake in a calculation is named", () => {
  it.each([
    [
      "a list of another group",
      ["{ key: r, kind: select, label: R, optionsFrom: wine.list }"],
      "0.optionsFrom refers to wine, which is not under parameters",
    ],
    [
      "a list for another kind",
      ["{ key: r, kind: radio, label: R, optionsFrom: water.list }"],
      "0.optionsFrom is possible with kind: select only",
    ],
    [
      "a day that is none",
      [
        "{ key: n, kind: integer, label: N }",
        "{ key: r, kind: select, label: R, optionsFrom: water.list, optionsOn: n }",
      ],
      "1.optionsOn refers to n, which is no date, month or year before this one",
    ],
    [
      "a day without a list",
      [year, "{ key: r, kind: select, label: R, options: { a: A }, optionsOn: year }"],
      "1.optionsOn is possible with optionsFrom only",
    ],
    [
      "a parameter of another group",
      ["{ key: c, kind: computed, as: money, label: C, compute: { param: [wine.rate] } }"],
      "0.compute.param refers to wine, which is not under parameters",
    ],
    [
      "a column there is not",
      [rows, "{ key: c, kind: computed, as: money, label: C, compute: { sum: [{ var: rows }, m] } }"],
      "1.compute.sum refers to column m; the columns are n",
    ],
    [
      "a binary fraction",
      ["{ key: c, kind: computed, as: money, label: C, compute: { '*': [1.5, 2] } }"],
      '0.compute.*.0 must be written as text, such as "0.5": a decimal number is not exact',
    ],
    [
      "a value computed from itself",
      ["{ key: c, kind: computed, as: money, label: C, compute: { '+': [{ var: c }, 1] } }"],
      "0.compute.+.0.var refers to c, which is no field before this one",
    ],
    [
      "a total of no column",
      [rows.replace("maxRows", "totals: [m], maxRows")],
      "0.totals names m, which is no column",
    ],
    [
      "a total of shares",
      [rows.replace("maxRows", "totals: [n], maxRows").replace("integer", "fraction")],
      "0.totals names n, which is no amount or count",
    ],
    [
      "a table that no document holds",
      [
        rows
          .replace("maxRows: 3", "maxRows: 500")
          .replace(
            /columns: .*\]/,
            `columns: [${Array.from({ length: 13 }, (_, n) => `{ key: n${n}, kind: integer, label: N }`).join(", ")}]`,
          ),
      ],
      "0.maxRows makes more than 6000 cells with 13 columns",
    ],
    [
      "a column with a condition",
      [rows.replace("label: Szám", "label: Szám, when: true")],
      "0.columns.0.when is not possible in a table",
    ],
    [
      "a step of nothing",
      ["{ key: y, kind: year, label: Y, advance: 0 }"],
      "0.advance must be a whole number from 1 to 120",
    ],
    [
      "a bound that is no number",
      ["{ key: n, kind: integer, label: N, max: sok }"],
      '0.max must be a whole number or a decimal in quotes, such as "0.5"',
    ],
  ])("%s", (_, fields, problem) => {
    expect(told(...fields)).toEqual([`pages.0.fields.${problem}`]);
  });
});
