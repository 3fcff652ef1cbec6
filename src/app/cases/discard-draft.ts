import { type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { changeOwnDraft, type OwnCase } from "./own-case.ts";
import type { AttachmentVault, CaseReader, DraftStore, Report, WriteRefusal } from "./ports.ts";

export interface DiscardDraftDependencies {
  cases: Pick<CaseReader, "find">;
  drafts: Pick<DraftStore, "discard">;
  vault: Pick<AttachmentVault, "remove">;
  report: Report;
}

/**
 * Removes a draft with its answers and files. The files go last: a draft that was submitted at the same
 * moment must keep them, and a file that cannot be removed now is only an orphan.
 */
export const discardDraft = async (
  { cases, drafts, vault, report }: DiscardDraftDependencies,
  discard: OwnCase & { now: EpochSeconds },
): Promise<Result<void, WriteRefusal>> => {
  const { caseId, now } = discard;
  const discarded = await changeOwnDraft(cases, discard, async ({ record, attachments }) => {
    const revision = { caseId, owner: record.owner, version: record.draftVersion, now };
    const done = await drafts.discard(
      revision,
      attachments.map(({ id }) => id),
    );
    return done.ok ? success(attachments) : done;
  });
  if (!discarded.ok) return discarded;
  const removals = await Promise.allSettled(discarded.value.map((file) => vault.remove(caseId, file.id)));
  for (const removal of removals)
    if (removal.status === "rejected") report("file-left", caseId, removal.reason);
  return success(undefined);
};
