import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSettlementCode } from "../../../src/domain/settlement/settlement-code.ts";

describe("isSettlementCode", () => {
  it.each(["06895", "08518", "13578", "15130", "33367", "03188", "07649"])("takes %s", (code) => {
    expect(isSettlementCode(code)).toBe(true);
  });

  it.each(["06896", "60895", "6895", "006895", "0689５", "", " 06895", "06895\n"])("refuses %j", (code) => {
    expect(isSettlementCode(code)).toBe(false);
  });

  it("notices every single wrong digit", () => {
    const digit = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), digit, (position, replacement) => {
        const code = "06895";
        const changed = code.slice(0, position) + String(replacement) + code.slice(position + 1);
        expect(isSettlementCode(changed)).toBe(changed === code);
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});
