import { acceptDraft, readDraft } from "../../../src/domain/form/draft.ts";
import { validateAnswers, validatePage } from "../../../src/domain/form/validate.ts";
import { visibleAnswers, visiblePages } from "../../../src/domain/form/visibility.ts";

/** What a side runs. The browser and the server have the same; a mutant has one of them broken. */
export interface Engine {
  readDraft: typeof readDraft;
  acceptDraft: typeof acceptDraft;
  visiblePages: typeof visiblePages;
  visibleAnswers: typeof visibleAnswers;
  validateAnswers: typeof validateAnswers;
  validatePage: typeof validatePage;
}

export const engine: Engine = {
  readDraft,
  acceptDraft,
  visiblePages,
  visibleAnswers,
  validateAnswers,
  validatePage,
};
