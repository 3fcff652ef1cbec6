import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { positionOf, readPosition } from "../../../src/adapters/dynamo/index-position.ts";
import { caseKeys } from "../../../src/adapters/dynamo/keys.ts";
import { type CaseId, madeAt, newEntityId, timePartOf } from "../../../src/domain/ids.ts";

const seconds = fc.integer({ min: 0, max: Math.floor((2 ** 48 - 1) / 1000) });
const randomPart = fc.uint8Array({ minLength: 16, maxLength: 16 });
const id = fc.tuple(seconds, randomPart).map(([at, bytes]) => newEntityId<CaseId>(at, bytes));

describe("an id", () => {
  it("tells when it was made", () => {
    fc.assert(
      fc.property(seconds, randomPart, (at, bytes) => {
        expect(madeAt(newEntityId<CaseId>(at, bytes))).toBe(at);
      }),
    );
    // Any other maker of such ids counts milliseconds.
    expect(madeAt("01ARZ3NDEKTSV4RRFFQ69G5FAV" as CaseId)).toBe(1_469_922_850);
  });

  it("sorts by the part that tells so", () => {
    fc.assert(
      fc.property(id, id, (one, other) => {
        const [first, second] = [timePartOf(one), timePartOf(other)];
        expect(first < second).toBe(madeAt(one) < madeAt(other));
        expect(first < second && one > other).toBe(false);
      }),
    );
  });
});

describe("a place in an index", () => {
  it("is the key it was made of, whatever the index sorts by", () => {
    fc.assert(
      fc.property(id, fc.string(), fc.constantFrom("worklistSort", "nameSort"), (of, sort, name) => {
        const key = { ...caseKeys.case(of), [name]: sort };
        expect(readPosition(positionOf({ ...key, partition: "x" }, name), name)).toEqual(key);
      }),
    );
  });

  it.each([
    ["Őzse  Anna", "ozse anna"],
    [" # ", "#"],
    ["\u0301", "#"],
  ])("by the name %j is one the store takes", (name, sort) => {
    expect(caseKeys.nameSort(name)).toBe(sort);
  });

  it("tells apart cases that sort equally", () => {
    fc.assert(
      fc.property(id, id, fc.string(), (one, other, nameSort) => {
        const [first, second] = [one, other].map((each) =>
          positionOf({ ...caseKeys.case(each), nameSort }, "nameSort"),
        );
        expect(first === second).toBe(one === other);
      }),
    );
  });
});
