import { describe, expect, it } from "vitest";
import type { FormDefinition, FormField } from "../../../src/domain/form/definition.ts";
import { acceptDraft } from "../../../src/domain/form/draft.ts";
import { validateAnswers } from "../../../src/domain/form/validate.ts";
import { visibleAnswers } from "../../../src/domain/form/visibility.ts";
import type { FormId } from "../../../src/domain/ids.ts";

const label = { hu: "Kérdés" };
const context = {
  today: "2026-11-23",
  parameters: {
    levy: [
      { from: "2025-01-01", to: "2025-12-31", values: { rate: "1.5" } },
      { from: "2026-01-01", values: { rate: 2, reliefs: [{ id: "elderly", label, percent: 30 }] } },
    ],
  },
};

const formOf = (...fields: FormField[]): FormDefinition => ({
  id: "sample" as FormId,
  version: "1.0.0",
  title: label,
  summary: label,
  sector: "tax",
  languages: ["hu"],
  schema: { type: "object" },
  pages: [{ id: "only", title: label, fields }],
  attachments: [],
});

const kept = (field: FormField, value: unknown): unknown => {
  const draft = acceptDraft(formOf(field), { [field.key]: value });
  return draft.ok ? draft.value[field.key] : draft.failure.errors[0]?.code;
};
const wrong = (field: FormField, value: unknown): unknown => {
  const [error] = validateAnswers(formOf(field), { [field.key]: value }, [], context);
  return error && (error.params ? [error.code, error.params["limit"]] : error.code);
};

const a = { key: "a", label };

describe("what is typed becomes the value, or stays as it was typed", () => {
  it.each<[FormField, unknown, unknown]>([
    [{ ...a, kind: "money" }, "1 234 567 Ft", 1_234_567],
    [{ ...a, kind: "money" }, "1.234.567", 1_234_567],
    [{ ...a, kind: "money" }, "12\u00A0000", 12_000],
    [{ ...a, kind: "money" }, 500, 500],
    [{ ...a, kind: "money" }, "", undefined],
    [{ ...a, kind: "money" }, "öt", "öt"],
    [{ ...a, kind: "money" }, "1,5", "1,5"],
    [{ ...a, kind: "integer" }, "−3", -3],
    [{ ...a, kind: "integer" }, 1.5, "wrong-type"],
    [{ ...a, kind: "integer" }, Number.POSITIVE_INFINITY, "wrong-type"],
    [{ ...a, kind: "integer" }, true, "wrong-type"],
    [{ ...a, kind: "integer" }, "9".repeat(101), "too-long"],
    [{ ...a, kind: "integer" }, "1\u202E2", "characters"],
    [{ ...a, kind: "decimal", digits: 1 }, " 012,50 ", "12.5"],
    [{ ...a, kind: "decimal", digits: 1 }, "-0", "0"],
    [{ ...a, kind: "decimal", digits: 1 }, "0,0", "0"],
    [{ ...a, kind: "percent", digits: 2 }, "1,80 %", "1.8"],
    [{ ...a, kind: "date" }, "2026. 1. 5.", "2026-01-05"],
    [{ ...a, kind: "date" }, "tegnap", "tegnap"],
    [{ ...a, kind: "date" }, "2025. december 31.", "2025-12-31"],
    [{ ...a, kind: "date" }, "2026 május 5", "2026-05-05"],
    [{ ...a, kind: "month" }, "2026/3", "2026-03"],
    [{ ...a, kind: "month" }, "2026. október", "2026-10"],
    [{ ...a, kind: "month" }, "2026. Szept.", "2026-09"],
    [{ ...a, kind: "month" }, "2026 July", "2026-07"],
    [{ ...a, kind: "month" }, "2026. ősz", "2026. ősz"],
    [{ ...a, kind: "fraction" }, " 1 / 02 ", "1/2"],
    [{ ...a, kind: "identifier", identifier: "tax-number" }, "12892312 2 41", "12892312-2-41"],
    [{ ...a, kind: "identifier", identifier: "tax-number" }, "128", "128"],
    [{ ...a, kind: "multi", options: ["x", "y"].map((value) => ({ value, label })) }, ["y", "x"], ["x", "y"]],
    [{ ...a, kind: "multi", options: [{ value: "x", label }] }, [], undefined],
    [{ ...a, kind: "multi", options: [{ value: "x", label }] }, ["z"], "not-an-option"],
    [{ ...a, kind: "computed", compute: 1 as never, as: "integer" }, 5, undefined],
  ])("%j: %j → %j", (field, typed, value) => {
    expect(kept(field, typed)).toEqual(value);
  });
});

describe("the complete check", () => {
  it.each<[FormField, unknown, unknown]>([
    [{ ...a, kind: "money" }, "öt", "number"],
    [{ ...a, kind: "money" }, -1, ["too-small", 0]],
    [{ ...a, kind: "money", min: -10 }, -5, undefined],
    [{ ...a, kind: "integer", max: 10 }, 11, ["too-large", 10]],
    [{ ...a, kind: "decimal", digits: 1 }, "1.25", ["too-many-decimals", 1]],
    [{ ...a, kind: "percent", digits: 2, max: "0.5" }, "0,51", ["too-large", 0.5]],
    [{ ...a, kind: "percent", digits: 2, max: "0.5" }, "0,50", undefined],
    [{ ...a, kind: "date" }, "2023-02-29", "date"],
    [{ ...a, kind: "date" }, "2024-02-29", undefined],
    [{ ...a, kind: "date", max: "today" }, "2026-11-24", "too-late"],
    [{ ...a, kind: "date", max: "today" }, "2026-11-23", undefined],
    [{ ...a, kind: "date", min: "today-30" }, "2026-10-23", "too-early"],
    [{ ...a, kind: "date", min: "today-30" }, "2026-10-24", undefined],
    [{ ...a, kind: "month", max: "today" }, "2026-12", "too-late"],
    [{ ...a, kind: "month", max: "today" }, "2026-11", undefined],
    [{ ...a, kind: "month" }, "2026-00", "date"],
    [{ ...a, kind: "year", max: "today" }, 2027, "too-late"],
    [{ ...a, kind: "year", min: 2020 }, 2019, "too-early"],
    [{ ...a, kind: "year" }, 12, "number"],
    [{ ...a, kind: "fraction" }, "3/2", "fraction"],
    [{ ...a, kind: "fraction" }, "0/2", "fraction"],
    [{ ...a, kind: "fraction" }, "2/2", undefined],
    [{ ...a, kind: "identifier", identifier: "iban" }, "HU00", "identifier"],
    [{ ...a, kind: "select", options: [], optionsFrom: "levy.reliefs" }, "elderly", undefined],
    [{ ...a, kind: "select", options: [], optionsFrom: "levy.reliefs" }, "rich", "not-an-option"],
  ])("%j: %j is %j", (field, value, code) => {
    expect(wrong(field, value)).toEqual(code);
  });
});

describe("tables", () => {
  const table: FormField = {
    key: "sites",
    kind: "table",
    label,
    maxRows: 2,
    columns: [
      { key: "name", kind: "text", label, required: true },
      { key: "cost", kind: "money", label, required: true },
      {
        key: "share",
        kind: "computed",
        as: "decimal",
        digits: 4,
        label,
        compute: { "/": [{ var: "row.cost" }, { sum: [{ var: "sites" }, "cost"] }] },
      },
    ],
  };
  const total: FormField = {
    key: "total",
    kind: "computed",
    as: "money",
    label,
    compute: { sum: [{ var: "sites" }, "cost"] },
  };
  const form = formOf(table, total);
  const rows = [
    { name: "A", cost: 30 },
    { name: "B", cost: 10 },
  ];

  it("computes columns from the row and the whole table, and what follows from both", () => {
    expect(visibleAnswers(form, { sites: rows }, context)).toEqual({
      sites: [
        { name: "A", cost: 30, share: "0.75" },
        { name: "B", cost: 10, share: "0.25" },
      ],
      total: 40,
    });
  });

  it("keeps rows as they are typed, without computed cells", () => {
    const draft = acceptDraft(form, { sites: [{ name: " A ", cost: "1 000", share: "9" }, {}] });
    expect(draft).toEqual({ ok: true, value: { sites: [{ name: "A", cost: 1000 }, {}] } });
  });

  it.each([
    ["no list", { a: 1 }, [["sites", "wrong-type"]]],
    ["too many rows", [{}, {}, {}], [["sites", "too-many-rows"]]],
    ["a row that is none", ["x"], [["sites.0", "wrong-type"]]],
    ["a strange cell", [{ name: "A", cost: 1 }, { price: 1 }], [["sites.1.price", "unknown-field"]]],
    ["a cell of the wrong type", [{ name: "A", cost: [] }], [["sites.0.cost", "wrong-type"]]],
  ])("%s is refused", (_, sites, expected) => {
    const draft = acceptDraft(form, { sites });
    expect(draft.ok ? [] : draft.failure.errors.map(({ field, code }) => [field, code])).toEqual(expected);
    expect(validateAnswers(form, { sites }, [], context).map(({ field, code }) => [field, code])).toEqual(
      expected,
    );
  });

  it("names the cells that are missing or wrong", () => {
    const errors = validateAnswers(form, { sites: [{ name: "A" }, { cost: "sok" }] }, [], context);
    expect(errors.map(({ field, code }) => [field, code])).toEqual([
      ["sites.0.cost", "required"],
      ["sites.1.name", "required"],
      ["sites.1.cost", "number"],
    ]);
  });

  it("counts rows", () => {
    const least = formOf({ ...table, minRows: 2 });
    expect(validateAnswers(least, { sites: rows.slice(1) }, [], context)).toEqual([
      { field: "sites", code: "too-few-rows", params: { limit: 2 } },
    ]);
    expect(validateAnswers(formOf({ ...table, required: true }), {}, [], context)).toEqual([
      { field: "sites", code: "required" },
    ]);
  });
});

describe("computed values", () => {
  const rate = { param: ["levy.rate", { var: "year" }] };
  const year: FormField = { key: "year", kind: "year", label };

  it("take the settlement's value of the day, month or year", () => {
    const form = formOf(year, { ...a, kind: "computed", as: "percent", compute: rate });
    expect(visibleAnswers(form, { year: 2025 }, context)).toEqual({ year: 2025, a: "1.5" });
    expect(visibleAnswers(form, { year: 2026 }, context)).toEqual({ year: 2026, a: "2" });
    expect(visibleAnswers(form, { year: 2024 }, context)).toEqual({ year: 2024 });
  });

  it("are not there where the rule gives no number of that kind", () => {
    const form = formOf({ ...a, kind: "computed", as: "money", compute: { "/": [1, 3] } });
    expect(visibleAnswers(form, {}, context)).toEqual({});
  });

  it("take percentages from the settlement's list", () => {
    const compute = { pick: [{ param: ["levy.reliefs"] }, "elderly", "percent"] };
    const form = formOf({ ...a, kind: "computed", as: "integer", compute });
    expect(visibleAnswers(form, {}, context)).toEqual({ a: 30 });
  });
});

it("a check speaks at its field while it does not hold, unless the field is wrong by itself", () => {
  const form = formOf({ ...a, kind: "integer" }, { key: "b", kind: "integer", label });
  const [page] = form.pages;
  const that = { "<=": [{ var: "a" }, { var: "b" }] };
  const checked = {
    ...form,
    pages: [{ ...page, checks: [{ id: "order", field: "a", that, message: label }] }],
  };
  const errors = (answers: Record<string, unknown>) =>
    validateAnswers(checked as FormDefinition, answers, [], context);
  expect(errors({ a: 1, b: 1 })).toEqual([]);
  expect(errors({ a: 2, b: 1 })).toEqual([{ field: "a", code: "check", check: "order" }]);
  expect(errors({ a: -2, b: 1 })).toEqual([{ field: "a", code: "too-small", params: { limit: 0 } }]);
});
