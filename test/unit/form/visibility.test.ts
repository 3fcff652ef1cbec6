import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeAnswer } from "../../../src/domain/form/answers.ts";
import type { FormPage } from "../../../src/domain/form/definition.ts";
import { visibleAnswers, visibleFields, visiblePages } from "../../../src/domain/form/visibility.ts";
import { completeAnswers, sampleForm } from "./sample-form.ts";

const keys = (page: FormPage | undefined) => page?.fields.map((field) => field.key);
const pageOf = (answers: object, id: string) =>
  visiblePages(sampleForm, { ...answers }).find((page) => page.id === id);

const detailed = {
  ...completeAnswers,
  order: { animal: "cat", details: true, code: "A-1", note: "jó" },
  end: { remark: "megjegyzés", truth: true },
};

const breed = (animal: string) =>
  pageOf({ order: { animal } }, "order")?.fields.flatMap((field) =>
    field.key === "order.breed" && "options" in field ? field.options.map(({ value }) => value) : [],
  );

describe("visiblePages", () => {
  it("shows a page only while its condition holds", () => {
    expect(visiblePages(sampleForm, {}).map(({ id }) => id)).toEqual(["client", "order", "end"]);
    expect(visiblePages(sampleForm, detailed).map(({ id }) => id)).toEqual([
      "client",
      "order",
      "details",
      "end",
    ]);
  });

  it("shows only the visible fields of a page", () => {
    expect(keys(pageOf(detailed, "details"))).toEqual(["order.code", "order.note"]);
    const other = writeAnswer(detailed, "order.code", "B-2");
    expect(keys(pageOf(other, "details"))).toEqual(["order.code"]);
  });

  it("hides what depends on a hidden answer, although that answer is still there", () => {
    expect(keys(pageOf(detailed, "end"))).toEqual(["end.remark", "end.truth"]);
    const hidden = writeAnswer(detailed, "order.details", false);
    expect(keys(pageOf(hidden, "end"))).toEqual(["end.truth"]);
  });

  it("hides a page that depends on a hidden answer", () => {
    const when = { "!!": { var: "order.note" } };
    const form = {
      ...sampleForm,
      pages: sampleForm.pages.map((page) => (page.id === "end" ? { ...page, when } : page)),
    };
    const ids = (answers: object) => visiblePages(form, { ...answers }).map(({ id }) => id);
    expect(ids(detailed)).toEqual(["client", "order", "details", "end"]);
    expect(ids(writeAnswer(detailed, "order.details", false))).toEqual(["client", "order"]);
  });

  it("offers only the options that fit the other answer", () => {
    expect(breed("cat")).toEqual(["siamese"]);
    expect(breed("dog")).toEqual(["puli"]);
    expect(breed("")).toEqual([]);
  });

  it("drops a page left without anything to show, keeps a page of text", () => {
    const never = { key: "x", kind: "text", label: { hu: "x" }, when: false } as const;
    const pages = [
      { id: "empty", title: { hu: "x" }, fields: [never] },
      { id: "words", title: { hu: "x" }, fields: [] },
      { id: "person", title: { hu: "x" }, identity: true, fields: [never] },
    ];
    expect(visiblePages({ ...sampleForm, pages }, {}).map(({ id }) => id)).toEqual(["words", "person"]);
  });
});

describe("visibleFields", () => {
  it("agrees with visiblePages for the page at hand", () => {
    for (const page of visiblePages(sampleForm, detailed)) {
      const written = sampleForm.pages.find(({ id }) => id === page.id);
      expect(written && visibleFields(written, detailed)).toEqual(page.fields);
      expect(visibleFields(page, detailed)).toEqual(page.fields);
    }
  });
});

describe("visibleFields of a page whose own fields hide each other", () => {
  it("does not see what is hidden on the same page", () => {
    const label = { hu: "x" };
    const page: FormPage = {
      id: "page",
      title: label,
      fields: [
        { key: "a", kind: "text", label, when: { "===": [{ var: "elsewhere" }, "yes"] } },
        { key: "b", kind: "text", label, when: { "===": [{ var: "a" }, "1"] } },
      ],
    };
    expect(keys({ ...page, fields: visibleFields(page, { a: "1", elsewhere: "yes" }) })).toEqual(["a", "b"]);
    expect(visibleFields(page, { a: "1", elsewhere: "no" })).toEqual([]);
  });
});

describe("visibleAnswers", () => {
  it("drops answers of hidden pages and fields and whatever the form does not ask", () => {
    const hidden = { ...writeAnswer(detailed, "order.details", false), extra: 1 };
    expect(visibleAnswers(sampleForm, hidden)).toEqual({
      contact: { email: "minta@posta.example" },
      order: { animal: "cat", details: false },
      end: { truth: true },
    });
  });

  it("has nothing left to drop the second time", () => {
    const some = fc.record({
      order: fc.record(
        {
          animal: fc.constantFrom("cat", "dog", "fish"),
          breed: fc.constantFrom("siamese", "puli"),
          details: fc.boolean(),
          code: fc.constantFrom("A-1", "B-2"),
          note: fc.constantFrom("x", ""),
        },
        { requiredKeys: [] },
      ),
      end: fc.record({ remark: fc.constant("r"), truth: fc.boolean() }, { requiredKeys: [] }),
    });
    fc.assert(
      fc.property(some, (answers) => {
        const once = visibleAnswers(sampleForm, answers);
        expect(visibleAnswers(sampleForm, once)).toEqual(once);
        expect(visiblePages(sampleForm, once)).toEqual(visiblePages(sampleForm, answers));
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe("a choice from a list of the settlement", () => {
  const label = { hu: "Címke" };
  const relief = (id: string) => ({ id, label, percent: 10 });
  const context = {
    today: "2026-11-23",
    parameters: {
      tax: [
        { from: "2025-01-01", to: "2025-12-31", values: { reliefs: [relief("old")] } },
        { from: "2026-01-01", values: { reliefs: [relief("new"), { id: 5 }] } },
      ],
    },
  };
  const offered = (on: { optionsOn?: string }, answers: object) => {
    const page: FormPage = {
      id: "p",
      title: label,
      fields: [{ key: "relief", kind: "select", label, options: [], optionsFrom: "tax.reliefs", ...on }],
    };
    const [field] = visibleFields(page, { ...answers }, context);
    return field && "options" in field ? field.options.map(({ value }) => value) : [];
  };

  it("offers what holds today, or on the day the form names", () => {
    expect(offered({}, { year: 2025 })).toEqual(["new"]);
    expect(offered({ optionsOn: "year" }, { year: 2025 })).toEqual(["old"]);
    expect(offered({ optionsOn: "day" }, { day: "2026-01-01" })).toEqual(["new"]);
  });

  it("offers nothing for a day nobody made a list for, and today's while the day is not known", () => {
    expect(offered({ optionsOn: "year" }, { year: 2024 })).toEqual([]);
    expect(offered({ optionsOn: "year" }, {})).toEqual(["new"]);
  });
});
