import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeNewest } from "../../../src/domain/case/merge-newest.ts";
import type { CaseId } from "../../../src/domain/ids.ts";

const idOf = (index: number) => `C${String(index).padStart(4, "0")}` as CaseId;

/** Reads one list as the index does: at most `size` ids below `after`; a full page may promise more in vain. */
const pageOf = (list: readonly CaseId[], after: CaseId | undefined, size: number) => {
  const rest = list.filter((id) => after === undefined || id < after);
  return { ids: rest.slice(0, size), more: rest.length >= size };
};

describe("lists merged newest first", () => {
  it("give every id once, in order, whatever the sizes of lists and pages", () => {
    const lists = fc.uniqueArray(fc.nat({ max: 300 }), { maxLength: 120 }).chain((all) =>
      fc.array(fc.nat({ max: 2 }), { minLength: all.length, maxLength: all.length }).map((homes) =>
        [0, 1, 2].map((home) =>
          all
            .filter((_, index) => homes[index] === home)
            .toSorted((a, b) => b - a)
            .map(idOf),
        ),
      ),
    );
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(lists, sizes, fc.integer({ min: 1, max: 9 }), (owned, pageSizes, limit) => {
        const seen: CaseId[] = [];
        let after: CaseId | undefined;
        for (let round = 0; round < 500; round++) {
          const pages = owned.map((list, index) => pageOf(list, after, pageSizes[index] ?? 1));
          const { ids, next } = mergeNewest(pages, limit);
          expect(ids.length).toBeLessThanOrEqual(limit);
          seen.push(...ids);
          after = next;
          if (next === undefined) break;
        }
        expect(seen).toEqual(owned.flat().toSorted().toReversed());
      }),
      { seed: 20_261_123, numRuns: 400 },
    );
  });

  it("of nothing are nothing", () => {
    expect(mergeNewest([{ ids: [], more: false }], 20)).toEqual({ ids: [] });
  });
});
