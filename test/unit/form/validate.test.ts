import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../../src/domain/case/case.ts";
import { writeAnswer } from "../../../src/domain/form/answers.ts";
import type { FormField, FormPage } from "../../../src/domain/form/definition.ts";
import { validateAnswers, validatePage } from "../../../src/domain/form/validate.ts";
import { visiblePages } from "../../../src/domain/form/visibility.ts";
import { hostileAnswers } from "./hostile-answers.ts";
import { completeAnswers, sampleForm } from "./sample-form.ts";

type Files = NonNullable<Parameters<typeof validateAnswers>[2]>;
const file = (slot: string, state: Files[number]["state"] = "verified") => ({ slot, state });

const changed = (changes: Record<string, unknown>, base: Answers = completeAnswers): Answers =>
  Object.entries(changes).reduce((answers, [key, value]) => writeAnswer(answers, key, value), base);
const check = (changes: Record<string, unknown>, files: Files = []) =>
  validateAnswers(sampleForm, changed(changes), files);

const detailed = { "order.details": true, "order.code": "A-1", "order.note": "jó" };
const plan = [file("plan")];

const alwaysShown = (field: FormField): FormField => ({ ...field, when: true });

const unmarked = (key: string, value: unknown) => (key === "required" && value === true ? undefined : value);

describe("validateAnswers", () => {
  it("finds nothing wrong with complete answers", () => {
    expect(check({})).toEqual([]);
    expect(check(detailed, plan)).toEqual([]);
  });

  it("lists everything missing in the order of the form", () => {
    expect(validateAnswers(sampleForm, {}, [])).toEqual([
      { field: "contact.email", code: "required" },
      { field: "order.animal", code: "required" },
      { field: "order.details", code: "required" },
      { field: "end.truth", code: "must-accept" },
    ]);
  });

  it("tells what a check says where its field stands on the page", () => {
    const [first, ...others] = sampleForm.pages;
    const failing = { id: "never", field: "contact.email", that: false as never, message: { hu: "Soha" } };
    const form = { ...sampleForm, pages: [{ ...first, checks: [failing] } as FormPage, ...others] };
    const answers = { contact: { email: "minta@posta.example", phone: "06 99" } };
    const errors = validatePage(form, "client", answers, [], { today: "2026-11-23", parameters: {} });
    expect(errors).toEqual([
      { field: "contact.email", code: "check", check: "never" },
      { field: "contact.phone", code: "phone" },
    ]);
  });

  it("counts blank as missing", () => {
    expect(check({ "contact.email": " \n " })).toEqual([{ field: "contact.email", code: "required" }]);
  });

  it.each<[string, Record<string, unknown>, object]>([
    ["e-mail", { "contact.email": "minta@posta" }, { field: "contact.email", code: "email" }],
    ["phone", { "contact.phone": "06 99" }, { field: "contact.phone", code: "phone" }],
    [
      "not an option",
      { "order.animal": "fish", "order.breed": undefined },
      { field: "order.animal", code: "not-an-option" },
    ],
    ["an option not on offer", { "order.breed": "puli" }, { field: "order.breed", code: "not-an-option" }],
    [
      "too short",
      { ...detailed, "order.code": "A1" },
      { field: "order.code", code: "too-short", params: { limit: 3 } },
    ],
    [
      "too long",
      { ...detailed, "order.code": "A-1234" },
      { field: "order.code", code: "too-long", params: { limit: 5 } },
    ],
    ["pattern", { ...detailed, "order.code": "AAA" }, { field: "order.code", code: "pattern" }],
    ["declaration refused", { "end.truth": false }, { field: "end.truth", code: "must-accept" }],
    ["unknown field", { "contact.fax": "1" }, { field: "contact.fax", code: "unknown-field" }],
    ["wrong type", { "order.details": "igen" }, { field: "order.details", code: "wrong-type" }],
    ["characters", { "contact.phone": "\u0000" }, { field: "contact.phone", code: "characters" }],
  ])("maps %s", (_, changes, error) => {
    expect(check(changes, plan)).toEqual([error]);
  });

  it("names every field that breaks the data contract, not only the first", () => {
    const wide = {
      ...sampleForm,
      pages: sampleForm.pages.map((page) => ({ ...page, fields: page.fields.map(alwaysShown) })),
    };
    const answers = changed({
      ...detailed,
      "order.code": "AAA",
      "order.note": "x".repeat(11),
      "end.remark": "x".repeat(21),
    });
    expect(validateAnswers(wide, answers, plan).map(({ field }) => field)).toEqual([
      "order.code",
      "order.note",
      "end.remark",
    ]);
  });

  it("counts length in characters after composing them", () => {
    expect(check({ ...detailed, "order.note": "😀".repeat(10) }, plan)).toEqual([]);
    expect(check({ ...detailed, "order.note": "o\u030B".repeat(10) }, plan)).toEqual([]);
    expect(check({ ...detailed, "order.note": "o\u030B".repeat(11) }, plan)).toEqual([
      { field: "order.note", code: "too-long", params: { limit: 10 } },
    ]);
  });

  it("does not count hidden pages and fields", () => {
    expect(check({ "order.code": "wrong", "order.note": "x".repeat(500) })).toEqual([]);
    expect(check({ ...detailed, "order.code": "B-2", "order.note": undefined }, plan)).toEqual([]);
    expect(check({ ...detailed, "order.note": undefined }, plan)).toEqual([
      { field: "order.note", code: "required" },
    ]);
  });

  it("takes a field as required when only the schema says so", () => {
    const pages = JSON.parse(JSON.stringify(sampleForm.pages, unmarked)) as typeof sampleForm.pages;
    const form = { ...sampleForm, pages };
    expect(validateAnswers(form, {}, []).map(({ field }) => field)).toEqual([
      "order.animal",
      "order.details",
    ]);
  });

  it("checks attachments of visible pages only", () => {
    expect(check(detailed)).toEqual([{ field: "attachments.plan", code: "required" }]);
    expect(check({ "order.animal": "dog", "order.breed": "puli" })).toEqual([
      { field: "attachments.photo", code: "required" },
    ]);
    expect(check({}, [file("photo", "pending")])).toEqual([
      { field: "attachments.photo", code: "file-not-verified" },
    ]);
    expect(check({}, [file("photo", "scanning")])).toEqual([
      { field: "attachments.photo", code: "file-scanning" },
    ]);
    expect(check({}, [file("photo", "scanning"), file("photo", "rejected")])).toEqual([
      { field: "attachments.photo", code: "file-rejected" },
    ]);
    expect(check({}, [file("plan", "pending")])).toEqual([]);
    expect(check({}, [file("photo"), file("photo"), file("photo")])).toEqual([
      { field: "attachments.photo", code: "too-many-files", params: { limit: 2 } },
    ]);
  });

  it("leaves a form that must not change as it is", () => {
    const frozen = JSON.parse(JSON.stringify(sampleForm), (_, value: unknown) =>
      Object.freeze(value),
    ) as typeof sampleForm;
    expect(validateAnswers(frozen, completeAnswers, [])).toEqual([]);
  });

  it("never throws, and names each field once", () => {
    fc.assert(
      fc.property(hostileAnswers, (input) => {
        const errors = validateAnswers(sampleForm, input as Answers, []);
        const fields = errors.filter(({ code }) => code !== "unknown-field").map(({ field }) => field);
        expect(new Set(fields).size).toBe(fields.length);
        expect(errors.every(({ field, code }) => typeof field === "string" && code.length > 0)).toBe(true);
      }),
      { seed: 4, numRuns: 1000 },
    );
  });
});

describe("validatePage", () => {
  it("says what the complete check says about that page", () => {
    const answers = changed({ "contact.email": "x", "order.details": undefined, "end.truth": false });
    for (const page of visiblePages(sampleForm, answers)) {
      const keys = new Set([
        ...page.fields.map((field) => field.key),
        ...(page.slots ?? []).map((slot) => `attachments.${slot}`),
      ]);
      const expected = validateAnswers(sampleForm, answers, []).filter(({ field }) => keys.has(field));
      expect(validatePage(sampleForm, page.id, answers, [])).toEqual(expected);
      expect(expected).toHaveLength(1);
    }
  });

  it("does not wait for a file in scan, as the complete check does; a rejected one is an error at once", () => {
    const { id = "", slots = [] } = sampleForm.pages.find((page) => page.slots?.includes("photo")) ?? {};
    expect(slots).toContain("photo");
    const errors = (state: Files[number]["state"]) =>
      validatePage(sampleForm, id, completeAnswers, [file("photo", state)]).map(({ code }) => code);
    expect(errors("scanning")).toEqual([]);
    expect(errors("rejected")).toEqual(["file-rejected"]);
    expect(errors("pending")).toEqual(["file-not-verified"]);
  });

  it("asks for no file where none can be attached yet, but for all the rest", () => {
    expect(validateAnswers(sampleForm, changed({ ...detailed, "end.truth": false }), undefined)).toEqual(
      check({ ...detailed, "end.truth": false }, plan),
    );
    const { id = "" } = sampleForm.pages.find((page) => page.slots?.includes("plan")) ?? {};
    const codes = (files: Files | undefined) =>
      validatePage(sampleForm, id, changed(detailed), files).map(({ code }) => code);
    expect(codes([])).toEqual(["required"]);
    expect(codes(undefined)).toEqual([]);
  });

  it("has nothing to say about a hidden or unknown page", () => {
    expect(validatePage(sampleForm, "details", completeAnswers, [])).toEqual([]);
    expect(validatePage(sampleForm, "nowhere", {}, [])).toEqual([]);
  });
});
