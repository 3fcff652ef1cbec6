import type { InferOutput } from "valibot";
import type { BooksSchema } from "../../contract/office.ts";
import { mayCloseBooks } from "../../domain/office/permissions.ts";
import { registryYear } from "../../domain/registry/plan-filing.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { type EpochSeconds, toIsoInstant } from "../../domain/time.ts";
import type { OfficeDirectory } from "../catalogue/ports.ts";
import { type Clerk, type NotAClerk, readAsClerk } from "./clerk.ts";
import type { BookStore } from "../registry/ports.ts";
import type { PostReader } from "./ports.ts";

export interface BooksDependencies {
  posts: Pick<PostReader, "find">;
  books: Pick<BookStore, "counters">;
  offices: OfficeDirectory;
  /** IANA name; a book's year follows the office's calendar. */
  timeZone: string;
}

export type Books = InferOutput<typeof BooksSchema>;

/** How far back the page looks. */
const YEARS = 6;

/** The office's registry books with their years, newest first; this year's stands there before its first entry, too. */
export const listBooks = async (
  { posts, books, offices, timeZone }: BooksDependencies,
  clerk: Clerk,
  now: EpochSeconds,
): Promise<Result<Books, NotAClerk | { code: "not-found" }>> => {
  const office = await offices.currentOffice(clerk.office);
  const thisYear = registryYear(now, timeZone);
  const years = Array.from({ length: YEARS }, (_, back) => thisYear - back);
  const addresses = (office?.books ?? []).flatMap(({ id }) =>
    years.map((year) => ({ office: clerk.office, book: id, year })),
  );
  const read = await readAsClerk(posts, clerk, () => books.counters(addresses));
  if (!read.ok) return read;
  if (!office) return failure({ code: "not-found" });
  const { post, data } = read.value;
  const views = addresses.flatMap(({ book, year }, index): Books["books"] => {
    const counter = data[index];
    if (!counter && year !== thisYear) return [];
    return [
      {
        id: book,
        name: office.books.find(({ id }) => id === book)?.name ?? { hu: book },
        year,
        cases: counter?.main ?? 0,
        entries: counter?.entries ?? 0,
        lastEntryAt: counter && toIsoInstant(counter.at),
        closedAt: counter?.closedAt === undefined ? undefined : toIsoInstant(counter.closedAt),
        seal: counter?.hash,
        mayClose: mayCloseBooks(post) && year < thisYear && counter !== undefined && !counter.closedAt,
      },
    ];
  });
  return success({ books: views });
};
