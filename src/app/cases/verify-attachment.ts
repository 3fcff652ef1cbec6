import type { Attachment, CaseRecord } from "../../domain/case/case.ts";
import type { AttachmentId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { type AttachmentsView, viewAttachments } from "./case-view.ts";
import { changeOwnDraft, findOwnDraft, type OwnCase } from "./own-case.ts";
import type {
  AttachmentStore,
  AttachmentVault,
  CaseReader,
  InspectionRefusal,
  Report,
  WriteRefusal,
} from "./ports.ts";

export interface VerifyAttachmentDependencies {
  cases: Pick<CaseReader, "find">;
  attachments: Pick<AttachmentStore, "confirm" | "dropPending">;
  vault: Pick<AttachmentVault, "inspect" | "remove">;
  report: Report;
}

type VerifyRequest = OwnCase & { attachment: AttachmentId; now: EpochSeconds };

const throwAway = async (
  { attachments, vault, report }: VerifyAttachmentDependencies,
  { id: caseId, owner }: CaseRecord,
  file: Attachment,
): Promise<void> => {
  // Where the entry stays, its file must stay too: somebody else has just found it in order.
  if (!(await attachments.dropPending(caseId, owner, file.id))) return;
  try {
    await vault.remove(caseId, file.id);
  } catch (error) {
    report("file-left", caseId, error);
  }
};

/** As it stands after the change: the scan's result may have come before it, or a moment after. */
const viewAgain = async (
  cases: Pick<CaseReader, "find">,
  own: OwnCase,
): Promise<Result<AttachmentsView, WriteRefusal>> => {
  const found = await findOwnDraft(cases, own);
  if (!found.ok) return found;
  const { record, attachments } = found.value;
  return success(viewAttachments(record.draftVersion, attachments));
};

/**
 * Looks at what arrived in the vault; only a file that is what was announced becomes part of the draft, where it waits
 * for its malware scan. One that is something else is removed at once, with its entry. Repeating is harmless.
 */
export const verifyAttachment = async (
  dependencies: VerifyAttachmentDependencies,
  request: VerifyRequest,
): Promise<Result<AttachmentsView, WriteRefusal | InspectionRefusal>> => {
  const { cases, attachments, vault } = dependencies;
  const { caseId, now } = request;
  return changeOwnDraft<AttachmentsView, WriteRefusal | InspectionRefusal>(
    cases,
    request,
    async (dossier) => {
      const file = dossier.attachments.find(({ id }) => id === request.attachment);
      if (!file) return failure({ code: "not-found" });
      const { draftVersion: version, owner } = dossier.record;
      if (file.state !== "pending") return success(viewAttachments(version, dossier.attachments));
      const inspected = await vault.inspect(caseId, file);
      if (!inspected.ok) {
        if (inspected.failure.code !== "upload-missing") await throwAway(dependencies, dossier.record, file);
        return inspected;
      }
      const { objectVersion } = inspected.value;
      const written = await attachments.confirm({ caseId, owner, version, now }, file.id, objectVersion);
      return written.ok ? viewAgain(cases, request) : written;
    },
  );
};
