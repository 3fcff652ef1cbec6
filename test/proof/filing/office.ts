import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { CaseId, OfficeId } from "../../../src/domain/ids.ts";
import type { PublishedSettlement } from "../../../src/domain/settlement/settlement.ts";
import { aCase, NOW, settlement } from "../../unit/filing/fixtures.ts";

/** Of one schedule: its own office, so that nothing is shared with the others in the same tables. */
export interface OfficeOfSchedule {
  id: OfficeId;
  books: readonly string[];
}

const LOST_BOOK = "LOST";

export const officeOf = (schedule: string): OfficeOfSchedule => ({
  id: schedule as OfficeId,
  books: ["A", "B", "C"],
});

const bookOf = (id: string) => ({ id, name: { hu: id }, numberPattern: "{book}/{main}-{sub}/{year}" });

/** As published; once repaired it has the book that poison cases name. */
export const publishedBy = (office: OfficeOfSchedule, repaired: boolean): PublishedSettlement => ({
  ...settlement,
  office: {
    ...settlement.office,
    id: office.id,
    arrivalPattern: "E/{number}/{year}",
    books: [...office.books, ...(repaired ? [LOST_BOOK] : [])].map(bookOf),
  },
});

/** A submitted case of the office; `at` is when it was submitted. */
export const caseOf = (
  office: OfficeOfSchedule,
  { book, at, poison = false }: { book: number; at: number; poison?: boolean },
): ReturnType<typeof aCase> => {
  const record = aCase({ submittedAt: at - NOW + 60 });
  return {
    ...record,
    book: poison ? LOST_BOOK : (office.books[book % office.books.length] ?? ""),
    catalogue: {
      ...record.catalogue,
      office: { id: office.id, name: settlement.office.name },
    },
  };
};

export const isPoison = ({ book }: Pick<CaseRecord, "book">): boolean => book === LOST_BOOK;

/** All books a schedule may have written, with the years around its beginning. */
export const addressesOf = ({ id, books }: OfficeOfSchedule, years: readonly number[]) =>
  [...books, LOST_BOOK].flatMap((book) => years.map((year) => ({ office: id, book, year })));

export const byId = (records: readonly CaseRecord[]): ReadonlyMap<CaseId, CaseRecord> =>
  new Map(records.map((record) => [record.id, record]));
