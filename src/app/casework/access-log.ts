import type { AccessEntry } from "../../contract/casework.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";

/** Who of an office looked into a case or did something in it, and when. */
export interface AccessRecord {
  at: EpochSeconds;
  action: AccessEntry["action"];
  /** Name of the post's holder, or of the specialist system. */
  by: string;
  office: string;
}

export interface AccessPage {
  /** Newest first. */
  entries: readonly AccessRecord[];
  /** Opaque; the next page starts after it. Absent on the last one. */
  next?: string;
}

export interface AccessLog {
  /** Once it is answered, the entry is there for good; nothing ever changes or removes one. */
  add(caseId: CaseId, entry: AccessRecord): Promise<void>;
  page(caseId: CaseId, limit: number, after?: string): Promise<AccessPage>;
}
