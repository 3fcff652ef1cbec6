import type { RegistryEntry, BookAddress, BookCounter } from "../registry/book.ts";
import type { Handover } from "../delivery/handover.ts";
import type { WorklistPlace } from "../office/worklist.ts";
import type { CaseDocument } from "./case-document.ts";
import type { CaseRecord } from "./case.ts";

/** The number a document gets with the change, and the book's counter as it was read. */
export interface NumberedEntry {
  address: BookAddress;
  before: BookCounter | undefined;
  after: BookCounter;
  entry: RegistryEntry;
}

/**
 * Everything one change of a submitted case writes, all or nothing: the case moves from `before` (its state and number of
 * events are the condition) to `after`; a new document, changed documents and the entry of a registry book go with it.
 */
export interface CaseChange {
  before: CaseRecord;
  after: CaseRecord;
  /** Where the office finds it from now on; absent: on no list. */
  place?: WorklistPlace | undefined;
  /** New, or changed in its delivery or invalidation. */
  documents: readonly CaseDocument[];
  /** The client is to be told, by a mail that says nothing but to log in. */
  notify: boolean;
  /** The case goes back to the filing workflow. */
  refile?: boolean;
  /** It is still on its way to the registry by itself, and must stay where the sweeper finds it. */
  awaitsFiling?: boolean;
  entry?: NumberedEntry;
  /** The specialist system that deals with the case is to learn of the change. */
  handover?: Handover;
}
