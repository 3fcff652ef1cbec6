import { fitsDraft } from "../../domain/case/answers-size.ts";
import type { FieldError } from "../../domain/form/definition.ts";
import { acceptDraft } from "../../domain/form/draft.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { type EpochSeconds, toIsoInstant } from "../../domain/time.ts";
import type { Catalogue } from "../catalogue/ports.ts";
import { findOwnDraft, type OwnCase } from "./own-case.ts";
import type { CaseReader, DraftStore, WriteRefusal } from "./ports.ts";

export interface SaveAnswersDependencies {
  cases: Pick<CaseReader, "find">;
  catalogue: Pick<Catalogue, "form">;
  drafts: Pick<DraftStore, "saveAnswers">;
}

export type SaveAnswersFailure =
  | WriteRefusal
  | { code: "invalid-fields"; errors: readonly FieldError[] }
  | { code: "body-too-large" };

/**
 * Replaces the draft's answers, if it is still the one the client last saw (`version`). Incomplete answers
 * are fine; what is no answer of the form the draft began with is refused, never stored.
 */
export const saveAnswers = async (
  { cases, catalogue, drafts }: SaveAnswersDependencies,
  save: OwnCase & { version: number; answers: unknown; now: EpochSeconds },
): Promise<Result<{ version: number; savedAt: string }, SaveAnswersFailure>> => {
  const found = await findOwnDraft(cases, save);
  if (!found.ok) return found;
  const { record } = found.value;
  const form = await catalogue.form(record.catalogue.form.hash);
  const accepted = acceptDraft(form, save.answers);
  if (!accepted.ok) return accepted;
  if (!fitsDraft(accepted.value)) return failure({ code: "body-too-large" });
  const { caseId, version, now } = save;
  const written = await drafts.saveAnswers({ caseId, owner: record.owner, version, now }, accepted.value);
  if (!written.ok) return written;
  return success({ version: version + 1, savedAt: toIsoInstant(written.value.savedAt) });
};
