import { describe, expect, it } from "vitest";
import type { Answers } from "../../../src/domain/case/case.ts";
import { carryOver, nextPeriod } from "../../../src/domain/form/carry-over.ts";
import type { ColumnField, FormDefinition, FormField } from "../../../src/domain/form/definition.ts";
import { acceptDraft } from "../../../src/domain/form/draft.ts";
import type { FormId } from "../../../src/domain/ids.ts";

const label = (hu: string) => ({ label: { hu } });
const option = (value: string) => ({ value, label: { hu: value } });

const form = (fields: readonly FormField[], limits: Record<string, number> = {}): FormDefinition => ({
  id: "sample" as FormId,
  version: "1.0.0",
  title: { hu: "Minta" },
  summary: { hu: "Minta" },
  sector: "general",
  languages: ["hu"],
  schema: {
    type: "object",
    properties: Object.fromEntries(
      Object.entries(limits).map(([key, maxLength]) => [key, { type: "string", maxLength }]),
    ),
  },
  pages: [{ id: "only", title: { hu: "Oldal" }, fields }],
  attachments: [],
});

const column = (key: string, kind: "text" | "integer" = "text"): ColumnField => ({
  key,
  kind,
  ...label(key),
});
const table = (columns: readonly ColumnField[], maxRows = 10): FormField => ({
  key: "rows",
  kind: "table",
  ...label("Tábla"),
  columns,
  maxRows,
});

const carried = (from: readonly FormField[], answers: Answers, to: readonly FormField[], limits = {}) =>
  carryOver({ form: form(from), answers }, form(to, limits));

const choice = (...values: string[]): FormField => ({
  key: "choice",
  kind: "radio",
  ...label("Választás"),
  options: values.map(option),
});
const count = (max: number): FormField => ({ key: "count", kind: "integer", ...label("Szám"), max });
const name: FormField = { key: "name", kind: "text", ...label("Név") };

describe("answers carried over to a newer version", () => {
  it("are kept where the question is still asked, wherever it stands", () => {
    const rest: FormField = { key: "who.phone", kind: "phone", ...label("Telefon") };
    expect(carried([name, rest], { name: "Ő", who: { phone: "+999000000001" } }, [rest, name])).toEqual({
      answers: { name: "Ő", who: { phone: "+999000000001" } },
      dropped: [],
    });
  });

  it("are listed where the question is gone; computed values are neither kept nor listed", () => {
    const sum: FormField = {
      key: "sum",
      kind: "computed",
      ...label("Összeg"),
      compute: { "+": [1, 1] },
      as: "money",
    };
    expect(carried([name, sum], { name: "x", sum: 2 }, [sum])).toEqual({
      answers: {},
      dropped: [{ key: "name", label: { hu: "Név" } }],
    });
    expect(carried([name], {}, []).dropped).toEqual([]);
  });

  it("say which address a lost part belongs to", () => {
    const part: FormField = { ...name, group: { id: "address", label: { hu: "Cím" } } };
    expect(carried([part], { name: "x" }, []).dropped).toEqual([
      { key: "name", label: { hu: "Név" }, group: { hu: "Cím" } },
    ]);
  });

  it("lose an option that is gone", () => {
    expect(carried([choice("a", "b")], { choice: "a" }, [choice("a", "c")]).answers).toEqual({ choice: "a" });
    expect(carried([choice("a", "b")], { choice: "b" }, [choice("a", "c")])).toMatchObject({
      answers: {},
      dropped: [{ key: "choice" }],
    });
  });

  it("lose a number the new bounds forbid, but not what was a mistake before", () => {
    expect(carried([count(10)], { count: 7 }, [count(5)])).toMatchObject({ answers: {}, dropped: [{}] });
    expect(carried([count(10)], { count: "sok" }, [count(5)])).toEqual({
      answers: { count: "sok" },
      dropped: [],
    });
  });

  it("are read anew where the kind of the question is another one", () => {
    const number: FormField = { key: "name", kind: "integer", ...label("Szám") };
    expect(carried([name], { name: "1 200" }, [number]).answers).toEqual({ name: 1200 });
    expect(carried([name], { name: "sok" }, [number])).toMatchObject({
      answers: {},
      dropped: [{ key: "name" }],
    });
    expect(carried([number], { name: 5 }, [name])).toMatchObject({ answers: {}, dropped: [{ key: "name" }] });
  });

  it("keep a text a draft of the newer version may hold, and name one it may not", () => {
    const answers = { name: "x".repeat(1500) };
    expect(carried([name], answers, [name], { name: 900 }).answers).toEqual(answers);
    expect(carried([name], answers, [name], { name: 100 })).toMatchObject({
      answers: {},
      dropped: [{ key: "name" }],
    });
  });

  it("keep rows with the columns that are left, and name columns and rows that are not", () => {
    const answers = { rows: [{ a: "1", b: "x" }, { a: "2" }, {}] };
    expect(
      carried([table([column("a"), column("b")])], answers, [table([column("a", "integer")], 2)]),
    ).toEqual({
      answers: { rows: [{ a: 1 }, { a: 2 }] },
      dropped: [
        { key: "rows", label: { hu: "Tábla" } },
        { key: "rows.b", label: { hu: "b" }, group: { hu: "Tábla" } },
      ],
    });
  });

  it("are a draft the newer version accepts", () => {
    const { answers } = carried([name, table([column("a")])], { name: "x", rows: [{ a: "y" }] }, [
      name,
      table([column("a")]),
    ]);
    expect(acceptDraft(form([name, table([column("a")])]), answers)).toEqual({ ok: true, value: answers });
  });
});

describe("the next period", () => {
  const month: FormField = { key: "month", kind: "month", ...label("Hónap"), advance: 1 };

  it("moves month and year on, over the turn of the year", () => {
    const year: FormField = { key: "year", kind: "year", ...label("Év"), advance: 1 };
    expect(nextPeriod(form([month, year]), { month: "2026-12", year: 2026 })).toEqual({
      month: "2027-01",
      year: 2027,
    });
    expect(nextPeriod(form([{ ...month, advance: 3 }]), { month: "2026-11" })).toEqual({ month: "2027-02" });
  });

  it("leaves a month that is no period, and one that is none at all, as they are", () => {
    const { advance: _, ...plain } = month;
    expect(nextPeriod(form([plain]), { month: "2026-12" })).toEqual({ month: "2026-12" });
    expect(nextPeriod(form([month]), { month: "tavaly" })).toEqual({ month: "tavaly" });
  });

  it("leaves out what must be declared anew and what is computed", () => {
    const fields: FormField[] = [
      name,
      { key: "truth", kind: "declaration", ...label("Nyilatkozat"), declareAnew: true },
      { key: "sum", kind: "computed", ...label("Összeg"), compute: { "+": [1, 1] }, as: "money" },
    ];
    expect(nextPeriod(form(fields), { name: "x", truth: true, sum: 2 })).toEqual({ name: "x" });
  });

  it("keeps the rows of a table without the columns that must be declared anew", () => {
    const fields = [table([column("a"), { ...column("b"), declareAnew: true }])];
    expect(nextPeriod(form(fields), { rows: [{ a: "x", b: "1" }, { b: "2" }] })).toEqual({
      rows: [{ a: "x" }, {}],
    });
    const whole = [{ ...table([column("a")]), declareAnew: true }];
    expect(nextPeriod(form(whole), { rows: [{ a: "x" }] })).toEqual({});
  });
});
