import type { EntryPlace } from "../case/case.ts";
import type { DocumentEntry, SubmissionEntry } from "./book.ts";

/** What a case, or a later document of it, says of its own number. */
export interface StoredNumber extends EntryPlace {
  /** As printed. */
  number: string;
}

export type StoredNumberFault = "missing-in-case" | "differs-in-case";

/** A book proves itself; this holds what cases carry against it. Nothing where the two say the same. */
export const findStoredNumberFault = (
  entry: SubmissionEntry | DocumentEntry,
  stored: StoredNumber | undefined,
): StoredNumberFault | undefined => {
  if (!stored) return "missing-in-case";
  const isSame =
    stored.number === entry.number &&
    stored.book === entry.book &&
    stored.year === entry.year &&
    stored.main === entry.main &&
    stored.sub === entry.sub;
  return isSame ? undefined : "differs-in-case";
};
