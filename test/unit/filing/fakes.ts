import type { CommitOutcome, FilingRegister } from "../../../src/app/filing/ports.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { Handover } from "../../../src/domain/delivery/handover.ts";
import type { CaseId } from "../../../src/domain/ids.ts";
import type { ArrivalCounter, BookCounter, FiledEntry } from "../../../src/domain/registry/book.ts";
import type { FilingPlan } from "../../../src/domain/registry/plan-filing.ts";
import { failure, success } from "../../../src/domain/result.ts";

/** What happens instead of, or around, a call of the register. */
interface Trouble {
  /** Before the store sees the call: somebody else may act here. */
  before?: () => void | Promise<void>;
  /** Instead of the call. */
  refuse?: CommitOutcome;
  /** After the call, whose answer is lost. */
  loseAnswer?: true;
  /** The process ends at this point. */
  kill?: "before" | "after";
}

export class Killed extends Error {
  override name = "Killed";
}

const bookKey = ({ office, book, year }: FilingPlan["address"]) => `${office}/${book}/${year}`;
const yearKey = ({ office, year }: FilingPlan["address"]) => `${office}/${year}`;

/** A register that keeps the promises of the port in memory, and has troubles on demand. */
export const createMemoryRegister = (records: readonly CaseRecord[] = []) => {
  const cases = new Map<CaseId, CaseRecord | "unreadable">(records.map((record) => [record.id, record]));
  const books = new Map<string, BookCounter>();
  const arrivals = new Map<string, ArrivalCounter>();
  const entries: FiledEntry[] = [];
  const handovers: Handover[] = [];
  const troubles: { read: Trouble[]; commit: Trouble[] } = { read: [], commit: [] };
  const calls = { read: 0, commit: 0, park: 0 };

  const holds = ({ address, before, filings }: FilingPlan): boolean =>
    before.book?.hash === books.get(bookKey(address))?.hash &&
    before.arrival?.number === arrivals.get(yearKey(address))?.number &&
    filings.every(({ caseId, from }) => {
      const record = cases.get(caseId);
      return typeof record === "object" && record.state === from && !record.registration;
    });

  const write = ({ address, before, after, filings }: FilingPlan): void => {
    if (after.book.hash !== before.book?.hash && after.book.entries > 0)
      books.set(bookKey(address), after.book);
    if (after.arrival.number !== (before.arrival?.number ?? 0)) arrivals.set(yearKey(address), after.arrival);
    for (const { caseId, from: _, to, at, events, entry, handover, place: __, ...gained } of filings) {
      const record = cases.get(caseId) as CaseRecord;
      const all = [...record.events, ...events];
      cases.set(caseId, { ...record, ...gained, state: to, updatedAt: at, events: all });
      if (entry) entries.push(entry);
      if (handover) handovers.push(handover);
    }
  };

  const register: FilingRegister = {
    read: async (caseIds) => {
      calls.read += 1;
      const trouble = troubles.read.shift();
      await trouble?.before?.();
      if (trouble?.kill) throw new Killed();
      if (trouble?.refuse) return failure({ code: "unavailable" });
      const [seen, seenBooks, seenArrivals] = [new Map(cases), new Map(books), new Map(arrivals)];
      return success({
        cases: new Map(
          caseIds.flatMap((id) => {
            const record = seen.get(id);
            return record === undefined ? [] : [[id, record]];
          }),
        ),
        book: (address) => seenBooks.get(bookKey(address)),
        arrivals: (address) => seenArrivals.get(yearKey(address)),
      });
    },
    commit: async (plan) => {
      calls.commit += 1;
      const trouble = troubles.commit.shift();
      await trouble?.before?.();
      if (trouble?.kill === "before") throw new Killed();
      if (trouble?.refuse) return trouble.refuse;
      const holding = holds(plan);
      if (holding) write(plan);
      if (trouble?.kill === "after") throw new Killed();
      return holding && !trouble?.loseAnswer ? { code: "committed" } : { code: "read-again" };
    },
    park: async ({ caseId, office, at }) => {
      calls.park += 1;
      const record = cases.get(caseId);
      if (typeof record === "object" && record.state !== "submitted") return "changed";
      if (typeof record === "object") {
        const events = [...record.events, { type: "parked" as const, at, office }];
        cases.set(caseId, { ...record, state: "needs-review", events });
      } else cases.delete(caseId);
      return "parked";
    },
  };
  const change = (id: CaseId, changes: Partial<CaseRecord>): void => {
    cases.set(id, { ...(cases.get(id) as CaseRecord), ...changes });
  };
  return { register, cases, books, arrivals, entries, handovers, troubles, calls, change };
};
