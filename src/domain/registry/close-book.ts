import type { NumberedEntry } from "../case/change.ts";
import {
  type BookAddress,
  type BookCounter,
  type ClosingEntry,
  counterAfter,
  emptyBook,
  type Link,
  sealEntry,
  type Sha256,
} from "./book.ts";
import type { EpochSeconds } from "../time.ts";

/**
 * The last entry of a book: it says how many there are, and its seal covers all of them. A book nothing was filed into
 * (`counter` absent) is closed as well, so that nothing ever is.
 */
export const closingEntry = (input: {
  address: BookAddress;
  counter: BookCounter | undefined;
  /** Name of whoever closes it. */
  by: string;
  now: EpochSeconds;
  sha256: Sha256;
}): NumberedEntry & { entry: ClosingEntry & Link } => {
  const { address, counter, by, sha256 } = input;
  const before = counter ?? emptyBook;
  const entry = sealEntry(
    {
      ...address,
      sequence: before.entries + 1,
      at: Math.max(input.now, before.at),
      kind: "closing" as const,
      mains: before.main,
      by,
    },
    before.hash,
    sha256,
  );
  return { address, before: counter, after: counterAfter(before, entry), entry };
};
