import type { BookAddress, BookCounter, Sha256 } from "../../domain/registry/book.ts";
import { closingEntry } from "../../domain/registry/close-book.ts";
import { registryYear } from "../../domain/registry/plan-filing.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { BookStore } from "./ports.ts";

export interface CloseBookDependencies {
  books: Pick<BookStore, "counters" | "append">;
  sha256: Sha256;
  /** IANA name of the offices' wall clock. */
  timeZone: string;
  clock: () => EpochSeconds;
  /** Waits before attempt 2, 3 …; jittered. */
  pause: (attempt: number) => Promise<void>;
}

export interface ClosedBook {
  closedAt: EpochSeconds;
  /** The closing one included. */
  entries: number;
  /** Seals the whole book. */
  seal: string;
}

const ATTEMPTS = 8;

/**
 * Closes the book of a year that is over, for good: from then on no entry can be written into it, and open cases go on
 * in the book of the year (number-document.ts). Repeating it gives the same answer. `wrong-state`: the year is not over.
 * Whether the office has such a book is for the caller to know.
 */
export const closeBook = async (
  { books, sha256, timeZone, clock, pause }: CloseBookDependencies,
  { address, by }: { address: BookAddress; by: string },
): Promise<Result<ClosedBook, { code: "wrong-state" | "too-busy" }>> => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await pause(attempt);
    const now = clock();
    if (address.year >= registryYear(now, timeZone)) return failure({ code: "wrong-state" });
    const [counter] = await books.counters([address]);
    const closed = counter && closedBook(counter);
    if (closed) return success(closed);
    const closing = closingEntry({ address, counter, by, now, sha256 });
    const { at: closedAt, sequence: entries, hash: seal } = closing.entry;
    if ((await books.append(closing)) === "committed") return success({ closedAt, entries, seal });
  }
  return failure({ code: "too-busy" });
};

const closedBook = ({ closedAt, entries, hash }: BookCounter): ClosedBook | undefined =>
  closedAt === undefined ? undefined : { closedAt, entries, seal: hash };
