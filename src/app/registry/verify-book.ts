import {
  type BookAddress,
  type BookCounter,
  type BookFault,
  emptyBook,
  findBookFault,
  type RegistryEntry,
  type Sha256,
} from "../../domain/registry/book.ts";
import type { BookStore } from "./ports.ts";

export interface BookProof {
  address: BookAddress;
  /** What the book was proved against; undefined: it has no entry. */
  counter?: BookCounter;
  /** In their order, as far as they were written when the proof began. */
  entries: readonly RegistryEntry[];
  /** The first broken link, by its place in the book. */
  fault?: { fault: BookFault; sequence: number };
}

/**
 * Proves a book: complete, ascending, each entry sealed onto the one before, up to the counter. The office may go on
 * working meanwhile: entries written since the beginning are left out, unless the counter does not know of them either.
 */
export const verifyBook = async (
  { books, sha256 }: { books: Pick<BookStore, "counters" | "entries">; sha256: Sha256 },
  address: BookAddress,
): Promise<BookProof> => {
  const [counter] = await books.counters([address]);
  const found: RegistryEntry[] = [];
  for await (const entry of books.entries(address)) found.push(entry);
  const [later] = await books.counters([address]);
  const [known, atMost] = [counter?.entries ?? 0, later?.entries ?? 0];
  const entries = found
    .filter(({ sequence }) => sequence <= known || !(sequence <= atMost))
    .toSorted((first, second) => first.sequence - second.sequence);
  const fault = findBookFault(address, entries, counter ?? emptyBook, sha256);
  return { address, entries, ...(counter && { counter }), ...(fault && { fault }) };
};
