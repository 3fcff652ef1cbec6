import type { NumberedEntry } from "../../domain/case/change.ts";
import type {
  BookAddress,
  BookCounter,
  DocumentEntry,
  RegistryEntry,
  SubmissionEntry,
} from "../../domain/registry/book.ts";
import type { StoredNumber } from "../../domain/registry/stored-number.ts";

/** Registry books as a whole. Cases are numbered elsewhere (app/filing, app/casework). */
export interface BookStore {
  /** As of now, in the order of the addresses; undefined: no number given yet in that book and year. One call. */
  counters(addresses: readonly BookAddress[]): Promise<(BookCounter | undefined)[]>;
  /** Every entry, in no order, exactly as stored: whether it is what it should be is for the reader to prove. */
  entries(address: BookAddress): AsyncIterable<RegistryEntry>;
  /** Entry and counter in one transaction. `read-again`: the book has changed since it was read, or nobody knows. */
  append(entry: NumberedEntry): Promise<"committed" | "read-again">;
}

/** The numbers cases and their later documents carry. */
export interface StoredNumbers {
  /** In the order of the entries; undefined: there is no such case or document, or it carries no number. */
  of(entries: readonly (SubmissionEntry | DocumentEntry)[]): Promise<(StoredNumber | undefined)[]>;
}
