import * as v from "valibot";
import { type DocumentKind, documentKinds } from "../../domain/case/case-document.ts";
import {
  type ArrivalCounter,
  type BookCounter,
  isNumbered,
  type RegistryEntry,
} from "../../domain/registry/book.ts";
import { registryKeys } from "./keys.ts";

/** A stored counter, as read. */
type Item = Record<string, unknown>;

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

const ArrivalCounterSchema = v.object({ schemaVersion: v.literal(1), number: Count, at: Count });

const BookCounterSchema = v.object({
  schemaVersion: v.literal(1),
  main: Count,
  entries: Count,
  hash: v.string(),
  at: Count,
  closedAt: v.optional(Count),
});

/** Throws on an item of another schema version: numbering must never go on from a counter it does not understand. */
export const parseArrivalCounter = (item: Item): ArrivalCounter => {
  const { schemaVersion: _, ...counter } = v.parse(ArrivalCounterSchema, item);
  return counter;
};

/** Throws on an item of another schema version, as above. */
export const parseBookCounter = (item: Item): BookCounter => {
  const { schemaVersion: _, closedAt, ...counter } = v.parse(BookCounterSchema, item);
  return { ...counter, ...(closedAt !== undefined && { closedAt }) };
};

const EntrySchema = v.looseObject({
  schemaVersion: v.literal(1),
  office: v.string(),
  book: v.string(),
  year: Count,
  sequence: Count,
  at: Count,
  kind: v.picklist([
    "submission",
    ...(Object.keys(documentKinds) as DocumentKind[]).filter((kind) => documentKinds[kind].registered),
    "invalidation",
    "closing",
  ]),
  previousHash: v.string(),
  hash: v.string(),
});

/** An item of a book as it is stored, whatever it is: to prove the book, not to work with. */
export const storedEntry = (item: Item): RegistryEntry => {
  const { pk: _pk, sk: _sk, schemaVersion: _version, ...entry } = item;
  return entry as unknown as RegistryEntry;
};

/**
 * Gives every attribute there is, known or not: the seal covers them all, and one that was slipped in must break it.
 * Throws on what is no entry.
 */
export const parseEntry = (item: Item): RegistryEntry => storedEntry(v.parse(EntrySchema, item));

const entryKey = (entry: RegistryEntry) =>
  isNumbered(entry)
    ? registryKeys.entry(entry.office, entry.book, entry.year, entry.main, entry.sub)
    : registryKeys.note(entry.office, entry.book, entry.year, entry.sequence);

export const entryItem = (entry: RegistryEntry): Item => ({
  ...entryKey(entry),
  schemaVersion: 1,
  ...entry,
});
