import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FormContext, numberOf } from "../../../src/domain/form/arithmetic.ts";
import { computedValue, withComputedColumns } from "../../../src/domain/form/compute.ts";
import type { ComputedField, Rule, TableField } from "../../../src/domain/form/definition.ts";
import { evaluate, holds } from "../../../src/domain/form/logic.ts";

const context: FormContext = {
  today: "2026-11-23",
  parameters: {
    tax: [
      { from: "2025-01-01", to: "2025-12-31", values: { rate: "1.8", list: [{ id: "old", percent: "30" }] } },
      { from: "2026-01-01", values: { rate: 2, list: [{ id: "new", percent: 40 }] } },
    ],
  },
};
const answers = { n: 7, d: "2.5", share: "2/3", rows: [{ a: 3, f: "1/2" }, { a: 4 }, {}], text: "szöveg" };

const field = (compute: Rule, as: ComputedField["as"] = "decimal", digits = 6): ComputedField => ({
  key: "c",
  kind: "computed",
  label: { hu: "c" },
  compute,
  as,
  digits,
});
const value = (rule: Rule, as: ComputedField["as"] = "decimal") =>
  computedValue(field(rule, as), answers, context);

describe("calculations", () => {
  it.each<[Rule, string]>([
    [{ "+": [{ var: "n" }, { var: "d" }, "0.1"] }, "9.6"],
    [{ "-": [{ var: "n" }, 10] }, "-3"],
    [{ "-": [{ var: "n" }] }, "-7"],
    [{ "*": [{ var: "n" }, { var: "share" }] }, "4.666667"],
    [{ "/": [1, 3] }, "0.333333"],
    [{ min: [3, { var: "d" }] }, "2.5"],
    [{ max: [3, { var: "d" }, -1] }, "3"],
    [{ sum: [{ var: "rows" }, "a"] }, "7"],
    [{ sum: [{ var: "rows" }, "f"] }, "0.5"],
    [{ count: [{ var: "rows" }] }, "3"],
    [{ days: ["2024-02-28", "2024-03-01"] }, "3"],
    [{ days: ["2024-03-01", "2024-02-28"] }, "0"],
    [{ days: ["2023-02-29", "2023-03-01"] }, "0"],
    [{ year: ["2024-02-28"] }, "2024"],
    [{ param: ["tax.rate", 2025] }, "1.8"],
    [{ param: ["tax.rate", "2025-12"] }, "1.8"],
    [{ param: ["tax.rate", "2026-01-01"] }, "2"],
    [{ param: ["tax.rate"] }, "2"],
    [{ pick: [{ param: ["tax.list", 2025] }, "old", "percent"] }, "30"],
  ])("%j is %s", (rule, expected) => {
    expect(value(rule)).toBe(expected);
  });

  it.each<[Rule, string]>([
    [{ addMonths: ["2026-12", 1] }, "2027-01"],
    [{ addMonths: ["2024-01-31", 1] }, "2024-02-29"],
    [{ addMonths: ["2026-03-31", -1] }, "2026-02-28"],
    [{ yearStart: [2024] }, "2024-01-01"],
    [{ yearStart: ["2024-05"] }, "2024-01-01"],
    [{ yearStart: ["2024-05-06"] }, "2024-01-01"],
    [{ today: [] }, "2026-11-23"],
  ])("%j is %s", (rule, expected) => {
    expect(value(rule, "text")).toBe(expected);
  });

  it("are nothing where there is nothing to compute with", () => {
    for (const rule of [
      { "/": [1, 0] },
      { "/": [1, { var: "missing" }] },
      { year: [{ var: "text" }] },
      { yearStart: [{ var: "text" }] },
      { addMonths: ["2026-13", "1"] },
      { param: ["tax.rate", 2024] },
      { param: ["tax.other"] },
      { pick: [{ param: ["tax.list"] }, "old", "percent"] },
    ]) {
      expect(value(rule)).toBeUndefined();
    }
    expect(evaluate({ param: ["tax.rate"] }, answers)).toBeUndefined();
  });

  it("count what is not answered as nothing", () => {
    expect(value({ "+": [{ var: "missing" }, { var: "text" }, 1] })).toBe("1");
    expect(value({ "*": [{ var: "missing" }, 5] })).toBe("0");
  });

  it.each<[Rule, number]>([
    [{ round: ["0.5"] }, 1],
    [{ round: ["0.49"] }, 0],
    [{ round: ["-0.5"] }, 0],
    [{ round: ["1.1", 1, "up"] }, 2],
    [{ round: ["1.9", 1, "down"] }, 1],
    [{ round: ["149.99", 100] }, 100],
    [{ round: [150, 100] }, 200],
    [{ round: ["1.5", 0] }, Number.NaN],
  ])("%j is %s", (rule, expected) => {
    expect(value(rule, "money")).toBe(Number.isNaN(expected) ? undefined : expected);
  });

  it("give no money that is not whole, or too large to be exact in JSON", () => {
    expect(value("1.5" as unknown as Rule, "money")).toBeUndefined();
    expect(value({ "+": [Number.MAX_SAFE_INTEGER, 1] }, "money")).toBeUndefined();
    expect(value({ "+": [Number.MAX_SAFE_INTEGER, 0] }, "money")).toBe(Number.MAX_SAFE_INTEGER);
  });

  it("are exact where binary floating point is not", () => {
    expect(value({ "*": [50_000_000, "0.018"] }, "money")).toBe(900_000);
    expect(value({ "+": ["0.1", "0.2"] })).toBe("0.3");
    expect(value({ "*": [{ "/": [1, 3] }, 3] }, "money")).toBe(1);
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 13n }),
        fc.integer({ min: 1, max: 400 }),
        (base, hundredths) => {
          const percent = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
          const exact = (base * BigInt(hundredths) + 5000n) / 10_000n;
          const rule = { round: [{ "/": [{ "*": [Number(base), percent] }, 100] }] };
          expect(value(rule, "money")).toBe(Number(exact));
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe("comparisons", () => {
  it.each<[Rule, boolean]>([
    [{ "<": ["9", "10"] }, true],
    [{ "<": [{ var: "missing" }, 1] }, true],
    [{ "<=": [{ var: "share" }, "0.7"] }, true],
    [{ "<": ["2026-11-09", "2026-11-10"] }, true],
    [{ "<": [1, 2, 3] }, true],
    [{ "<": [1, 3, 2] }, false],
    [{ ">": ["szöveg", 1] }, false],
    [{ "<": ["szöveg", 1] }, false],
    [{ "<": [null, null] }, false],
    [{ "===": [{ "+": [1, 1] }, 2] }, true],
    [{ "===": [{ "+": [1, 1] }, "2.0"] }, true],
    [{ "!==": [{ "+": [1, 1] }, { var: "missing" }] }, true],
  ])("%j is %s", (rule, expected) => {
    expect(holds(rule, answers, context)).toBe(expected);
  });
});

describe("what counts as a number", () => {
  it.each([
    [5, true],
    ["5.25", true],
    ["1/3", true],
    ["1/0", false],
    [0.5, false],
    ["1e3", false],
    ["", false],
    [null, false],
    [{ n: 1, d: 2 }, false],
  ])("%j: %s", (given, expected) => {
    expect(numberOf(given) !== undefined).toBe(expected);
  });
});

describe("computed columns", () => {
  const table: TableField = {
    key: "rows",
    kind: "table",
    label: { hu: "t" },
    maxRows: 5,
    columns: [
      { key: "a", kind: "integer", label: { hu: "a" } },
      { ...field({ "*": [{ var: "row.a" }, { var: "n" }] }, "money"), key: "product" },
      { ...field({ "/": [{ var: "row.product" }, { sum: [{ var: "rows" }, "a"] }] }), key: "part" },
    ],
  };

  it("see their row so far, the whole table and the answers before", () => {
    expect(withComputedColumns(table, [{ a: 1 }, { a: 3, product: 999 }], answers, context)).toEqual([
      { a: 1, product: 7, part: "1.75" },
      { a: 3, product: 21, part: "5.25" },
    ]);
  });

  it("bear rows that are none", () => {
    expect(withComputedColumns(table, "rows", answers, context)).toBe("rows");
    expect(withComputedColumns(table, [null, 5], answers, context)).toEqual([{ product: 0 }, { product: 0 }]);
  });
});
