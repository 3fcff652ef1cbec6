import type { Attachment } from "../../domain/case/case.ts";
import type { AttachmentId } from "../../domain/ids.ts";
import { type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { type AttachmentsView, viewAttachments } from "./case-view.ts";
import { changeOwnDraft, type OwnCase } from "./own-case.ts";
import type { AttachmentStore, AttachmentVault, CaseReader, Report, WriteRefusal } from "./ports.ts";

export interface RemoveAttachmentDependencies {
  cases: Pick<CaseReader, "find">;
  attachments: Pick<AttachmentStore, "remove">;
  vault: Pick<AttachmentVault, "remove">;
  report: Report;
}

/** Takes a file out of a draft. One that is not in it (any more) is fine, so that repeating is harmless. */
export const removeAttachment = async (
  { cases, attachments, vault, report }: RemoveAttachmentDependencies,
  request: OwnCase & { attachment: AttachmentId; now: EpochSeconds },
): Promise<Result<AttachmentsView, WriteRefusal>> => {
  const { caseId, now } = request;
  type Removed = { file: Attachment | undefined; view: AttachmentsView };
  const changed = await changeOwnDraft<Removed, WriteRefusal>(
    cases,
    request,
    async ({ record, attachments: present }) => {
      const version = record.draftVersion;
      const file = present.find(({ id }) => id === request.attachment);
      if (!file) return success({ file, view: viewAttachments(version, present) });
      const written = await attachments.remove({ caseId, owner: record.owner, version, now }, file.id);
      if (!written.ok) return written;
      const rest = present.filter((other) => other !== file);
      return success({ file, view: viewAttachments(version + 1, rest) });
    },
  );
  if (!changed.ok) return changed;
  const { file, view } = changed.value;
  if (file) await vault.remove(caseId, file.id).catch((error: unknown) => report("file-left", caseId, error));
  return success(view);
};
