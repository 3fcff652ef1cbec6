import { canonicalJson } from "../canonical-json.ts";
import type { DocumentKind } from "../case/case-document.ts";
import type { CaseId, DocumentId, FormId, OfficeId, SettlementCode } from "../ids.ts";
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
  /** The year's book is closed: it has its last entry. */
  closedAt?: EpochSeconds;
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

interface EntryBase extends BookAddress {
  /** Place in the book: 1, 2, 3 … in the order of writing. */
  sequence: number;
  at: EpochSeconds;
}

interface NumberedBase extends EntryBase {
  main: number;
  sub: number;
  /** The number as printed, e.g. `KOPH/12-1/2026`. */
  number: string;
  caseId: CaseId;
  settlement: SettlementCode;
}

/** The submission that opens a case. */
export interface SubmissionEntry extends NumberedBase {
  kind: "submission";
  form: FormId;
  formVersion: string;
  submissionNumber: string;
  arrivalNumber: string;
}

/** A later document of the case, the client's or the office's. */
export interface DocumentEntry extends NumberedBase {
  kind: Exclude<DocumentKind, "message">;
  document: DocumentId;
  /** SHA-256 of the document's text, files and author. */
  contentHash: string;
  /** The case's own number, where its book of that year is closed and it goes on in this one (előzmény). */
  previousNumber?: string;
}

/** A mistaken entry is declared invalid; its number stays used. */
export interface InvalidationEntry extends EntryBase {
  kind: "invalidation";
  /** Place and number of the mistaken entry. */
  of: { sequence: number; number: string };
  reason: string;
  /** Name of the post's holder. */
  by: string;
}

/** The last record of a book: how many it has, sealed with all of them by the chain. */
export interface ClosingEntry extends EntryBase {
  kind: "closing";
  mains: number;
  by: string;
}

/** What an entry says. Ids and numbers only: names of clients and answers stay with the case. */
export type EntryContent = SubmissionEntry | DocumentEntry | InvalidationEntry | ClosingEntry;

export type RegistryEntry = EntryContent & Link;
/** The entry of a submission. */
export type FiledEntry = SubmissionEntry & Link;

export interface Link {
  previousHash: string;
  hash: string;
}

export const isNumbered = <E extends EntryContent>(
  entry: E,
): entry is E & (SubmissionEntry | DocumentEntry) =>
  entry.kind !== "invalidation" && entry.kind !== "closing";

/** Lower-case hex SHA-256 of the text's UTF-8 bytes. */
export type Sha256 = (text: string) => string;

/**
 * Seals an entry onto the one before: its hash covers that one's hash and its own content (RFC 8785), so nothing in a
 * book can be changed, taken out or slipped in without breaking every later link.
 */
export const sealEntry = <C extends EntryContent>(
  content: C,
  previousHash: string,
  sha256: Sha256,
): C & Link => ({
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
  | "after-closing"
  | "main-number-gap"
  | "sub-number-gap"
  | "number-repeated"
  | "invalidates-nothing"
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
  const numbers: NumbersSeen = { printed: new Set(), subs: new Map(), bySequence: new Map() };
  let last: BookCounter = emptyBook;
  for (const entry of entries.toSorted((a, b) => a.sequence - b.sequence)) {
    const fault = findEntryFault(address, entry, last, sha256) ?? findNumberFault(entry, last.main, numbers);
    if (fault) return { fault, sequence: entry.sequence };
    last = counterAfter(last, entry);
  }
  return canonicalJson(last) === canonicalJson(counter)
    ? undefined
    : { fault: "counter-differs", sequence: last.entries };
};

/** The book's counter once the entry is its last. */
export const counterAfter = (before: BookCounter, entry: RegistryEntry): BookCounter => ({
  main: isNumbered(entry) ? Math.max(before.main, entry.main) : before.main,
  entries: entry.sequence,
  hash: entry.hash,
  at: entry.at,
  ...(entry.kind === "closing" && { closedAt: entry.at }),
});

interface NumbersSeen {
  printed: Set<string>;
  /** Last sub-number by main number. */
  subs: Map<number, number>;
  /** By place in the book. */
  bySequence: Map<number, string>;
}

const findNumberFault = (
  entry: RegistryEntry,
  lastMain: number,
  { printed, subs, bySequence }: NumbersSeen,
): BookFault | undefined => {
  if (entry.kind === "closing") return entry.mains === lastMain ? undefined : "main-number-gap";
  if (entry.kind === "invalidation")
    return bySequence.get(entry.of.sequence) === entry.of.number ? undefined : "invalidates-nothing";
  if (entry.main > lastMain + 1 || entry.main < 1) return "main-number-gap";
  if (entry.sub !== (subs.get(entry.main) ?? 0) + 1) return "sub-number-gap";
  if (printed.has(entry.number)) return "number-repeated";
  printed.add(entry.number);
  subs.set(entry.main, entry.sub);
  bySequence.set(entry.sequence, entry.number);
  return undefined;
};

const findEntryFault = (
  address: BookAddress,
  entry: RegistryEntry,
  last: BookCounter,
  sha256: Sha256,
): BookFault | undefined => {
  if (entry.office !== address.office || entry.book !== address.book || entry.year !== address.year) {
    return "wrong-book";
  }
  if (entry.sequence !== last.entries + 1) return "sequence-gap";
  if (last.closedAt !== undefined) return "after-closing";
  if (entry.at < last.at) return "back-in-time";
  if (entry.previousHash !== last.hash) return "broken-link";
  return sealEntry(contentOf(entry), entry.previousHash, sha256).hash === entry.hash
    ? undefined
    : "broken-seal";
};
