import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { OfficeId } from "../../../src/domain/ids.ts";
import type { Catalogue } from "../../../src/app/catalogue/ports.ts";
import {
  automaticFiling,
  type FilingSteps,
  type PublishedSettlement,
} from "../../../src/domain/settlement/settlement.ts";
import type { Steps } from "./schedule.ts";
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

const hashes: Readonly<Record<Steps, string>> = {
  portal: "automatic",
  register: "registered-by-clerk",
  both: "received-by-clerk",
};

const filings: Readonly<Record<string, FilingSteps>> = {
  [hashes.portal]: { receive: "automatic", register: "automatic" },
  [hashes.register]: { receive: "automatic", register: "clerk" },
  [hashes.both]: { receive: "clerk", register: "clerk" },
};

/** Who takes the steps of filing, as the settlement was published that the case was submitted to. */
export const filingOf = ({ catalogue }: CaseRecord): FilingSteps =>
  filings[catalogue.settlement.hash] ?? automaticFiling;

/** As published; once repaired it has the book that poison cases name. */
const publishedBy = (office: OfficeOfSchedule, repaired: boolean, hash: string): PublishedSettlement => ({
  ...settlement,
  filing: filings[hash] ?? automaticFiling,
  office: {
    ...settlement.office,
    id: office.id,
    arrivalPattern: "E/{number}/{year}",
    books: [...office.books, ...(repaired ? [LOST_BOOK] : [])].map(bookOf),
  },
});

/** What the schedule's office and its settlements have published. */
export const catalogueOf = (world: {
  office: OfficeOfSchedule;
  repaired: boolean;
}): Pick<Catalogue, "settlement"> => ({
  settlement: async (hash) => publishedBy(world.office, world.repaired, hash),
});

/** A submitted case of the office; `at` is when it was submitted. */
export const caseOf = (
  office: OfficeOfSchedule,
  {
    book,
    at,
    poison = false,
    steps = "portal",
  }: { book: number; at: number; poison?: boolean; steps?: Steps },
): ReturnType<typeof aCase> => {
  const record = aCase({ submittedAt: at - NOW + 60 });
  return {
    ...record,
    book: poison ? LOST_BOOK : (office.books[book % office.books.length] ?? ""),
    catalogue: {
      ...record.catalogue,
      settlement: { ...record.catalogue.settlement, hash: hashes[steps] },
      office: { id: office.id, name: settlement.office.name },
    },
  };
};

export const isPoison = ({ book }: Pick<CaseRecord, "book">): boolean => book === LOST_BOOK;

/** All books a schedule may have written, with the years around its beginning. */
export const addressesOf = ({ id, books }: OfficeOfSchedule, years: readonly number[]) =>
  [...books, LOST_BOOK].flatMap((book) => years.map((year) => ({ office: id, book, year })));
