import { describe, expect, it } from "vitest";
import { acceptDraft } from "../../../src/domain/form/draft.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { validateAnswers } from "../../../src/domain/form/validate.ts";
import { edited, problemsOf, publishedSample } from "./sample-catalogue.ts";

const FORM = "forms/sample/1.0.0/form.yaml";
const ENGLISH = "forms/sample/1.0.0/labels.en.yaml";

const compiledForm = (changes: Record<string, string> = {}): FormDefinition => {
  const { objects } = publishedSample(changes);
  const [, text = ""] = [...objects].find(([key]) => key.startsWith("catalogue/form.")) ?? [];
  return JSON.parse(String(text)) as FormDefinition;
};

describe("a compiled form", () => {
  it("carries id and version of its folders and every text in every language", () => {
    const form = compiledForm();
    expect([form.id, form.version, form.languages]).toEqual(["sample", "1.0.0", ["hu", "en"]]);
    expect(form.title).toEqual({ hu: "Minta", en: "Sample" });
    expect(form.pages[0]).toMatchObject({ identity: true, intro: { hu: "Bevezető.", en: "Introduction." } });
    expect(form.attachments[0]?.label).toEqual({ hu: "Kép", en: "Picture" });
    const texts = JSON.stringify(form).matchAll(/\{[^{}]*"hu":[^{}]*\}/g);
    expect(Array.from(texts, ([text]) => text).filter((text) => !text.includes('"en"'))).toEqual([]);
  });

  it("says which login it needs, where it needs more than any", () => {
    expect(compiledForm()).not.toHaveProperty("identification");
    const demanding = compiledForm(edited(FORM, "languages:", "identification: 3\nlanguages:"));
    expect(demanding.identification).toBe(3);
  });

  it("turns the author's words into the published ones", () => {
    const form = compiledForm();
    expect(form.attachments[0]).toMatchObject({
      contentTypes: ["image/png", "image/jpeg"],
      maxFileSize: 25 * 1024 * 1024,
    });
    expect(form.pages[0]?.fields[1]).toMatchObject({
      options: [
        { value: "siamese", when: { "===": [{ var: "order.animal" }, "cat"] } },
        { value: "puli", when: { "===": [{ var: "order.animal" }, "dog"] } },
        { value: "vizsla" },
      ],
    });
  });

  it("publishes a JSON Schema that demands only what no condition can hide", () => {
    expect(compiledForm().schema).toEqual({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      additionalProperties: false,
      required: ["order"],
      properties: {
        order: {
          type: "object",
          additionalProperties: false,
          required: ["animal"],
          properties: {
            animal: { type: "string", enum: ["cat", "dog"] },
            breed: { type: "string", enum: ["siamese", "puli", "vizsla"] },
            code: { type: "string", minLength: 3, maxLength: 5, pattern: "^[A-Z]-\\d+$" },
          },
        },
        contact: {
          type: "object",
          additionalProperties: false,
          required: [],
          properties: {
            email: { type: "string", format: "idn-email", maxLength: 254 },
            phone: { type: "string", pattern: expect.stringContaining("36") as string },
            note: { type: "string", minLength: 1, maxLength: 100 },
            call: { type: "boolean" },
          },
        },
        truth: { type: "boolean", const: true },
      },
    });
  });

  it("demands no answer of a field that a condition may hide", () => {
    const conditional = "label: Kód\n        required: true\n        when: { '!!': { var: order.breed } }";
    const { schema, pages } = compiledForm(edited(FORM, "label: Kód", conditional));
    expect(schema).toMatchObject({ properties: { order: { required: ["animal"] } } });
    expect(pages[0]?.fields[2]).toMatchObject({ required: true });
  });

  it("works in the engine", () => {
    const form = compiledForm();
    expect(acceptDraft(form, { order: { animal: "dog", breed: "puli" } }).ok).toBe(true);
    expect(validateAnswers(form, { order: { animal: "cat" } }, [])).toEqual([]);
    expect(validateAnswers(form, { order: { animal: "dog", breed: "puli" } }, [])).toEqual([
      { field: "contact.email", code: "required" },
      { field: "truth", code: "must-accept" },
      { field: "attachments.photo", code: "required" },
    ]);
  });
});

describe("a mistake in form.yaml is named with file, line and field", () => {
  it.each([
    ["a missing field", "title: Minta\n", "", "1: title is missing"],
    ["a wrong type", "title: Minta", "title: 5", "1: title must be text (numbers belong in quotes)"],
    ["an empty text", "label: Állat", 'label: " "', "13: pages.0.fields.0.label must not be empty"],
    ["an unknown field", "identity: true", "identiti: true", "9: pages.0.identiti is not a known field here"],
    [
      "an unknown kind",
      "kind: email",
      "kind: mail",
      '35: pages.1.fields.0.kind is "mail"; it must be "text", "long-text"',
    ],
    [
      "a field of another kind",
      "kind: email",
      "kind: email\n        rows: 3",
      "36: pages.1.fields.0.rows is not a known field here",
    ],
    [
      "an unknown sector",
      "sector: general",
      "sector: taxes",
      '3: sector is "taxes"; it must be "general", "tax"',
    ],
    [
      "a level of identification that does not exist",
      "languages:",
      "identification: 5\nlanguages:",
      "4: identification must be a level from 1 to 4",
    ],
    [
      "Hungarian not first",
      "[hu, en]",
      "[en, hu]",
      "4: languages must begin with hu, the language of this file",
    ],
    [
      "a broken pattern",
      "^[A-Z]-\\d+$",
      "^[A-Z",
      "29: pages.0.fields.2.pattern is not a valid regular expression",
    ],
    [
      "impossible lengths",
      "minLength: 3",
      "minLength: 6",
      "27: pages.0.fields.2.minLength is greater than maxLength",
    ],
    [
      "a key that is no path",
      "key: order.code",
      "key: order code",
      "23: pages.0.fields.2.key is not a possible name; one is contact.email",
    ],
    [
      "a dangerous key",
      "key: truth",
      "key: a.constructor",
      "41: pages.1.fields.4.key must not contain constructor",
    ],
    ["a size without unit", "25 MB", "25", "48: attachments.0.maxFileSize must be a size such as 25 MB"],
    ["a size beyond reason", "25 MB", "900 MB", "48: attachments.0.maxFileSize must be at most 100 MB"],
    [
      "a type nobody can check",
      "[png, jpeg]",
      "[zip]",
      '46: attachments.0.types.0 is "zip"; it must be "pdf", "jpeg" or "png"',
    ],
    ["broken YAML", "title: Minta", "title: [Minta", "2: "],
    ["a tab", "  - id: first", "\t- id: first", "6: "],
    ["a key twice", "summary: Mintaűrlap.", "title: Más", "2: is there twice; a field stands once"],
    [
      "an alias",
      "title: Minta\nsummary: Mintaűrlap.",
      "title: &t Minta\nsummary: *t",
      "2: uses a YAML alias (*); write the value out",
    ],
  ])("%s", (_, passage, replacement, expected) => {
    const problems = problemsOf(edited(FORM, passage, replacement));
    expect(problems.find((problem) => problem.startsWith(`${FORM}:${expected}`)) ?? problems).toEqual(
      expect.stringContaining(expected),
    );
  });

  it.each([
    ["a page id twice", "id: second", "id: first", ["30: pages.1.id is first for the second time"]],
    [
      "a key that is also a group",
      "key: truth",
      "key: contact",
      ["41: pages.1.fields.4.key is contact, which is also the beginning of another field's key"],
    ],
    [
      "an option twice",
      "vizsla: Vizsla",
      "siamese: Vizsla",
      ["20: pages.0.fields.1.options is siamese for the second time"],
    ],
    [
      "a group for no option",
      "dog: { puli",
      "fish: { puli",
      [
        "22: pages.0.fields.1.options.fish is no option of order.animal; there are cat, dog",
        "20: pages.0.fields.1.options has no group for dog of order.animal",
      ],
    ],
    [
      "groups without dependsOn",
      "        dependsOn: order.animal\n",
      "",
      [
        "19: pages.0.fields.1.options must be value: label, and grouped by the other field's values exactly with dependsOn",
      ],
    ],
    [
      "a choice that depends on none",
      "dependsOn: order.animal",
      "dependsOn: order.code",
      ["19: pages.0.fields.1.dependsOn refers to order.code, which is no choice before this one"],
    ],
    ["an unknown operator", '"==="', '"=>"', ["32: pages.1.when.=> is not an operator; there are var"]],
    [
      "an unknown operator in an iterator",
      '"===": [{ var: order.animal }, dog]',
      "some: [{ var: order.animal }, { and: [{ var: kind }, { run: 1 }] }]",
      ["32: pages.1.when.some.0.and.1.run is not an operator; there are var"],
    ],
    [
      "a condition nested deeper than can be evaluated",
      '{ "===": [{ var: order.animal }, dog] }',
      `${'{ "!": '.repeat(80)}true${" }".repeat(80)}`,
      ["32: pages.1.when.!.!.!.!.! is nested too deeply"],
    ],
    [
      "a file with more brackets open than can be read",
      '{ "===": [{ var: order.animal }, dog] }',
      `${'{ "!": '.repeat(10_000)}true${" }".repeat(10_000)}`,
      ["32: has more than 100 brackets open at once"],
    ],
    [
      "a file nested deeper than can be read, behind brackets in texts",
      '{ "===": [{ var: order.animal }, dog] }',
      `${'["]", '.repeat(2000)}true${', "["]'.repeat(2000)}`,
      ["32: is nested too deeply"],
    ],
    [
      "a file nested deeper than can be read, without brackets",
      'when: { "===": [{ var: order.animal }, dog] }',
      `when:\n      ${"- ".repeat(10_000)}true`,
      ["33: is nested too deeply: more than 200 characters come before the text"],
    ],
    [
      "an option by a name that every object has",
      "{ cat: Macska, dog: Kutya }",
      "{ cat: Macska, dog: Kutya, constructor: Építő }",
      ["15: uses the name constructor, which cannot be one"],
    ],
    [
      "a text that turns around what follows",
      "label: Állat",
      'label: "\\u202eÁllat"',
      ["13: contains characters that cannot be shown"],
    ],
    [
      "a pattern that can be made slow",
      "pattern: ^[A-Z]-\\d+$",
      "pattern: ^([A-Z]+-?)+$",
      ["29: pages.0.fields.2.pattern repeats a group in which something varies"],
    ],
    [
      "a pattern for a long text",
      "maxLength: 5",
      "maxLength: 5000",
      ["28: pages.0.fields.2.maxLength must be at most 500 with a pattern"],
    ],
    ["two operators", "when: { ", 'when: { "!": 1, ', ["32: pages.1.when must have exactly one operator"]],
    [
      "a condition on no field",
      'when: { "===": [{ var: order.animal }',
      'when: { "===": [{ var: order.animals }',
      ["32: pages.1.when.===.0.var refers to order.animals, which is no field before this one"],
    ],
    [
      "a condition on a later field",
      'when: { "===": [{ var: order.animal }',
      'when: { "===": [{ var: contact.email }',
      ["32: pages.1.when.===.0.var refers to contact.email, which is no field before this one"],
    ],
    [
      "a comparison with no option",
      "{ var: order.animal }, dog]",
      "{ var: order.animal }, fish]",
      ["32: pages.1.when.=== compares order.animal with fish; its options are cat, dog"],
    ],
    [
      "a slot nobody described",
      "slots: [photo]",
      "slots: [photo, plan]",
      ["42: pages.1.slots.1 refers to plan, which is not under attachments"],
    ],
    [
      "a slot on no page",
      "    slots: [photo]\n",
      "",
      ["43: attachments.0.id is photo, but no page lists it under slots"],
    ],
  ])("%s", (_, passage, replacement, expected) => {
    const problems = problemsOf(edited(FORM, passage, replacement)).filter((problem) =>
      problem.startsWith(FORM),
    );
    expect(problems.map((problem) => problem.slice(FORM.length + 1))).toEqual(
      expected.map((text) => expect.stringContaining(text) as string),
    );
  });

  it("an empty file", () => {
    expect(problemsOf({ [FORM]: "# nothing\n" })).toEqual([`${FORM}:1: is empty`]);
  });

  it("a file in the wrong folder", () => {
    expect(problemsOf({ "forms/Sample/1/form.yaml": "title: x" })).toEqual([
      "forms/Sample/1/form.yaml:1: must lie in forms/<form-id>/<version>/, such as forms/kerelem/1.0.0/",
    ]);
  });
});

describe("translations", () => {
  it("must be complete", () => {
    expect(problemsOf(edited(ENGLISH, "dog: Dog", "bird: Bird"))).toEqual([
      `${ENGLISH}:7: fields.order.animal.options.dog is missing`,
      `${ENGLISH}:7: fields.order.animal.options.bird belongs to nothing in form.yaml`,
    ]);
    expect(problemsOf(edited(ENGLISH, "  truth: { label: I declare. }\n", ""))).toEqual([
      `${ENGLISH}:6: fields.truth.label is missing`,
    ]);
  });

  it("must be there for every declared language, and for no other", () => {
    expect(problemsOf({ [ENGLISH]: undefined })).toEqual([
      `${FORM}:4: languages.1 is declared, but there is no labels.en.yaml`,
    ]);
    expect(problemsOf({ "forms/sample/1.0.0/labels.de.yaml": "title: Muster" })).toEqual([
      "forms/sample/1.0.0/labels.de.yaml:1: is for a language that form.yaml does not declare",
    ]);
  });
});
