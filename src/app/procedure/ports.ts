import type { AccountId, CaseId, DocumentId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";

/** Something happened in a case since `since`, and whoever submitted it is to be told. */
export interface Notice {
  caseId: CaseId;
  since: EpochSeconds;
  /** Who submitted it, for whomever; undefined when the case, or what says so, is damaged. */
  actor: AccountId | undefined;
  /** Of the registration: the case still stands where it waited for it, `since` its submission. */
  isFirst: boolean;
}

/** Cases whose clients are to be told: of their registration, and of what came later. May miss the last moments. */
export interface Notices {
  /** The list is kept in several parts so that a peak does not crowd one. */
  shards: readonly string[];
  /** Oldest first; what was told of meanwhile, or has happened again since `before`, is left out. */
  due(shard: string, before: EpochSeconds): AsyncIterable<Notice>;
  /** Takes it off the list, unless something has happened since. */
  clear(notice: Notice): Promise<void>;
  /** Out of the way of those that wait for filing: a first notice waits among the later ones, from `now` on. */
  postpone(notice: Notice, now: EpochSeconds): Promise<void>;
}

/** A document nobody took over, with which something is to be done. */
export interface DueDelivery {
  caseId: CaseId;
  document: DocumentId;
}

/** Documents of the offices whose delivery has a next step. May miss what happened in the last moments. */
export interface DueDeliveries {
  shards: readonly string[];
  /** Oldest first. */
  due(shard: string, now: EpochSeconds): AsyncIterable<DueDelivery>;
}
