import { readAnswer, writeAnswer } from "../../../src/domain/form/answers.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { engine, type Engine } from "./engine.ts";
import type { Sides } from "./prove.ts";

/** Something done wrong, on one side or on both. */
export type Mutant = (form: FormDefinition) => Partial<Sides>;
type Edit = (form: FormDefinition) => FormDefinition;

const changed = (value: unknown, change: (key: string, inner: unknown) => unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => changed(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, change(key, changed(inner, change))]),
  );
};

/** A passage of the published JSON, replaced wherever it stands. */
export const replacing =
  (passage: string, replacement: string): Edit =>
  (form) => {
    const text = JSON.stringify(form);
    if (!text.includes(passage)) throw new Error(`There is no ${passage} in ${form.id}`);
    return JSON.parse(text.replaceAll(passage, replacement)) as FormDefinition;
  };

/** Every rounding of the form in another way. */
export const rounding =
  (mode: "down" | "up"): Edit =>
  (form) =>
    changed(form, (key, inner) => {
      if (key !== "round" || !Array.isArray(inner)) return inner;
      const [value, step = 1] = inner as unknown[];
      return [value, step, mode];
    }) as FormDefinition;

/** One field without a member of its definition, such as its condition. */
export const without =
  (field: string, member: string): Edit =>
  (form) => ({
    ...form,
    pages: form.pages.map((page) => ({
      ...page,
      fields: page.fields.map((one) =>
        one.key === field
          ? (Object.fromEntries(
              Object.entries(one).filter(([name]) => name !== member),
            ) as unknown as typeof one)
          : one,
      ),
    })),
  });

/** The form itself is wrong, on both sides alike. */
export const wrongForm =
  (edit: Edit): Mutant =>
  (form) => ({ form: edit(form) });

/** The server runs another form than the browser. */
export const otherServer =
  (edit: Edit): Mutant =>
  (form) => {
    const other = edit(form);
    const server: Engine = {
      readDraft: (_, input) => engine.readDraft(other, input),
      acceptDraft: (_, input) => engine.acceptDraft(other, input),
      visiblePages: (_, ...rest) => engine.visiblePages(other, ...rest),
      visibleAnswers: (_, ...rest) => engine.visibleAnswers(other, ...rest),
      validateAnswers: (_, ...rest) => engine.validateAnswers(other, ...rest),
      validatePage: (_, ...rest) => engine.validatePage(other, ...rest),
    };
    return { server };
  };

export const wrongServer =
  (mistake: Partial<Engine>): Mutant =>
  () => ({ server: { ...engine, ...mistake } });

/** A server that believes what the client says was computed. */
export const believing = (key: string): Mutant =>
  wrongServer({
    acceptDraft: (form, input) => {
      const accepted = engine.acceptDraft(form, input);
      const sent = readAnswer(input as Record<string, unknown>, key);
      return accepted.ok ? { ok: true, value: writeAnswer(accepted.value, key, sent ?? 1) } : accepted;
    },
    visibleAnswers: (form, answers, context) =>
      writeAnswer(engine.visibleAnswers(form, answers, context), key, readAnswer(answers, key)),
  });
