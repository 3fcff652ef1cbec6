import type { CaseRecord } from "../../domain/case/case.ts";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import type { ArrivalCounter, BookAddress, BookCounter } from "../../domain/registry/book.ts";
import type { FilingPlan } from "../../domain/registry/plan-filing.ts";
import type { Result } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";

/** What travels through the queue: ids only, never personal data. `office` and `book` order the queue. */
export interface FilingMessage {
  caseId: CaseId;
  office: OfficeId;
  book: string;
}

export interface FilingQueue {
  /**
   * Asks for a stored, submitted case to be filed. Repeating it is harmless: filing itself is exactly once.
   * The same case with the same `attempt` may be swallowed by the queue for five minutes, so whoever
   * wants the case to be looked at again names a new attempt. Throws when the queue cannot be reached.
   */
  send(message: FilingMessage, attempt?: string): Promise<void>;
}

/** One consistent look at the cases of a batch and the counters of their books. */
export interface FilingSnapshot {
  /** An id that is missing has no case; `unreadable` is a stored case of no known shape. */
  cases: ReadonlyMap<CaseId, CaseRecord | "unreadable">;
  /** Absent: no number given yet in that book (of that office) and year. */
  book(address: BookAddress): BookCounter | undefined;
  arrivals(address: BookAddress): ArrivalCounter | undefined;
}

export type CommitOutcome =
  | { code: "committed" }
  /** Something moved meanwhile, or nobody knows what happened (no answer): read again before anything else. */
  | { code: "read-again" }
  /** The store refuses these cases for what they are; empty when it does not say which. Nothing was written. */
  | { code: "refused"; caseIds: readonly CaseId[] };

export interface FilingRegister {
  /** Sees every write that was answered before. One call, however many cases and books. */
  read(
    caseIds: readonly CaseId[],
    books: readonly BookAddress[],
  ): Promise<Result<FilingSnapshot, { code: "unavailable" }>>;
  /** Writes the plan completely or not at all, in one transaction. */
  commit(plan: FilingPlan): Promise<CommitOutcome>;
  /**
   * Takes a case that cannot be filed off the queue's hands: state `needs-review`, on the office's review
   * list. `changed`: it is no longer on its way to the registry; `unavailable`: not known, try later.
   */
  park(parking: Parking): Promise<"parked" | "changed" | "unavailable">;
}

export interface Parking {
  caseId: CaseId;
  office: OfficeId;
  /** Name of the responsible office for the timeline, where the case could be read. */
  officeName?: string | undefined;
  at: EpochSeconds;
}

/** Submitted cases that are not filed yet, oldest first. May miss what happened in the last moments. */
export interface PendingCases {
  /** The list is kept in several parts so that a peak of submissions does not crowd one. */
  shards: readonly string[];
  page(shard: string, submittedBefore: EpochSeconds, after?: PageCursor): Promise<PendingPage>;
}

/** A page may hold no case and still not be the last. */
export interface PendingPage {
  cases: readonly PendingCase[];
  /** So damaged that not even office and book can be told. */
  damaged: readonly CaseId[];
  next?: PageCursor;
}

export interface PendingCase extends FilingMessage {
  since: EpochSeconds;
}

/** Opaque: where the next page starts. */
export type PageCursor = Readonly<Record<string, unknown>>;

/** A team's registered cases, oldest first; a page costs the same however long the list. */
export interface Worklist {
  page(
    office: OfficeId,
    team: string,
    limit: number,
    after?: PageCursor,
  ): Promise<{ caseIds: readonly CaseId[]; next?: PageCursor }>;
}
