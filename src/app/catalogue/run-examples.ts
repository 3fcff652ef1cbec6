import { canonicalJson } from "../../domain/canonical-json.ts";
import type { Answers } from "../../domain/case/case.ts";
import { readAnswer, writeAnswer } from "../../domain/form/answers.ts";
import type { FormContext } from "../../domain/form/arithmetic.ts";
import type { FieldError, FormDefinition } from "../../domain/form/definition.ts";
import { acceptDraft } from "../../domain/form/draft.ts";
import { validateAnswers } from "../../domain/form/validate.ts";
import { visibleAnswers, visiblePages } from "../../domain/form/visibility.ts";
import type { ExamplesSource } from "./example-source.ts";
import type { CatalogueProblem, Path, Source } from "./source.ts";

type Good = ExamplesSource["good"][number];
type Bad = ExamplesSource["bad"][number];
type Found = { path: Path; message: string }[];

const MIN_CASES = 5;

const told = (value: unknown): string => (value === undefined ? "nothing" : canonicalJson(value));

const refusals = (at: Path, errors: readonly FieldError[]): Found =>
  errors.map(({ field, code, check }) => ({
    path: field.startsWith("attachments.") ? at : [...at, "answers", ...field.split(".")],
    message: `is refused: ${field} ${check === undefined ? code : `check ${check}`}`,
  }));

const differences = (at: Path, example: Good, submitted: Answers): Found =>
  Object.entries(example.computed).flatMap(([key, expected]) => {
    const actual = readAnswer(submitted, key);
    return actual === (expected ?? undefined)
      ? []
      : [{ path: [...at, "computed", key], message: `is ${told(expected)}; computed is ${told(actual)}` }];
  });

/** Submitting what was submitted must change nothing. */
const unstable = (at: Path, form: FormDefinition, submitted: Answers, context: FormContext): Found => {
  const again = acceptDraft(form, submitted);
  const settled = again.ok ? visibleAnswers(form, again.value, context) : undefined;
  return canonicalJson(settled) === canonicalJson(submitted)
    ? []
    : [{ path: [...at, "answers"], message: "are not the same any more when they are submitted again" }];
};

const runGood = (form: FormDefinition, example: Good, index: number, context: FormContext): Found => {
  const at = ["good", index];
  const errors = validateAnswers(form, example.answers, example.attachments, context);
  const draft = acceptDraft(form, example.answers);
  if (!draft.ok || errors.length > 0) return refusals(at, errors);
  const submitted = visibleAnswers(form, draft.value, context);
  const pages = visiblePages(form, draft.value, context).map(({ id }) => id);
  const found = [...differences(at, example, submitted), ...unstable(at, form, submitted, context)];
  if (pages.join() !== example.pages.join()) {
    found.push({ path: [...at, "pages"], message: `are not those shown, which are ${pages.join(", ")}` });
  }
  return found;
};

const runBad = (
  form: FormDefinition,
  base: Answers,
  { index, ...example }: Bad & { index: number },
  context: FormContext,
): Found => {
  const answers = Object.entries(example.change).reduce(
    (changed, [key, value]) => writeAnswer(changed, key, value ?? undefined),
    base,
  );
  const errors = validateAnswers(form, answers, example.attachments, context);
  const at = ["bad", index, "errors"];
  const missing = Object.entries(example.errors).filter(
    ([field, code]) => !errors.some((error) => error.field === field && error.code === code),
  );
  const strange = errors.filter(({ field, code }) => example.errors[field] !== code);
  return [
    ...missing.map(([field, code]) => ({ path: [...at, field], message: `is not found: ${code}` })),
    ...strange.map(({ field, code }) => ({ path: at, message: `do not name ${field}: ${code}` })),
  ];
};

/** A page no example shows is a page nobody has tried; perhaps nobody can reach it. */
const unreached = (form: FormDefinition, good: readonly Good[]): Found =>
  form.pages
    .filter(({ id }) => !good.some(({ pages }) => pages.includes(id)))
    .map(({ id }) => ({ path: ["good"], message: `shows page ${id} in no example` }));

const tooFew = ({ good, bad }: ExamplesSource): Found =>
  good.length + bad.length >= MIN_CASES
    ? []
    : [{ path: ["good"], message: `and bad have fewer than ${MIN_CASES} examples together` }];

/**
 * Fills the form with its own examples: pages shown, values computed and errors must be those written down, and
 * every page must be shown by one of them. What differs is named at its line of examples.yaml.
 */
export const runExamples = (
  form: FormDefinition,
  { value: examples, problemAt }: Source<ExamplesSource>,
): CatalogueProblem[] => {
  const { today, parameters, good, bad } = examples;
  const context: FormContext = { today, parameters };
  const base = good[0]?.answers ?? {};
  const ran = good.map((example, index) => runGood(form, example, index, context));
  // Bad examples start from the first good one: what is wrong there would be told again for each.
  const sound = ran[0]?.length === 0 ? bad : [];
  return [
    ...ran.flat(),
    ...sound.flatMap((example, index) => runBad(form, base, { ...example, index }, context)),
    ...unreached(form, good),
    ...tooFew(examples),
  ].map(({ path, message }) => problemAt(path, message));
};
