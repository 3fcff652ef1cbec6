import type { Answers, Attachment } from "../../../src/domain/case/case.ts";
import { readAnswer } from "../../../src/domain/form/answers.ts";
import type { FormContext } from "../../../src/domain/form/arithmetic.ts";
import type { FormDefinition, FormPage } from "../../../src/domain/form/definition.ts";
import { validateAnswers } from "../../../src/domain/form/validate.ts";
import { pageOf } from "./error-text.ts";

/** `optional`: nothing was answered, and nothing need be. */
export type PageState = "done" | "incomplete" | "not-started" | "optional";

type Files = readonly Pick<Attachment, "slot" | "state">[];

const isTouched = (page: FormPage, answers: Answers, files: Files): boolean =>
  page.fields.some(({ kind, key }) => kind !== "computed" && readAnswer(answers, key) !== undefined) ||
  files.some(({ slot }) => page.slots?.includes(slot));

const asksNothing = (page: FormPage): boolean =>
  page.fields.every(({ kind }) => kind === "computed") && (page.slots?.length ?? 0) === 0;

/**
 * How far each shown page is, by id. `files` undefined: none can be attached yet, so that a page is not held up by
 * them. A file that is still being scanned does not hold it up either; submitting waits for it.
 */
export const pageStates = (
  form: FormDefinition,
  pages: readonly FormPage[],
  filled: { answers: Answers; files: Files | undefined },
  context: FormContext,
): ReadonlyMap<string, PageState> => {
  const { answers, files } = filled;
  const wrong = new Set(
    validateAnswers(form, answers, files, context)
      .filter(({ code }) => code !== "file-scanning")
      .map(({ field }) => pageOf(form, field)),
  );
  const stateOf = (page: FormPage, position: number): PageState => {
    const touched = isTouched(page, answers, files ?? []);
    if (wrong.has(page.id)) return touched ? "incomplete" : "not-started";
    // Figures are not ready before what they are computed from.
    if (asksNothing(page))
      return pages.slice(0, position).some(({ id }) => wrong.has(id)) ? "not-started" : "done";
    return touched ? "done" : "optional";
  };
  return new Map(pages.map((page, position) => [page.id, stateOf(page, position)]));
};

/** The page to go on with: the first that is not finished; undefined when only checking is left. */
export const nextPage = (
  pages: readonly FormPage[],
  states: ReadonlyMap<string, PageState>,
): FormPage | undefined =>
  pages.find(({ id }) => states.get(id) === "incomplete" || states.get(id) === "not-started");
