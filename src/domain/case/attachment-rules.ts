import type { AttachmentSlot } from "../form/definition.ts";
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
  | { code: "file-too-large" }
  | { code: "file-damaged" }
  | { code: "too-many-attachments" };

/**
 * Decides whether the file may be uploaded beside the ones the draft already has (pending ones count:
 * their upload may still arrive). Gives back the offer with the file name made harmless.
 */
export const admitFile = (
  slots: readonly AttachmentSlot[],
  present: readonly Pick<Attachment, "slot" | "size">[],
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
  if (offer.size > slot.maxFileSize) return failure({ code: "file-too-large" });
  const inSlot = present.filter((file) => file.slot === slot.id).length;
  const total = present.reduce((sum, file) => sum + file.size, offer.size);
  if (inSlot >= slot.maxFiles || present.length >= caseLimits.files || total > caseLimits.size)
    return failure({ code: "too-many-attachments" });
  return success({ ...offer, fileName });
};
