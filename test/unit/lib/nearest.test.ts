import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearest } from "../../../src/domain/nearest.ts";

const fields = ["idleMinutes", "absoluteMinutes", "retentionDays", "clientId", "issuer", "email"];

describe("nearest", () => {
  it("finds the word a single slip of the finger meant", () => {
    const slip = fc
      .tuple(fc.constantFrom(...fields), fc.nat(), fc.constantFrom("drop", "double", "swap"))
      .map(([word, position, kind]) => {
        const at = position % (word.length - 1);
        const [before, first, second, after] = [
          word.slice(0, at),
          word[at],
          word[at + 1],
          word.slice(at + 2),
        ];
        const middle = { drop: second, double: `${first}${first}${second}`, swap: `${second}${first}` }[kind];
        return { word, typed: `${before}${middle}${after}` };
      });
    fc.assert(
      fc.property(slip, ({ word, typed }) => {
        expect(nearest(typed, fields)).toBe(word);
      }),
      { seed: 20_261_123 },
    );
  });

  it("does not mind capitals", () => {
    expect(nearest("clientID", fields)).toBe("clientId");
  });

  it.each(["", "zone", "somethingElseAltogether"])("has no suggestion for %j", (word) => {
    expect(nearest(word, fields)).toBeUndefined();
  });

  it("has no suggestion where nothing is known", () => {
    expect(nearest("anything", [])).toBeUndefined();
  });

  it("is not looked for where a word is as long as a book", () => {
    const known = Array.from({ length: 3000 }, (_, index) => `settlement-${index}`);
    expect(nearest("x".repeat(100_000), known)).toBeUndefined();
  });
});
