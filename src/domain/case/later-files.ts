import type { AttachmentSlot, FieldError } from "../form/definition.ts";
import type { AttachmentId } from "../ids.ts";
import type { Attachment } from "./case.ts";

/** At most so many files with one later document. */
export const MOST_LATER_FILES = 20;

/** What may come with a later document, whoever sends it; the same kinds as with a submission. */
export const laterFileSlot: AttachmentSlot = {
  id: "later",
  label: { hu: "Fájlok", en: "Files" },
  contentTypes: ["application/pdf", "image/jpeg", "image/png"],
  maxFiles: MOST_LATER_FILES,
  maxFileSize: 10 * 1024 * 1024,
};

const codes = {
  pending: "file-not-verified",
  scanning: "file-scanning",
  rejected: "file-rejected",
} as const;

/**
 * Why a document cannot be sent with these files: one that is not there (any more) or belongs to another document, or
 * that the malware scan has not released. Empty when it can.
 */
export const filesToSendErrors = (
  wanted: readonly AttachmentId[],
  loose: readonly Pick<Attachment, "id" | "state">[],
): FieldError[] =>
  wanted.flatMap((id, index): FieldError[] => {
    const file = loose.find((candidate) => candidate.id === id);
    const field = `files.${index}`;
    if (!file || wanted.indexOf(id) !== index) return [{ field, code: "not-an-option" }];
    return file.state === "verified" ? [] : [{ field, code: codes[file.state] }];
  });
