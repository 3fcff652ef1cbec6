import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyBook, findBookFault, noArrivals } from "../../../src/domain/registry/book.ts";
import { timePartOf } from "../../../src/domain/ids.ts";
import type { Procedure } from "../../../src/domain/procedure/procedure.ts";
import {
  type Counters,
  type FilingPlan,
  planFiling,
  registryYear,
} from "../../../src/domain/registry/plan-filing.ts";
import { aFileable, address, entriesOf, KOPHAZA, NOW, sha256, TIME_ZONE } from "./fixtures.ts";

const plan = (cases = [aFileable()], counters: Counters = {}, now = NOW): FilingPlan =>
  planFiling({ address, counters, cases, now, sha256, timeZone: TIME_ZONE });

describe("a batch", () => {
  it("begins a new book with number 1 and tells the whole life of the case", () => {
    const fileable = aFileable();
    const { filings, after } = plan([fileable]);
    const office = "Kópházi Polgármesteri Hivatal";
    expect(filings).toEqual([
      {
        caseId: fileable.record.id,
        after: {
          ...fileable.record,
          state: "registered",
          updatedAt: NOW,
          arrival: { number: "E-KOPH/1/2026", at: NOW },
          registration: { number: "KOPH/1-1/2026", book: "KOPH", year: 2026, main: 1, sub: 1, at: NOW },
          assignment: { office: KOPHAZA, team: "igazgatas" },
        },
        from: "submitted",
        to: "registered",
        at: NOW,
        arrival: { number: "E-KOPH/1/2026", at: NOW },
        registration: { number: "KOPH/1-1/2026", book: "KOPH", year: 2026, main: 1, sub: 1, at: NOW },
        assignment: { office: KOPHAZA, team: "igazgatas" },
        events: [
          { type: "received", at: NOW, office, number: "E-KOPH/1/2026" },
          { type: "registered", at: NOW, office, number: "KOPH/1-1/2026" },
          { type: "routed", at: NOW, office },
        ],
        entry: expect.objectContaining({ caseId: fileable.record.id, sequence: 1, number: "KOPH/1-1/2026" }),
        place: { office: KOPHAZA, list: "team:igazgatas", sort: `9999#${timePartOf(fileable.record.id)}` },
      },
    ]);
    expect(after.arrival).toEqual({ number: 1, at: NOW });
    expect(after.book).toMatchObject({ main: 1, entries: 1, at: NOW, hash: filings[0]?.entry?.hash });
  });

  it("continues where the counters stand, which may differ", () => {
    const { filings } = plan([aFileable(), aFileable()], {
      book: { ...emptyBook, main: 41, entries: 57 },
      arrival: { number: 904, at: 0 },
    });
    expect(filings.map(({ registration }) => registration?.number)).toEqual([
      "KOPH/42-1/2026",
      "KOPH/43-1/2026",
    ]);
    expect(filings.map(({ arrival }) => arrival.number)).toEqual(["E-KOPH/905/2026", "E-KOPH/906/2026"]);
    expect(filings.map(({ entry }) => entry?.sequence)).toEqual([58, 59]);
  });

  it("is numbered in the order of submission, whatever order it came in", () => {
    const [third, first, second] = [30, 10, 20].map((submittedAt) => aFileable({ submittedAt }));
    const { filings } = plan([third, first, second].filter((item) => item !== undefined));
    expect(filings.map(({ caseId }) => caseId)).toEqual(
      [first, second, third].map((item) => item?.record.id),
    );
  });

  it("keeps the arrival number of a case that a clerk has received", () => {
    const arrival = { number: "E-KOPH/3/2026", at: NOW - 30 };
    const { filings, after } = plan([aFileable({ state: "received", arrival })], {
      arrival: { number: 5, at: NOW - 20 },
    });
    expect(filings[0]).toMatchObject({ from: "received", arrival });
    expect(filings[0]?.events.map(({ type }) => type)).toEqual(["registered", "routed"]);
    expect(filings[0]?.entry?.arrivalNumber).toBe("E-KOPH/3/2026");
    expect(after.arrival).toEqual({ number: 5, at: NOW - 20 });
  });

  it("only receives the cases a clerk registers, and leaves the book as it was", () => {
    const [first, second] = [aFileable({ submittedAt: -20 }), aFileable({ submittedAt: -10 })];
    const before = {
      book: { ...emptyBook, main: 4, entries: 4, at: NOW - 5 },
      arrival: { number: 7, at: 0 },
    };
    const task = { receive: true, register: false };
    const { filings, after } = plan([{ ...first, task }, second], before);
    expect(filings).toMatchObject([
      {
        to: "received",
        arrival: { number: "E-KOPH/8/2026" },
        events: [{ type: "received", number: "E-KOPH/8/2026" }],
        place: { list: "to-register", sort: `2026-11-23T08:16:48Z#${timePartOf(first.record.id)}` },
      },
      { to: "registered", registration: { number: "KOPH/5-1/2026" }, place: { list: "team:igazgatas" } },
    ]);
    expect(filings[0]).not.toHaveProperty("entry");
    expect(filings[0]).not.toHaveProperty("registration");
    expect(after).toMatchObject({ book: { main: 5, entries: 5 }, arrival: { number: 9 } });
  });

  it("adds an event also when it receives what had arrived before, but no second number", () => {
    const arrival = { number: "E-KOPH/3/2026", at: NOW - 30 };
    const again = { ...aFileable({ arrival }), task: { receive: true, register: false } };
    const { filings, after } = plan([again], { arrival: { number: 5, at: NOW - 20 } });
    expect(filings[0]).toMatchObject({ to: "received", arrival, events: [{ type: "received" }] });
    expect(after.arrival).toEqual({ number: 5, at: NOW - 20 });
  });

  it("sets the deadline from the day of submission, however late a case is registered", () => {
    const procedure: Procedure = {
      deadlines: [{ form: "*", days: 8 }],
      calendar: { holidays: [], workdays: [] },
      delivery: { secondNoticeAfter: 5, deemedAfter: 5 },
      supplementDays: 15,
    };
    const fileable = { ...aFileable(), procedure };
    const { filings } = plan([fileable], {}, NOW + 6 * 86_400);
    // Tuesday, eight days after the Monday it was submitted.
    expect(filings[0]).toMatchObject({
      deadline: { dueOn: "2026-12-01" },
      place: { sort: `2026-12-01#${timePartOf(fileable.record.id)}` },
    });
  });

  it("sends a case on its way to the specialist system that deals with it", () => {
    const [pushed, pulled] = (["webhook", "pull"] as const).map((delivery) => ({
      ...aFileable(),
      system: { id: "ado", delivery },
    }));
    const { filings } = plan([pushed, pulled].filter((item) => item !== undefined));
    expect(filings[0]).toMatchObject({
      assignment: { office: KOPHAZA, team: "igazgatas", system: "ado" },
      // The two events of before and the three of filing.
      handover: { caseId: pushed?.record.id, reason: "filed", revision: 5, state: "waiting", since: NOW },
    });
    expect(filings[0]?.handover?.nextTryAt).toBeGreaterThan(NOW);
    expect(filings[1]?.handover).toMatchObject({ caseId: pulled?.record.id, state: "waiting" });
    expect(filings[1]?.handover).not.toHaveProperty("nextTryAt");
  });

  it("never dates an entry before the one it follows, although clocks differ", () => {
    const before = plan().after;
    const { filings } = plan([aFileable()], before, NOW - 5);
    expect(filings[0]?.at).toBe(NOW);
  });
});

describe("the year of a book", () => {
  it("changes at midnight of the office, an hour before UTC", () => {
    const midnight = Date.UTC(2026, 11, 31, 23, 0, 0) / 1000;
    expect(registryYear(midnight - 1, TIME_ZONE)).toBe(2026);
    expect(registryYear(midnight, TIME_ZONE)).toBe(2027);
  });
});

/** Splits cases into batches, plans them one after the other, each carrying on from the last. */
const fileAll = (sizes: readonly number[], steps: readonly number[]) => {
  let counters: Counters = {};
  let now = NOW;
  return sizes.flatMap((size, index) => {
    now += steps[index % steps.length] ?? 0;
    const made = plan(
      Array.from({ length: size }, () => aFileable()),
      counters,
      now,
    );
    counters = made.after;
    return [made];
  });
};

describe("any sequence of batches", () => {
  const batches = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 12 });
  /** Clocks jump, also backwards. */
  const clocks = fc.array(fc.integer({ min: -5, max: 600 }), { minLength: 1, maxLength: 12 });

  it("numbers without gap or repetition, ascending, and proves itself", () => {
    fc.assert(
      fc.property(batches, clocks, (sizes, steps) => {
        const plans = fileAll(sizes, steps);
        const filings = plans.flatMap((made) => made.filings);
        const counted = Array.from(filings, (_, index) => index + 1);
        expect(filings.map(({ registration }) => registration?.main)).toEqual(counted);
        expect(filings.map(({ arrival }) => arrival.number)).toEqual(counted.map((n) => `E-KOPH/${n}/2026`));
        const counter = plans.at(-1)?.after.book ?? emptyBook;
        expect(
          findBookFault(
            address,
            plans.flatMap((made) => entriesOf(made)),
            counter,
            sha256,
          ),
        ).toBeUndefined();
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it("gives the same cases the same numbers however they are batched", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (count, cut) => {
        const cases = Array.from({ length: count }, (_, index) => aFileable({ submittedAt: index }));
        const whole = plan(cases);
        const first = cases.slice(0, cut);
        const rest = cases.slice(cut);
        const begun = plan(first);
        const parts = rest.length === 0 ? [begun] : [begun, plan(rest, begun.after)];
        expect(parts.flatMap(({ filings }) => filings)).toEqual(whole.filings);
        expect(parts.at(-1)?.after).toEqual(whole.after);
      }),
      { seed: 7, numRuns: 50 },
    );
  });

  it("starts from the empty book when there is no counter", () => {
    expect(plan().filings).toHaveLength(1);
    const cases = [aFileable()];
    expect(plan(cases).after).toEqual(plan(cases, { arrival: noArrivals, book: emptyBook }).after);
  });
});
