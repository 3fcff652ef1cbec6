import type { Answers } from "../case/case.ts";
import { readAnswer, writeAnswer } from "./answers.ts";
import type { FormDefinition, FormField, FormPage } from "./definition.ts";
import { holds } from "./logic.ts";

interface Visible<T> {
  shown: readonly T[];
  /** Answers of everything shown so far: all that later rules may see. */
  answers: Answers;
}

const withOfferedOptions = (field: FormField, answers: Answers): FormField =>
  "options" in field
    ? { ...field, options: field.options.filter((option) => holds(option.when, answers)) }
    : field;

const walkFields = (fields: readonly FormField[], given: Answers, before: Answers): Visible<FormField> => {
  const shown: FormField[] = [];
  let answers = before;
  for (const field of fields) {
    if (!holds(field.when, answers)) continue;
    shown.push(withOfferedOptions(field, answers));
    const value = readAnswer(given, field.key);
    if (value !== undefined) answers = writeAnswer(answers, field.key, value);
  }
  return { shown, answers };
};

/** A page left with nothing to show or ask is not shown, unless it was written as a page of text. */
const hasContent = (page: FormPage, fields: readonly FormField[]): boolean =>
  fields.length > 0 || page.fields.length === 0 || page.identity === true || (page.slots?.length ?? 0) > 0;

const walkPages = (form: FormDefinition, given: Answers): Visible<FormPage> => {
  const shown: FormPage[] = [];
  let answers: Answers = {};
  for (const page of form.pages) {
    if (!holds(page.when, answers)) continue;
    const fields = walkFields(page.fields, given, answers);
    if (!hasContent(page, fields.shown)) continue;
    shown.push({ ...page, fields: fields.shown });
    answers = fields.answers;
  }
  return { shown, answers };
};

/** The pages to show, each with only its visible fields, and choices with only the options on offer now. */
export const visiblePages = (form: FormDefinition, answers: Answers): readonly FormPage[] =>
  walkPages(form, answers).shown;

/** The visible fields of one page; the answers of all other pages count as given. */
export const visibleFields = (page: FormPage, answers: Answers): readonly FormField[] => {
  let others = answers;
  for (const field of page.fields) others = writeAnswer(others, field.key, undefined);
  return walkFields(page.fields, answers, others).shown;
};

/** The answers without those of hidden pages and fields: what is submitted. */
export const visibleAnswers = (form: FormDefinition, answers: Answers): Answers =>
  walkPages(form, answers).answers;
