import { canonicalJson } from "../canonical-json.ts";
import type { CaseId, FormId, OfficeId, SettlementCode } from "../ids.ts";
import type { EpochSeconds } from "../time.ts";

/** A registry book (iktatókönyv) of one year. Numbers start at 1 in each. */
export interface BookAddress {
  office: OfficeId;
  book: string;
  year: number;
}

/** What is remembered of a book to write its next entry. */
export interface BookCounter {
  /** Last main number (főszám) given. */
  main: number;
  /** Number of entries; main numbers and sub-numbers (alszám) each count as one. */
  entries: number;
  /** Seal of the last entry. */
  hash: string;
  /** When the last entry was written; entries never go back in time. */
  at: EpochSeconds;
}

/** Last arrival number (érkeztetőszám) of an office in a year. */
export interface ArrivalCounter {
  number: number;
  at: EpochSeconds;
}

/** No entry has this seal, so a book's first entry can only stand at its beginning. */
const GENESIS = "0".repeat(64);

export const emptyBook: BookCounter = { main: 0, entries: 0, hash: GENESIS, at: 0 };
export const noArrivals: ArrivalCounter = { number: 0, at: 0 };

/** What an entry says. Ids and numbers only: names and answers stay with the case. */
export interface EntryContent extends BookAddress {
  /** Place in the book: 1, 2, 3 … in the order of writing. */
  sequence: number;
  main: number;
  sub: number;
  /** The number as printed, e.g. `KOPH/12-1/2026`. */
  number: string;
  at: EpochSeconds;
  kind: "submission";
  caseId: CaseId;
  settlement: SettlementCode;
  form: FormId;
  formVersion: string;
  submissionNumber: string;
  arrivalNumber: string;
}

export interface RegistryEntry extends EntryContent {
  previousHash: string;
  hash: string;
}

/** Lower-case hex SHA-256 of the text's UTF-8 bytes. */
export type Sha256 = (text: string) => string;

/**
 * Seals an entry onto the one before: its hash covers that one's hash and its own content (RFC 8785), so nothing in a
 * book can be changed, taken out or slipped in without breaking every later link.
 */
export const sealEntry = (content: EntryContent, previousHash: string, sha256: Sha256): RegistryEntry => ({
  ...content,
  previousHash,
  hash: sha256(`${previousHash}\n${canonicalJson(content)}`),
});

const contentOf = (entry: RegistryEntry): EntryContent => {
  const { previousHash: _previous, hash: _hash, ...content } = entry;
  return content;
};

export type BookFault =
  | "sequence-gap"
  | "main-number-gap"
  | "sub-number-gap"
  | "number-repeated"
  | "wrong-book"
  | "back-in-time"
  | "broken-link"
  | "broken-seal"
  | "counter-differs";

/**
 * Proves a book: every entry from the first to the counter's last is there, in order, unchanged.
 * Returns the first fault and the place (sequence) of the entry that shows it, or nothing.
 */
export const findBookFault = (
  address: BookAddress,
  entries: readonly RegistryEntry[],
  counter: BookCounter,
  sha256: Sha256,
): { fault: BookFault; sequence: number } | undefined => {
  const printed = new Set<string>();
  const subs = new Map<number, number>();
  let last: BookCounter = emptyBook;
  for (const entry of entries.toSorted((a, b) => a.sequence - b.sequence)) {
    const fault = findEntryFault(address, entry, last, subs.get(entry.main) ?? 0, sha256);
    if (fault) return { fault, sequence: entry.sequence };
    if (printed.has(entry.number)) return { fault: "number-repeated", sequence: entry.sequence };
    printed.add(entry.number);
    subs.set(entry.main, entry.sub);
    last = {
      main: Math.max(last.main, entry.main),
      entries: entry.sequence,
      hash: entry.hash,
      at: entry.at,
    };
  }
  const same =
    last.main === counter.main &&
    last.entries === counter.entries &&
    last.hash === counter.hash &&
    last.at === counter.at;
  return same ? undefined : { fault: "counter-differs", sequence: last.entries };
};

const findEntryFault = (
  address: BookAddress,
  entry: RegistryEntry,
  last: BookCounter,
  lastSub: number,
  sha256: Sha256,
): BookFault | undefined => {
  if (entry.office !== address.office || entry.book !== address.book || entry.year !== address.year) {
    return "wrong-book";
  }
  if (entry.sequence !== last.entries + 1) return "sequence-gap";
  if (entry.main > last.main + 1 || entry.main < 1) return "main-number-gap";
  if (entry.sub !== lastSub + 1) return "sub-number-gap";
  if (entry.at < last.at) return "back-in-time";
  if (entry.previousHash !== last.hash) return "broken-link";
  return sealEntry(contentOf(entry), entry.previousHash, sha256).hash === entry.hash
    ? undefined
    : "broken-seal";
};
