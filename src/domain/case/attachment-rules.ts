import type { AttachmentSlot, FieldError } from "../form/definition.ts";
import { failure, type Result, success } from "../result.ts";
import type { Attachment } from "./case.ts";
import { cleanFileName } from "./file-name.ts";
import { isCheckableType } from "./file-type.ts";

/** Bounds of one case, whatever its form allows. */
export const caseLimits = {
  files: 40,
  /** Bytes of all files together. */
  size: 100 * 1024 * 1024,
};

/** What a client announces before it uploads. */
export interface FileOffer {
  slot: string;
  fileName: string;
  /** Bytes. */
  size: number;
  contentType: string;
  /** Lower-case hex. */
  sha256: string;
}

export type OfferRefusal =
  | { code: "unknown-slot" }
  | { code: "bad-file-name" }
  | { code: "file-type-forbidden" }
  | { code: "file-damaged" }
  /** `limit`: bytes of this file, bytes of all files together, files. */
  | { code: "file-too-large" | "attachments-too-large" | "too-many-attachments"; limit: number };

type Counted = Pick<Attachment, "slot" | "size">;

const sizeOf = (files: readonly Counted[]): number => files.reduce((sum, file) => sum + file.size, 0);

/**
 * Decides whether the file may be uploaded beside the ones the draft already has (pending ones count:
 * their upload may still arrive). Gives back the offer with the file name made harmless.
 */
export const admitFile = (
  slots: readonly AttachmentSlot[],
  present: readonly Counted[],
  offer: FileOffer,
): Result<FileOffer, OfferRefusal> => {
  const slot = slots.find(({ id }) => id === offer.slot);
  if (!slot) return failure({ code: "unknown-slot" });
  const fileName = cleanFileName(offer.fileName);
  if (fileName === undefined) return failure({ code: "bad-file-name" });
  if (!slot.contentTypes.includes(offer.contentType) || !isCheckableType(offer.contentType))
    return failure({ code: "file-type-forbidden" });
  // An empty file is no document; nothing could be checked in it.
  if (offer.size < 1) return failure({ code: "file-damaged" });
  if (offer.size > slot.maxFileSize) return failure({ code: "file-too-large", limit: slot.maxFileSize });
  const inSlot = present.filter((file) => file.slot === slot.id).length;
  if (inSlot >= slot.maxFiles) return failure({ code: "too-many-attachments", limit: slot.maxFiles });
  if (present.length >= caseLimits.files)
    return failure({ code: "too-many-attachments", limit: caseLimits.files });
  if (sizeOf(present) + offer.size > caseLimits.size)
    return failure({ code: "attachments-too-large", limit: caseLimits.size });
  return success({ ...offer, fileName });
};

/** The bounds of the case once more, for what is submitted; the error stands at the slot of the newest file. */
export const caseLimitErrors = (files: readonly Counted[]): FieldError[] => {
  const field = `attachments.${files.at(-1)?.slot}`;
  if (files.length > caseLimits.files)
    return [{ field, code: "too-many-files", params: { limit: caseLimits.files } }];
  if (sizeOf(files) > caseLimits.size)
    return [{ field, code: "files-too-large", params: { limit: caseLimits.size } }];
  return [];
};
