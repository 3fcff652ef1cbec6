import type { FileReference } from "../../app/cases/attachment-ports.ts";
import { type AttachmentId, type CaseId, ENTITY_ID_PATTERN } from "../../domain/ids.ts";

/** All files lie under it, and nothing else does. */
export const ATTACHMENT_PREFIX = "cases/";

/** Ids only: no name a user gave ever stands in a key. */
export const attachmentKey = (caseId: CaseId, attachment: AttachmentId): string =>
  `${ATTACHMENT_PREFIX}${caseId}/${attachment}`;

/** The file a key belongs to; undefined for a key that is no file's. */
export const parseAttachmentKey = (key: string): FileReference | undefined => {
  if (!key.startsWith(ATTACHMENT_PREFIX)) return undefined;
  const [caseId = "", attachment = "", ...rest] = key.slice(ATTACHMENT_PREFIX.length).split("/");
  if (rest.length > 0 || !ENTITY_ID_PATTERN.test(caseId) || !ENTITY_ID_PATTERN.test(attachment))
    return undefined;
  return { caseId: caseId as CaseId, attachment: attachment as AttachmentId };
};
