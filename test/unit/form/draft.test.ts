import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acceptDraft, readDraft } from "../../../src/domain/form/draft.ts";
import { hostileAnswers } from "./hostile-answers.ts";
import { completeAnswers, sampleForm } from "./sample-form.ts";

const accept = (input: unknown) => acceptDraft(sampleForm, input);
const errorsOf = (input: unknown) => {
  const result = accept(input);
  return result.ok ? [] : result.failure.errors;
};

describe("acceptDraft", () => {
  it("takes what is incomplete", () => {
    expect(accept({})).toEqual({ ok: true, value: {} });
    expect(accept({ contact: {} })).toEqual({ ok: true, value: {} });
    expect(accept({ contact: { email: "minta@" } })).toEqual({
      ok: true,
      value: { contact: { email: "minta@" } },
    });
    expect(accept(completeAnswers)).toEqual({ ok: true, value: completeAnswers });
  });

  it("keeps text in one form: composed, trimmed, blanks left out, numbers in E.164 once complete", () => {
    const result = accept({
      contact: { email: " minta@posta.example ", phone: "+999 (000) 000-001" },
      order: { animal: "", code: "  ", note: "e\u0301n\r\nte" },
    });
    expect(result).toEqual({
      ok: true,
      value: {
        contact: { email: "minta@posta.example", phone: "+999000000001" },
        order: { note: "én\nte" },
      },
    });
    expect(accept({ contact: { phone: " 06 99 0 " } })).toEqual({
      ok: true,
      value: { contact: { phone: "06 99 0" } },
    });
  });

  it("keeps a text that has grown too long to submit, but not an absurd one", () => {
    expect(accept({ order: { note: "x".repeat(1000) } }).ok).toBe(true);
    expect(errorsOf({ order: { note: "x".repeat(1001) } })).toEqual([
      { field: "order.note", code: "too-long", params: { limit: 10 } },
    ]);
    expect(errorsOf({ order: { note: "x".repeat(1_000_000) } })).toHaveLength(1);
  });

  it.each([
    ["a number for text", { contact: { email: 5 } }, "contact.email", "wrong-type"],
    ["null for text", { contact: { email: null } }, "contact.email", "wrong-type"],
    ["text for yes or no", { order: { details: "true" } }, "order.details", "wrong-type"],
    ["a list for a choice", { order: { animal: ["cat"] } }, "order.animal", "wrong-type"],
    ["an option that does not exist", { order: { animal: "fish" } }, "order.animal", "not-an-option"],
    ["text for a group", { contact: "minta" }, "contact", "wrong-type"],
    ["a list for a group", { contact: [] }, "contact", "wrong-type"],
    ["an unknown field", { contact: { fax: "1" } }, "contact.fax", "unknown-field"],
    ["an unknown group", { price: { total: 1 } }, "price", "unknown-field"],
    ["an answer inside an answer", { contact: { email: { a: 1 } } }, "contact.email", "wrong-type"],
    ["a control character", { order: { note: "a\u0000b" } }, "order.note", "characters"],
    ["half a surrogate pair", { contact: { email: "a\uD800" } }, "contact.email", "characters"],
    ["a direction override", { order: { code: "A\u202E1" } }, "order.code", "characters"],
    ["something else than an object", "answers", "", "wrong-type"],
    ["a list", [], "", "wrong-type"],
    ["nothing", null, "", "wrong-type"],
  ])("refuses %s", (_, input, field, code) => {
    expect(errorsOf(input)).toEqual([{ field, code }]);
  });

  it("names inherited property names as unknown", () => {
    const input: unknown = JSON.parse(
      '{"__proto__":{"x":1},"constructor":1,"contact":{"__proto__":1,"toString":1}}',
    );
    expect(errorsOf(input).map(({ field, code }) => `${field} ${code}`)).toEqual([
      "__proto__ unknown-field",
      "constructor unknown-field",
      "contact.__proto__ unknown-field",
      "contact.toString unknown-field",
    ]);
  });

  it("stays small when much is wrong", () => {
    const many = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`${"k".repeat(500)}${index}`, 1]),
    );
    const errors = errorsOf({ ...many, contact: { email: 5 } });
    expect(errors).toHaveLength(100);
    expect(Math.max(...errors.map(({ field }) => field.length))).toBe(100);
  });

  it("does not follow nesting deeper than the form's own", () => {
    const deep = JSON.parse(`${'{"contact":'.repeat(10_000)}1${"}".repeat(10_000)}`) as unknown;
    expect(errorsOf(deep)).toEqual([{ field: "contact.contact", code: "unknown-field" }]);
  });

  it("never throws, and what it keeps it would accept again unchanged", () => {
    fc.assert(
      fc.property(hostileAnswers, (input) => {
        const { answers } = readDraft(sampleForm, input);
        expect(accept(answers)).toEqual({ ok: true, value: answers });
        expect(JSON.parse(JSON.stringify(answers))).toEqual(answers);
      }),
      { seed: 4, numRuns: 1000 },
    );
  });
});
