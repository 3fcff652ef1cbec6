import type { Attachment } from "../../domain/case/case.ts";
import type { CaseState } from "../../domain/case/transitions.ts";
import type { AttachmentId, CaseId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";

/**
 * Files that come to a case after its submission. Until one belongs to a document it can be removed; the change that
 * sends the document binds it for good, and of the two only one can happen.
 */
export interface LaterFileStore {
  /** False: the case is in none of these states (any more). */
  add(caseId: CaseId, file: Attachment, states: readonly CaseState[]): Promise<boolean>;
  /** Binds a pending file to the version that was looked at; its scan is waited for. False: it was not pending any more. */
  confirm(caseId: CaseId, file: AttachmentId, objectVersion: string, now: EpochSeconds): Promise<boolean>;
  /** False: it belongs to a document. Not there (any more) is as good as removed. */
  remove(caseId: CaseId, file: AttachmentId): Promise<boolean>;
  /** Drops a file that was announced and never verified. False: it was verified meanwhile, or is gone. */
  dropPending(caseId: CaseId, file: AttachmentId): Promise<boolean>;
}

export interface FileLink {
  url: string;
  expiresAt: EpochSeconds;
}

export interface FileLinks {
  /**
   * Where the very version of a file that was found clean can be fetched for a minute, by whoever has the address. Saved,
   * never shown in the portal's place; the address does not hold its name.
   */
  linkTo(caseId: CaseId, file: Attachment, now: EpochSeconds): Promise<FileLink>;
}
