import type { CaseDocument } from "../case/case-document.ts";
import type { CaseRecord, EntryPlace } from "../case/case.ts";
import type { NumberedEntry } from "../case/change.ts";
import { invalidationOf } from "../case/timeline.ts";
import type { DocumentId } from "../ids.ts";
import { failure, type Result, success } from "../result.ts";
import type { EpochSeconds } from "../time.ts";
import {
  type BookCounter,
  counterAfter,
  isNumbered,
  type RegistryEntry,
  sealEntry,
  type Sha256,
} from "./book.ts";

/** A mistaken entry of the registry, and why. */
export interface InvalidationOrder {
  place: EntryPlace;
  reason: string;
  /** Name of the post's holder. */
  by: string;
}

export interface InvalidationPlan {
  after: CaseRecord;
  /** The invalidated document; none where it is the registration of the case. */
  documents: readonly CaseDocument[];
  invalidation: InvalidationOrder;
}

/**
 * What declaring an entry invalid changes in its case: of a later document, or of the registration when `document` is
 * absent. The number stays used and the case stays where it is. `wrong-state`: it has no number, or was invalidated
 * before.
 */
export const planInvalidation = (
  { record, documents }: { record: CaseRecord; documents: readonly CaseDocument[] },
  { document: id, reason, by }: { document?: DocumentId | undefined; reason: string; by: string },
  now: EpochSeconds,
): Result<InvalidationPlan, { code: "not-found" | "wrong-state" }> => {
  const document = id === undefined ? undefined : documents.find((one) => one.id === id);
  if (id !== undefined && !document) return failure({ code: "not-found" });
  const place = document ? document.entry : record.registration;
  const number = document ? document.number : record.registration?.number;
  if (!place || number === undefined || invalidationOf(record.events, number))
    return failure({ code: "wrong-state" });
  const event = {
    type: "invalidated" as const,
    at: now,
    office: record.catalogue.office.name.hu,
    number,
    note: reason,
    ...(document && { document: document.id }),
  };
  const { book, year, main, sub } = place;
  return success({
    after: { ...record, updatedAt: now, events: [...record.events, event] },
    documents: document ? [{ ...document, invalidated: { at: now, reason, by } }] : [],
    invalidation: { place: { book, year, main, sub }, reason, by },
  });
};

/** The book's next entry, which declares an earlier one invalid. A closed book takes no entry, not even this one. */
export const invalidationEntry = (input: {
  mistaken: RegistryEntry;
  counter: BookCounter;
  order: InvalidationOrder;
  now: EpochSeconds;
  sha256: Sha256;
}): Result<NumberedEntry, { code: "book-closed" }> => {
  const { mistaken, counter, order, sha256 } = input;
  if (!isNumbered(mistaken)) throw new Error("Only a numbered entry can be declared invalid");
  if (counter.closedAt !== undefined) return failure({ code: "book-closed" });
  const address = { office: mistaken.office, book: mistaken.book, year: mistaken.year };
  const entry = sealEntry(
    {
      ...address,
      sequence: counter.entries + 1,
      at: Math.max(input.now, counter.at),
      kind: "invalidation",
      of: { sequence: mistaken.sequence, number: mistaken.number },
      reason: order.reason,
      by: order.by,
    },
    counter.hash,
    sha256,
  );
  return success({ address, before: counter, after: counterAfter(counter, entry), entry });
};
