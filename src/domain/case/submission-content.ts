import type { FormContext } from "../form/arithmetic.ts";
import type { FormDefinition } from "../form/definition.ts";
import { visibleAnswers, visiblePages } from "../form/visibility.ts";
import type { Answers, Attachment } from "./case.ts";

export interface SubmissionContent {
  answers: Answers;
  attachments: readonly Attachment[];
}

/**
 * What of a draft is submitted: the client answers only for what the form showed in the end, so answers and
 * files of hidden pages do not go along.
 */
export const submissionContent = (
  form: FormDefinition,
  draft: SubmissionContent,
  context: FormContext,
): SubmissionContent => {
  const slots = new Set(visiblePages(form, draft.answers, context).flatMap((page) => page.slots ?? []));
  return {
    answers: visibleAnswers(form, draft.answers, context),
    attachments: draft.attachments.filter((file) => slots.has(file.slot)),
  };
};
