import { describe, expect, it } from "vitest";
import type { CapacityKind } from "../../../src/domain/acting/capacity.ts";
import { filersOf, mayFile } from "../../../src/domain/settlement/filers.ts";

const everybody: { filers?: readonly CapacityKind[]; capacities?: readonly CapacityKind[] } = {};
const business = { filers: ["sole-trader", "company"] as const };
const persons = { capacities: ["own-name", "sole-trader"] as const };

describe("in which capacities one may file", () => {
  it.each([
    [everybody, everybody, undefined],
    [business, everybody, ["sole-trader", "company"]],
    [everybody, persons, ["own-name", "sole-trader"]],
    [business, persons, ["sole-trader"]],
  ])("%j in %j: %j", (form, settlement, filers) => {
    expect(filersOf(form, settlement)).toEqual(filers);
  });

  it("is everyone where neither form nor settlement says otherwise", () => {
    expect(mayFile("institution", {}, {})).toBe(true);
    expect(mayFile("institution", {}, persons)).toBe(false);
    expect(mayFile("company", business, persons)).toBe(false);
  });
});
