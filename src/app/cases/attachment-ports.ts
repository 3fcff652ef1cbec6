import type { ScanResult } from "../../domain/case/scan.ts";
import type { CaseState } from "../../domain/case/transitions.ts";
import type { AttachmentId, CaseId, PartyId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";

/** What names one file of one case. */
export interface FileReference {
  caseId: CaseId;
  attachment: AttachmentId;
}

/** One stored version of a file's content, as scanners speak of it. */
export interface FileVersion extends FileReference {
  objectVersion: string;
}

export interface ScanStore {
  /**
   * Notes what was found in one version; noting it again, late or in another order changes nothing. False: the portal
   * has no such file (any more), or was told of more versions of it than anybody uploads.
   */
  note(version: FileVersion, result: ScanResult): Promise<boolean>;
}

/** Files whose upload or scan has not come to an end, oldest first. May miss what happened in the last moments. */
export interface WaitingFiles {
  /** Looked at and bound to a version before that instant. */
  scanning(before: EpochSeconds): AsyncIterable<FileReference>;
  /** Announced before that instant and never verified. */
  unfinished(before: EpochSeconds): AsyncIterable<FileReference>;
  /**
   * Ends the wait for a scan: a file still without a result is noted as one whose scan failed (true); one that has
   * its result, or is gone, only leaves the list (false).
   */
  giveUp(file: FileReference): Promise<boolean>;
}

/** What the portal knows about one case, as far as its files are concerned. */
export interface CaseFiles {
  /** Absent: parts of a case are there, but not the case itself. */
  case: { state: CaseState; owner: PartyId } | undefined;
  attachments: ReadonlySet<AttachmentId>;
}

export interface FileRegister {
  /** Sees every write that was answered before. Undefined: nothing at all is stored of this case. */
  filesOf(caseId: CaseId): Promise<CaseFiles | undefined>;
}

/** One object in the vault that carries the name of a file. */
export interface StoredFile extends FileReference {
  /** Opaque; the listing goes on after it. */
  position: string;
  modifiedAt: EpochSeconds;
}

export interface VaultListing {
  /**
   * Everything in the vault after a position, in order, page by page. Objects that carry no file's name are not in it.
   */
  pages(after: string | undefined): AsyncIterable<readonly StoredFile[]>;
}

/** How far the last run came. */
export interface SweepPosition {
  read(): Promise<string | undefined>;
  /** Undefined: the next run begins at the beginning. */
  write(position: string | undefined): Promise<void>;
}
