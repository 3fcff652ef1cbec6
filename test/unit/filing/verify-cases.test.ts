import { describe, expect, it } from "vitest";
import type { StoredNumbers } from "../../../src/app/registry/ports.ts";
import { verifyCases } from "../../../src/app/registry/verify-cases.ts";
import { planFiling } from "../../../src/domain/registry/plan-filing.ts";
import type { StoredNumber } from "../../../src/domain/registry/stored-number.ts";
import { aFileable, address, entriesOf, NOW, sha256, TIME_ZONE } from "./fixtures.ts";

/** A book of so many cases, and cases that carry what it says but for `changes`, by place in the book. */
const setup = (count: number, changes: Readonly<Record<number, Partial<StoredNumber> | "gone">> = {}) => {
  const cases = Array.from({ length: count }, (_, index) => aFileable({ submittedAt: index }));
  const plan = planFiling({ address, counters: {}, cases, now: NOW, sha256, timeZone: TIME_ZONE });
  const stored: StoredNumbers = {
    of: async (entries) =>
      entries.map(({ sequence, number, book, year, main, sub }) => {
        const change = changes[sequence];
        return change === "gone" ? undefined : { number, book, year, main, sub, ...change };
      }),
  };
  return { entries: entriesOf(plan), stored };
};

describe("numbers of a book and of its cases", () => {
  it("are the same", async () => {
    const { entries, stored } = setup(3);
    expect(await verifyCases(stored, entries)).toEqual({ numbers: 3 });
    expect(await verifyCases(stored, [])).toEqual({ numbers: 0 });
  });

  it.each([{ number: "X/2-1/2026" }, { book: "X" }, { year: 2025 }, { main: 9 }, { sub: 2 }])(
    "differ in %o",
    async (change) => {
      const { entries, stored } = setup(3, { 2: change });
      expect((await verifyCases(stored, entries)).fault).toEqual({ fault: "differs-in-case", sequence: 2 });
    },
  );

  it("are looked for in every case of a long book; the first that lacks its number is named", async () => {
    const { entries, stored } = setup(205, { 203: "gone", 204: { main: 1 } });
    expect((await verifyCases(stored, entries)).fault).toEqual({ fault: "missing-in-case", sequence: 203 });
  });
});
