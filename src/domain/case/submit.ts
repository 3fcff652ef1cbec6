import type { SubmissionNumber } from "../ids.ts";
import type { Result } from "../result.ts";
import type { EpochSeconds } from "../time.ts";
import { applyTransition, type WrongState } from "./apply-transition.ts";
import type { CaseRecord, Submission } from "./case.ts";

export interface SubmittedRecord extends CaseRecord {
  submission: Submission;
}

export const isSubmitted = (record: CaseRecord): record is SubmittedRecord => record.submission !== undefined;

/** The case as it is once the office's mailbox has it under `number`. */
export const submitDraft = (
  draft: CaseRecord,
  number: SubmissionNumber,
  at: EpochSeconds,
): Result<SubmittedRecord, WrongState> => {
  const event = { type: "submitted", at, office: draft.catalogue.office.name.hu, number } as const;
  const moved = applyTransition(draft, "submit", event);
  return moved.ok ? { ok: true, value: { ...moved.value, submission: { number, at } } } : moved;
};
