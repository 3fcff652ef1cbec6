import { fitsDraft } from "../../domain/case/answers-size.ts";
import type { FieldError } from "../../domain/form/definition.ts";
import { acceptDraft } from "../../domain/form/draft.ts";
import { withComputed } from "../../domain/form/visibility.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { type EpochSeconds, toIsoInstant, toLocalDate } from "../../domain/time.ts";
import type { Catalogue } from "../catalogue/ports.ts";
import { findOwnDraft, type OwnCase } from "./own-case.ts";
import type { CaseReader, DraftStore, WriteRefusal } from "./ports.ts";

export interface SaveAnswersDependencies {
  cases: Pick<CaseReader, "find">;
  catalogue: Pick<Catalogue, "form" | "settlement">;
  drafts: Pick<DraftStore, "saveAnswers">;
  /** IANA name of the offices' wall clock, whose day the form's rules go by. */
  timeZone: string;
}

export type SaveAnswersFailure =
  | WriteRefusal
  | { code: "invalid-fields"; errors: readonly FieldError[] }
  | { code: "body-too-large" };

/**
 * Replaces the draft's answers, if it is still the one the client last saw (`version`). Incomplete answers
 * are fine; what is no answer of the form the draft began with is refused, never stored. What the form computes is
 * stored along, so that submitting need not write the answers once more (docs/adr/0010).
 */
export const saveAnswers = async (
  { cases, catalogue, drafts, timeZone }: SaveAnswersDependencies,
  save: OwnCase & { version: number; answers: unknown; now: EpochSeconds },
): Promise<Result<{ version: number; savedAt: string }, SaveAnswersFailure>> => {
  const found = await findOwnDraft(cases, save);
  if (!found.ok) return found;
  const { record } = found.value;
  const [form, { parameters }] = await Promise.all([
    catalogue.form(record.catalogue.form.hash),
    catalogue.settlement(record.catalogue.settlement.hash),
  ]);
  const accepted = acceptDraft(form, save.answers);
  if (!accepted.ok) return accepted;
  const { caseId, version, now } = save;
  if (!fitsDraft(accepted.value)) return failure({ code: "body-too-large" });
  const whole = withComputed(form, accepted.value, { today: toLocalDate(now, timeZone), parameters });
  // What the form adds must not cost anybody their answers: a draft that is full without it is kept as it was given.
  const answers = fitsDraft(whole) ? whole : accepted.value;
  const written = await drafts.saveAnswers({ caseId, owner: record.owner, version, now }, answers);
  if (!written.ok) return written;
  return success({ version: version + 1, savedAt: toIsoInstant(written.value.savedAt) });
};
