import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readCatalogueFiles } from "../../../bin/catalogue.ts";
import { compileForm } from "../../../src/app/catalogue/compile-form.ts";
import type { Answers } from "../../../src/domain/case/case.ts";
import { readAnswer, writeAnswer } from "../../../src/domain/form/answers.ts";
import type { Parameters } from "../../../src/domain/form/arithmetic.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { acceptDraft, readDraft } from "../../../src/domain/form/draft.ts";
import { validateAnswers } from "../../../src/domain/form/validate.ts";
import { visibleAnswers, visiblePages } from "../../../src/domain/form/visibility.ts";

type Files = { slot: string; state: "pending" | "verified" }[];
interface Examples {
  /** Local date the examples are filled on, and what the settlement says. */
  today?: string;
  parameters?: Parameters;
  good: {
    name: string;
    answers: Answers;
    attachments?: Files;
    pages: string[];
    computed?: Record<string, unknown>;
  }[];
  bad: {
    name: string;
    change?: Record<string, unknown>;
    attachments?: Files;
    errors: Record<string, string>;
  }[];
}

const files = await readCatalogueFiles();
const forms = files.filter(({ path }) => path.endsWith("/form.yaml"));

const compiled = (path: string): FormDefinition => {
  const folder = path.slice(0, -"form.yaml".length);
  const source = files.find((file) => file.path === path);
  const form =
    source &&
    compileForm(
      source,
      files.filter((file) => file.path.startsWith(`${folder}labels.`)),
    );
  if (!form?.ok) throw new Error(`${path} does not compile`);
  return form.value;
};

const examplesFile = (path: string) => join("catalogue", path.replace(/form\.yaml$/, "examples.yaml"));

describe.each(forms.map(({ path }) => path))("%s", (path) => {
  const form = compiled(path);
  const examples = parse(readFileSync(examplesFile(path), "utf8")) as Examples;
  const { good, bad } = examples;
  const context = { today: examples.today ?? "2026-11-23", parameters: examples.parameters ?? {} };
  const base = good[0]?.answers ?? {};

  it("has examples", () => {
    expect(existsSync(examplesFile(path))).toBe(true);
    expect(good.length).toBeGreaterThan(0);
    expect(bad.length).toBeGreaterThan(0);
  });

  it.each(good)("good: $name", ({ answers, attachments = [], pages, computed = {} }) => {
    expect(validateAnswers(form, answers, attachments, context)).toEqual([]);
    const submitted = visibleAnswers(form, readDraft(form, answers).answers, context);
    const values = Object.keys(computed).map((key) => [key, readAnswer(submitted, key)]);
    expect(Object.fromEntries(values)).toEqual(computed);
    expect(visiblePages(form, submitted, context).map(({ id }) => id)).toEqual(pages);
  });

  it.each(good)("what is stored and submitted of it is good too: $name", ({ answers, attachments = [] }) => {
    const draft = acceptDraft(form, answers);
    expect(draft.ok).toBe(true);
    const submitted = visibleAnswers(form, draft.ok ? draft.value : {}, context);
    expect(validateAnswers(form, submitted, attachments, context)).toEqual([]);
    const again = acceptDraft(form, submitted);
    expect(visibleAnswers(form, again.ok ? again.value : {}, context)).toEqual(submitted);
  });

  it.each(bad)("bad: $name", ({ change = {}, attachments = [], errors }) => {
    const answers = Object.entries(change).reduce(
      (changed, [key, value]) => writeAnswer(changed, key, value ?? undefined),
      base,
    );
    const found = validateAnswers(form, answers, attachments, context).map(({ field, code }) => [
      field,
      code,
    ]);
    expect(Object.fromEntries(found)).toEqual(errors);
  });
});
