import type { Answers } from "../case/case.ts";
import { addAnswer, type GrowingAnswers, isRecord, readAnswer, writeAnswer } from "./answers.ts";
import type { FormContext } from "./arithmetic.ts";
import { computedValue, withComputedColumns } from "./compute.ts";
import type { FieldOption, FormDefinition, FormField, FormPage } from "./definition.ts";
import type { LocalizedText } from "../localized.ts";
import { evaluate, holds } from "./logic.ts";

const isListed = (item: unknown): item is { id: string; label: LocalizedText } =>
  isRecord(item) && typeof item["id"] === "string" && isRecord(item["label"]);

/** The settlement's own list as options, as it is on the day the form names. */
const listedOptions = (
  path: string,
  on: string | undefined,
  answers: Answers,
  context?: FormContext,
): readonly FieldOption[] => {
  const day = on === undefined ? [] : [{ var: on }];
  const items = evaluate({ param: [path, ...day] }, answers, context);
  return Array.isArray(items) ? items.filter(isListed).map(({ id, label }) => ({ value: id, label })) : [];
};

const withOfferedOptions = (field: FormField, answers: Answers, context?: FormContext): FormField => {
  if (!("options" in field)) return field;
  const { optionsFrom: from, optionsOn: on } = field.kind === "select" ? field : {};
  const options = from === undefined ? field.options : listedOptions(from, on, answers, context);
  return { ...field, options: options.filter((option) => holds(option.when, answers, context)) };
};

/** What a shown field contributes: its answer, or what is computed from the answers before it. */
const valueOf = (field: FormField, given: Answers, before: Answers, context?: FormContext): unknown => {
  if (field.kind === "computed") return computedValue(field, before, context);
  const value = readAnswer(given, field.key);
  return field.kind === "table" ? withComputedColumns(field, value, before, context) : value;
};

/** The fields to show; `answers`, all that later rules may see, grows with theirs. */
const walkFields = (
  fields: readonly FormField[],
  given: Answers,
  answers: GrowingAnswers,
  context?: FormContext,
): readonly FormField[] => {
  const shown: FormField[] = [];
  for (const field of fields) {
    if (!holds(field.when, answers, context)) continue;
    shown.push(withOfferedOptions(field, answers, context));
    const value = valueOf(field, given, answers, context);
    if (value !== undefined) addAnswer(answers, field.key, value);
  }
  return shown;
};

const isDrawn = (field: FormField): boolean => field.kind !== "computed" || field.hidden !== true;

/** A page left with nothing to show or ask is not shown, unless it was written as a page of text. */
const hasContent = (page: FormPage, fields: readonly FormField[]): boolean =>
  fields.some(isDrawn) || page.fields.length === 0 || page.identity === true || (page.slots?.length ?? 0) > 0;

/** Pages and answers together, as `visiblePages` and `visibleAnswers` give them, for whoever needs both often. */
export const visibleForm = (
  form: FormDefinition,
  given: Answers,
  context?: FormContext,
): { pages: readonly FormPage[]; answers: Answers } => {
  const pages: FormPage[] = [];
  const answers: GrowingAnswers = {};
  for (const page of form.pages) {
    if (!holds(page.when, answers, context)) continue;
    const fields = walkFields(page.fields, given, answers, context);
    // Intermediate values of a page without questions still count.
    if (hasContent(page, fields)) pages.push({ ...page, fields });
  }
  return { pages, answers };
};

/** The pages to show, each with only its visible fields, and choices with only the options on offer now. */
export const visiblePages = (
  form: FormDefinition,
  answers: Answers,
  context?: FormContext,
): readonly FormPage[] => visibleForm(form, answers, context).pages;

/** The visible fields of one page; the answers of all other pages count as given. */
export const visibleFields = (
  page: FormPage,
  answers: Answers,
  context?: FormContext,
): readonly FormField[] => {
  let others = answers;
  for (const field of page.fields) others = writeAnswer(others, field.key, undefined);
  return walkFields(page.fields, answers, { ...others }, context);
};

/** The answers without those of hidden pages and fields, with all computed values: what is submitted. */
export const visibleAnswers = (form: FormDefinition, answers: Answers, context?: FormContext): Answers =>
  visibleForm(form, answers, context).answers;

/**
 * The answers as given, hidden ones included, with all computed values as they are now. Kept that way, a draft of which
 * nothing is hidden is already what `visibleAnswers` will submit.
 */
export const withComputed = (form: FormDefinition, given: Answers, context?: FormContext): Answers => {
  const { answers: visible } = visibleForm(form, given, context);
  let whole = given;
  for (const { key, kind } of form.pages.flatMap(({ fields }) => fields)) {
    if (kind !== "computed" && kind !== "table") continue;
    const value = readAnswer(visible, key);
    if (value !== undefined) whole = writeAnswer(whole, key, value);
  }
  return whole;
};
