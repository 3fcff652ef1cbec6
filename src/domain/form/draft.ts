import type { Answers } from "../case/case.ts";
import { failure, success, type Result } from "../result.ts";
import { addAnswer, type GrowingAnswers, isRecord, readAnswer } from "./answers.ts";
import { acceptAnswer } from "./accept.ts";
import type { FieldError, FormDefinition } from "./definition.ts";
import { limitOf } from "./field-schema.ts";

const MAX_ERRORS = 100;
const MAX_ECHOED_KEY = 100;
const DEFAULT_TEXT_LIMIT = 10_000;

interface KeyTree {
  [part: string]: KeyTree | "field";
}

const treeOf = (form: FormDefinition): KeyTree => {
  const root: KeyTree = Object.create(null) as KeyTree;
  for (const field of form.pages.flatMap((page) => page.fields)) {
    const parts = field.key.split(".");
    const name = parts.pop() ?? "";
    let node = root;
    for (const part of parts) {
      const child = node[part];
      node = node[part] = child === undefined || child === "field" ? (Object.create(null) as KeyTree) : child;
    }
    node[name] = "field";
  }
  return root;
};

/** A form never changes. */
const known = new WeakMap<FormDefinition, KeyTree>();

const keyTree = (form: FormDefinition): KeyTree => {
  const found = known.get(form) ?? treeOf(form);
  known.set(form, found);
  return found;
};

/** Everything in the input that is no answer of this form. Never goes deeper than the form's own keys. */
const strangers = (
  input: Readonly<Record<string, unknown>>,
  expected: KeyTree,
  prefix: string,
): FieldError[] => {
  const errors: FieldError[] = [];
  for (const name of Object.keys(input)) {
    const value = input[name];
    if (errors.length >= MAX_ERRORS) break;
    const key = `${prefix}${name}`.slice(0, MAX_ECHOED_KEY);
    const node = expected[name];
    if (node === undefined) errors.push({ field: key, code: "unknown-field" });
    else if (node === "field" || value === undefined) continue;
    else if (isRecord(value)) errors.push(...strangers(value, node, `${key}.`));
    else errors.push({ field: key, code: "wrong-type" });
  }
  return errors;
};

/** Longest text of a field, in code points, as the form says. */
export const textLimitOf = (form: FormDefinition, key: string): number =>
  limitOf(form, key, "maxLength") ?? DEFAULT_TEXT_LIMIT;

export interface ReadDraft {
  /** The acceptable answers, normalised; nothing else of the input. */
  answers: Answers;
  errors: readonly FieldError[];
}

/** Reads whatever was sent: what is acceptable is kept, the rest is named. Never throws. */
export const readDraft = (form: FormDefinition, input: unknown): ReadDraft => {
  if (!isRecord(input)) return { answers: {}, errors: [{ field: "", code: "wrong-type" }] };
  const errors = strangers(input, keyTree(form), "");
  const answers: GrowingAnswers = {};
  for (const field of form.pages.flatMap((page) => page.fields)) {
    const given = readAnswer(input, field.key);
    if (given === undefined) continue;
    const accepted = acceptAnswer(field, given, (key) => textLimitOf(form, key));
    if ("code" in accepted) {
      const { at, ...refusal } = accepted;
      errors.push({ field: at === undefined ? field.key : `${field.key}.${at}`, ...refusal });
    } else if (accepted.value !== undefined) addAnswer(answers, field.key, accepted.value);
  }
  return { answers, errors: errors.slice(0, MAX_ERRORS) };
};

/**
 * The rule for saving a draft: incomplete is fine; unknown keys, wrong types, forbidden characters and
 * absurd lengths are not. The value is what to store: text in NFC, blank answers left out, phone numbers
 * in E.164 as soon as they are complete.
 */
export const acceptDraft = (
  form: FormDefinition,
  input: unknown,
): Result<Answers, { code: "invalid-fields"; errors: readonly FieldError[] }> => {
  const { answers, errors } = readDraft(form, input);
  return errors.length === 0 ? success(answers) : failure({ code: "invalid-fields", errors });
};
