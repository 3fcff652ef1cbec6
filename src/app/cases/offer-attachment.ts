import { admitFile, type FileOffer, type OfferRefusal } from "../../domain/case/attachment-rules.ts";
import type { Attachment } from "../../domain/case/case.ts";
import type { FieldError } from "../../domain/form/definition.ts";
import { type AttachmentId, newEntityId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { Catalogue } from "../catalogue/ports.ts";
import { type AttachmentView, viewAttachment } from "./case-view.ts";
import { findOwnDraft, type OwnCase } from "./own-case.ts";
import type {
  AttachmentStore,
  AttachmentVault,
  CaseReader,
  RandomBytes,
  UploadPermit,
  WriteRefusal,
} from "./ports.ts";

export interface OfferAttachmentDependencies {
  cases: Pick<CaseReader, "find">;
  catalogue: Pick<Catalogue, "form">;
  attachments: Pick<AttachmentStore, "add">;
  vault: Pick<AttachmentVault, "permitUpload">;
  random: RandomBytes;
}

export type OfferAttachmentFailure =
  | WriteRefusal
  | { code: "file-type-forbidden" | "file-damaged" }
  | {
      code: "invalid-fields" | "file-too-large" | "attachments-too-large" | "too-many-attachments";
      errors: readonly FieldError[];
    };

const invalid = (error: FieldError) => failure({ code: "invalid-fields" as const, errors: [error] });

const refuse = (refusal: OfferRefusal): Result<never, OfferAttachmentFailure> => {
  switch (refusal.code) {
    case "unknown-slot":
      return invalid({ field: "slot", code: "not-an-option" });
    case "bad-file-name":
      return invalid({ field: "fileName", code: "characters" });
    case "too-many-attachments": {
      const { code, limit } = refusal;
      return failure({ code, errors: [{ field: "slot", code: "too-many-files", params: { limit } }] });
    }
    case "file-too-large":
    case "attachments-too-large": {
      const { code, limit } = refusal;
      return failure({ code, errors: [{ field: "size", code: "too-large", params: { limit } }] });
    }
    default:
      return failure(refusal);
  }
};

/** Notes a file as pending and permits its upload, if the form and the draft's other files leave room for it. */
export const offerAttachment = async (
  { cases, catalogue, attachments, vault, random }: OfferAttachmentDependencies,
  { offer, ...request }: OwnCase & { version: number; offer: FileOffer; now: EpochSeconds },
): Promise<
  Result<{ attachment: AttachmentView; version: number; upload: UploadPermit }, OfferAttachmentFailure>
> => {
  const { caseId, version, now } = request;
  const found = await findOwnDraft(cases, request);
  if (!found.ok) return found;
  const { record, attachments: present } = found.value;
  if (record.draftVersion !== version) return failure({ code: "draft-changed" });
  const form = await catalogue.form(record.catalogue.form.hash);
  const admitted = admitFile(form.attachments, present, offer);
  if (!admitted.ok) return refuse(admitted.failure);
  const attachment: Attachment = {
    ...admitted.value,
    id: newEntityId<AttachmentId>(now, random(16)),
    state: "pending",
    addedAt: now,
  };
  const upload = await vault.permitUpload(caseId, attachment, now);
  const written = await attachments.add({ caseId, owner: record.owner, version, now }, attachment);
  if (!written.ok) return written;
  return success({ attachment: viewAttachment(attachment), version: version + 1, upload });
};
