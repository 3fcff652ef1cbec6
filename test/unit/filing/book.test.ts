import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BookCounter,
  counterAfter,
  emptyBook,
  type EntryContent,
  findBookFault,
  type FiledEntry,
  sealEntry,
} from "../../../src/domain/registry/book.ts";
import { planFiling } from "../../../src/domain/registry/plan-filing.ts";
import { aFileable, address, entriesOf, NOW, sha256, TIME_ZONE } from "./fixtures.ts";

const SIZE = 8;

const setup = () => {
  const cases = Array.from({ length: SIZE }, (_, index) => aFileable({ submittedAt: index }));
  const plan = planFiling({ address, counters: {}, cases, now: NOW, sha256, timeZone: TIME_ZONE });
  return { entries: entriesOf(plan), counter: plan.after.book };
};

const fault = (entries: readonly FiledEntry[], counter: BookCounter) =>
  findBookFault(address, entries, counter, sha256);

const resealed = (entry: FiledEntry, changes: Partial<FiledEntry>): FiledEntry => {
  const { previousHash, hash: _, ...content } = { ...entry, ...changes };
  return sealEntry(content, previousHash, sha256);
};

describe("a book", () => {
  it("proves itself in whatever order it is read", () => {
    const { entries, counter } = setup();
    expect(fault(entries, counter)).toBeUndefined();
    expect(fault(entries.toReversed(), counter)).toBeUndefined();
    expect(fault([], emptyBook)).toBeUndefined();
  });

  it("seals the content in its canonical form", () => {
    const { entries } = setup();
    const { previousHash, hash, ...content } = entries[1] as FiledEntry;
    const canonical = JSON.stringify(
      Object.fromEntries(Object.entries(content).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    );
    expect(previousHash).toBe(entries[0]?.hash);
    expect(hash).toBe(sha256(`${previousHash}\n${canonical}`));
  });

  it("names the place of an entry that is missing, whichever it is", () => {
    const { entries, counter } = setup();
    for (let gone = 0; gone < SIZE; gone++) {
      const rest = entries.filter((_, index) => index !== gone);
      const last = gone === SIZE - 1;
      expect(fault(rest, counter)).toEqual(
        last
          ? { fault: "counter-differs", sequence: SIZE - 1 }
          : { fault: "sequence-gap", sequence: gone + 2 },
      );
    }
  });

  const changes: fc.Arbitrary<Partial<FiledEntry>> = fc.oneof(
    fc.record({ number: fc.string() }),
    fc.record({ at: fc.integer({ min: NOW + 1, max: NOW + 10 }) }),
    fc.record({ caseId: fc.string().map((id) => id as FiledEntry["caseId"]) }),
    fc.record({ submissionNumber: fc.string() }),
    fc.record({ arrivalNumber: fc.string() }),
    fc.record({ formVersion: fc.string() }),
    fc.record({ hash: fc.string() }),
    fc.record({ previousHash: fc.string() }),
  );

  it("shows any change of an entry, at the entry or, when somebody sealed it anew, at the next", () => {
    fc.assert(
      fc.property(fc.nat(SIZE - 1), changes, fc.boolean(), (place, change, forged) => {
        const { entries, counter } = setup();
        const original = entries[place] as FiledEntry;
        const changed = forged ? resealed(original, change) : { ...original, ...change };
        if (changed.hash === original.hash && Object.keys(change)[0] === "hash") return;
        const found = fault(entries.with(place, changed), counter);
        expect(found?.sequence).toBeGreaterThanOrEqual(place + 1);
        expect(found?.sequence).toBeLessThanOrEqual(place + 2);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it.each<[string, Partial<FiledEntry>]>([
    ["wrong-book", { book: "HARK" }],
    ["main-number-gap", { main: 9 }],
    ["sub-number-gap", { sub: 2 }],
    ["sub-number-gap", { main: 1 }],
    ["back-in-time", { at: NOW - 1 }],
    ["broken-link", { previousHash: "0".repeat(64) }],
    ["broken-seal", { caseId: "another" as FiledEntry["caseId"] }],
    ["number-repeated", { number: "KOPH/1-1/2026" }],
  ])("finds %s", (expected, change) => {
    const { entries, counter } = setup();
    const original = entries[3] as FiledEntry;
    const changed = expected === "broken-seal" ? { ...original, ...change } : resealed(original, change);
    expect(fault(entries.with(3, changed), counter)).toEqual({ fault: expected, sequence: 4 });
  });

  it("does not believe a counter that says something else", () => {
    const { entries, counter } = setup();
    for (const wrong of [{ main: 9 }, { entries: 9 }, { hash: "0" }, { at: NOW + 1 }]) {
      expect(fault(entries, { ...counter, ...wrong })).toEqual({ fault: "counter-differs", sequence: SIZE });
    }
  });
});

const grown = (content: EntryContent) => {
  const { entries, counter } = setup();
  const entry = sealEntry(content, counter.hash, sha256);
  return { entries: [...entries, entry], counter: counterAfter(counter, entry) };
};

const faultOf = ({ entries, counter }: ReturnType<typeof grown>) =>
  findBookFault(address, entries, counter, sha256);

describe("what is no number of a case", () => {
  const invalidation = (of: { sequence: number; number: string }): EntryContent => ({
    ...address,
    sequence: SIZE + 1,
    at: NOW,
    kind: "invalidation",
    of,
    reason: "Más ügy irata",
    by: "Iktató Irén",
  });
  const closing = (mains: number): EntryContent => ({
    ...address,
    sequence: SIZE + 1,
    at: NOW,
    kind: "closing",
    mains,
    by: "Dr. Jegyző József",
  });
  it("is a part of the chain, and takes no number", () => {
    const invalidated = grown(invalidation({ sequence: 3, number: "KOPH/3-1/2026" }));
    expect(faultOf(invalidated)).toBeUndefined();
    expect(invalidated.counter).toMatchObject({ main: SIZE, entries: SIZE + 1 });
    const closed = grown(closing(SIZE));
    expect(faultOf(closed)).toBeUndefined();
    expect(closed.counter).toMatchObject({ main: SIZE, entries: SIZE + 1, closedAt: NOW });
  });

  it.each([
    ["invalidates-nothing", invalidation({ sequence: 3, number: "KOPH/4-1/2026" })],
    ["invalidates-nothing", invalidation({ sequence: SIZE + 1, number: "KOPH/9-1/2026" })],
    ["main-number-gap", closing(SIZE - 1)],
  ])("must say what is so: %s", (expected, content) => {
    expect(faultOf(grown(content))).toEqual({ fault: expected, sequence: SIZE + 1 });
  });

  it("closes the book: nothing can follow", () => {
    const { entries, counter } = grown(closing(SIZE));
    const late = sealEntry({ ...closing(SIZE), sequence: SIZE + 2 }, counter.hash, sha256);
    expect(findBookFault(address, [...entries, late], counterAfter(counter, late), sha256)).toEqual({
      fault: "after-closing",
      sequence: SIZE + 2,
    });
  });
});

it("counts a later document of a case as a sub-number of its main number", () => {
  const { entries, counter } = setup();
  const second = sealEntry(
    {
      ...address,
      sequence: SIZE + 1,
      main: 3,
      sub: 2,
      number: "KOPH/3-2/2026",
      at: NOW,
      kind: "submission",
      caseId: (entries[2] as FiledEntry).caseId,
      settlement: (entries[2] as FiledEntry).settlement,
      form: (entries[2] as FiledEntry).form,
      formVersion: "1.0.0",
      submissionNumber: "1",
      arrivalNumber: "E-KOPH/9/2026",
    },
    counter.hash,
    sha256,
  );
  const grown = { ...counter, entries: SIZE + 1, hash: second.hash };
  expect(fault([...entries, second], grown)).toBeUndefined();
});
