import { canonicalJson } from "../canonical-json.ts";
import type { CaseDocument } from "../case/case-document.ts";
import type { CaseRecord } from "../case/case.ts";
import type { NumberedEntry } from "../case/change.ts";
import { failure, type Result, success } from "../result.ts";
import type { EpochSeconds } from "../time.ts";
import {
  type BookAddress,
  type BookCounter,
  counterAfter,
  type DocumentEntry,
  emptyBook,
  sealEntry,
  type Sha256,
} from "./book.ts";
import { registryNumber } from "./number-pattern.ts";

const DEFAULT_PATTERN = "{book}/{main}-{sub}/{year}";

/** The year's last entry of the case, or a new main number where that year's book is closed. */
interface Place {
  address: BookAddress;
  counter: BookCounter | undefined;
  main: number;
  sub: number;
  /** Number of the case's registration, where the entry stands in another book than that (előzmény). */
  previous?: string;
}

const placeFor = async (
  { registration, lastEntry, catalogue }: CaseRecord,
  year: number,
  findBook: (address: BookAddress) => Promise<BookCounter | undefined>,
): Promise<Place | undefined> => {
  if (!registration) return undefined;
  const last = lastEntry ?? registration;
  const office = catalogue.office.id;
  const address = { office, book: last.book, year: last.year };
  const counter = await findBook(address);
  if (!counter?.closedAt) return { address, counter, main: last.main, sub: last.sub + 1 };
  if (last.year === year) return undefined;
  const current = { office, book: last.book, year };
  const now = await findBook(current);
  if (now?.closedAt) return undefined;
  return {
    address: current,
    counter: now,
    main: (now?.main ?? 0) + 1,
    sub: 1,
    previous: registration.number,
  };
};

/**
 * Gives a later document of a case its number: the next sub-number of the case. When the book of that year is closed,
 * the case goes on under a new main number of this year's book, which names the old number; its own number stays.
 */
export const numberDocument = async (input: {
  /** As it is after the change, with the event of the document last. */
  record: CaseRecord;
  document: CaseDocument;
  year: number;
  numberPattern: string | undefined;
  findBook: (address: BookAddress) => Promise<BookCounter | undefined>;
  now: EpochSeconds;
  sha256: Sha256;
}): Promise<
  Result<{ record: CaseRecord; document: CaseDocument; entry: NumberedEntry }, { code: "book-closed" }>
> => {
  const { record, document, sha256 } = input;
  const place = await placeFor(record, input.year, input.findBook);
  if (!place) return failure({ code: "book-closed" });
  const { address, main, sub } = place;
  const before = place.counter ?? emptyBook;
  const at = Math.max(input.now, before.at);
  const number = registryNumber(input.numberPattern ?? DEFAULT_PATTERN, {
    book: address.book,
    main,
    sub,
    year: address.year,
  });
  const entryPlace = { book: address.book, year: address.year, main, sub };
  const numbered = { ...document, at, number, entry: entryPlace };
  const entry = sealEntry(
    {
      ...address,
      sequence: before.entries + 1,
      main,
      sub,
      number,
      at,
      kind: document.kind as DocumentEntry["kind"],
      caseId: record.id,
      settlement: record.catalogue.settlement.code,
      document: document.id,
      contentHash: sha256(
        canonicalJson({ text: document.text, files: document.files, author: document.author }),
      ),
      ...(place.previous !== undefined && { previousNumber: place.previous }),
    },
    before.hash,
    sha256,
  );
  const events = record.events.map((event) =>
    event.document === document.id ? { ...event, at, number } : event,
  );
  return success({
    record: { ...record, events, updatedAt: at, lastEntry: entryPlace },
    document: numbered,
    entry: {
      address,
      before: place.counter,
      after: counterAfter(before, entry),
      entry,
    },
  });
};
