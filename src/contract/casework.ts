import * as v from "valibot";
import { type DocumentKind, documentKinds } from "../domain/case/case-document.ts";
import { Day, EntityId, Instant, Version } from "./common.ts";

/** Plain text a person wrote; empty lines separate paragraphs. */
export const WrittenText = v.pipe(v.string(), v.maxLength(20_000));
/** One line a person wrote. */
export const WrittenLine = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
/** Number of the case's events the writer has seen; another one in the store answers `case-changed`. */
export const Revision = Version;

/** A file that came with a later document. */
export const LaterFileSchema = v.object({
  id: EntityId,
  fileName: v.string(),
  size: v.number(),
  contentType: v.string(),
  state: v.picklist(["pending", "scanning", "verified", "rejected"]),
  rejection: v.optional(v.picklist(["threats", "unscannable", "failed"])),
});
export type LaterFile = v.InferOutput<typeof LaterFileSchema>;

/**
 * A later document of a case. Of one the client still has to take over, `text` and `files` are absent on the client's
 * side.
 */
export const CaseDocumentSchema = v.object({
  id: EntityId,
  kind: v.picklist(Object.keys(documentKinds) as [DocumentKind, ...DocumentKind[]]),
  from: v.picklist(["client", "office"]),
  at: Instant,
  author: v.string(),
  text: v.optional(v.string()),
  files: v.optional(v.array(LaterFileSchema)),
  number: v.optional(v.string()),
  dueOn: v.optional(Day),
  delivery: v.optional(
    v.object({
      state: v.picklist(["sent", "taken-over", "deemed"]),
      sentAt: Instant,
      secondNoticeAt: v.optional(Instant),
      deliveredAt: v.optional(Instant),
    }),
  ),
  invalidated: v.optional(v.object({ at: Instant, reason: v.string(), by: v.string() })),
});
export type CaseDocumentView = v.InferOutput<typeof CaseDocumentSchema>;

export const accessActions = ["viewed", "opened-file", "downloaded", "changed"] as const;

/** Who of the office looked into the file of a client, or did something in it. The client can read it. */
const AccessEntrySchema = v.object({
  at: Instant,
  action: v.picklist(accessActions),
  /** Name of the post's holder, or of the specialist system. */
  by: v.string(),
  office: v.string(),
});
export type AccessEntry = v.InferOutput<typeof AccessEntrySchema>;

/** Offering a file for a later document: as for an attachment of a draft, without slot and version. */
export const OfferFileRequestSchema = v.strictObject({
  fileName: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  size: v.pipe(v.number(), v.integer(), v.minValue(1)),
  contentType: v.pipe(v.string(), v.maxLength(100)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
/** Where and with which form fields the browser posts the file, at the latest until `expiresAt`. */
export const FileOfferedSchema = v.object({
  file: LaterFileSchema,
  upload: v.object({ url: v.string(), fields: v.record(v.string(), v.string()), expiresAt: Instant }),
});
/** Answer to verify and remove: the files that belong to no document yet. */
export const LooseFilesSchema = v.object({ files: v.array(LaterFileSchema) });
/** A link to one file, for a short time and for this browser to save. */
export const FileLinkSchema = v.object({ url: v.string(), expiresAt: Instant });

/** At most so many files with one document. */
export const MOST_FILES = 20;
export const Files = v.pipe(v.array(EntityId), v.maxLength(MOST_FILES));

// --- the client's side: /api/cases/{caseId}/… ---

/** POST …/supplement: answers the open request. Text or at least one file. */
export const SupplementRequestSchema = v.strictObject({
  revision: Revision,
  text: WrittenText,
  files: Files,
});
/** POST …/withdrawal */
export const WithdrawalRequestSchema = v.strictObject({ revision: Revision, reason: WrittenText });
/** POST …/messages */
export const MessageRequestSchema = v.strictObject({
  revision: Revision,
  text: v.pipe(WrittenText, v.minLength(1)),
});
export const DocumentParamsSchema = v.object({ caseId: EntityId, documentId: EntityId });
export const FileParamsSchema = v.object({ caseId: EntityId, fileId: EntityId });
export const AccessLogQuerySchema = v.object({ cursor: v.optional(v.pipe(v.string(), v.maxLength(400))) });
/** GET …/access-log, newest first. */
export const AccessLogSchema = v.object({
  entries: v.array(AccessEntrySchema),
  cursor: v.optional(v.string()),
});
