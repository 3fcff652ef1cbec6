import type { AttachmentId, DocumentId } from "../ids.ts";
import type { EpochSeconds, LocalDate } from "../time.ts";
import type { EntryPlace } from "./case.ts";

/** What can come to a case after its submission, and whether it is registered under the case's next sub-number. */
export const documentKinds = {
  "supplement-request": { from: "office", registered: true, delivered: true },
  decision: { from: "office", registered: true, delivered: true },
  rejection: { from: "office", registered: true, delivered: true },
  transfer: { from: "office", registered: true, delivered: false },
  message: { from: "either", registered: false, delivered: false },
  supplement: { from: "client", registered: true, delivered: false },
  withdrawal: { from: "client", registered: true, delivered: false },
} as const satisfies Record<
  string,
  {
    from: "office" | "client" | "either";
    /** Gets a registry number. */
    registered: boolean;
    /** Needs a proof of delivery: the client sees it once they have taken it over. */
    delivered: boolean;
  }
>;
export type DocumentKind = keyof typeof documentKinds;

/**
 * How a document of the office came to the client. `sent` = waits to be taken over; `deemed` = delivered by rule, because
 * it was not taken over in time.
 */
export interface Delivery {
  state: "sent" | "taken-over" | "deemed";
  sentAt: EpochSeconds;
  /** When the client was told again. */
  secondNoticeAt?: EpochSeconds;
  /** When it was taken over, or counts as delivered. */
  deliveredAt?: EpochSeconds;
  /** When the portal has to do something about it: tell the client again, or deem it delivered. */
  nextStepAt?: EpochSeconds;
}

/** A mistaken entry: its number stays used. */
export interface Invalidation {
  at: EpochSeconds;
  reason: string;
  /** Name of the post's holder. */
  by: string;
}

/** A later document of a case; never changed but for its delivery and invalidation. */
export interface CaseDocument {
  id: DocumentId;
  kind: DocumentKind;
  from: "client" | "office";
  at: EpochSeconds;
  /** Name of who wrote it: the clerk, the client, the specialist system. */
  author: string;
  /** Plain text, paragraphs separated by empty lines; may be empty where a file says it all. */
  text: string;
  files: readonly AttachmentId[];
  /** The registry number, where the kind gets one. */
  number?: string;
  /** Where the number stands in the registry. */
  entry?: EntryPlace;
  /** Of a supplement request: by when. */
  dueOn?: LocalDate;
  delivery?: Delivery;
  invalidated?: Invalidation;
}
