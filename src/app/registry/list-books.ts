import type { BookCounter } from "../../domain/registry/book.ts";
import { registryYear } from "../../domain/registry/plan-filing.ts";
import type { Office, RegistryBook } from "../../domain/settlement/settlement.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { BookStore } from "./ports.ts";

export interface ListedBook {
  book: Pick<RegistryBook, "id" | "name">;
  year: number;
  /** Absent: nothing was filed into it yet. */
  counter?: BookCounter;
  /** Its year is over and it is not closed. */
  isClosable: boolean;
}

/** How far back an office sees its books. */
const YEARS = 6;

/** Books of an office, newest year first: of this year all, of the years before those with entries. One call. */
export const listBooks = async (
  { books: store, timeZone }: { books: Pick<BookStore, "counters">; timeZone: string },
  { id: office, books }: Pick<Office, "id" | "books">,
  now: EpochSeconds,
): Promise<ListedBook[]> => {
  const current = registryYear(now, timeZone);
  const years = Array.from({ length: YEARS }, (_, index) => current - index);
  const places = years.flatMap((year) => books.map(({ id, name }) => ({ book: { id, name }, year })));
  const counters = await store.counters(places.map(({ book, year }) => ({ office, book: book.id, year })));
  return places.flatMap(({ book, year }, index): ListedBook[] => {
    const counter = counters[index];
    if (!counter) return year === current ? [{ book, year, isClosable: false }] : [];
    return [{ book, year, counter, isClosable: year < current && counter.closedAt === undefined }];
  });
};
