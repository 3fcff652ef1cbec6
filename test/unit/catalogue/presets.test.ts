import { describe, expect, it } from "vitest";
import type { SettlementCode } from "../../../src/domain/ids.ts";
import { edited, problemsOf, publishedSample } from "./sample-catalogue.ts";

const STANDARD = "presets/standard.yaml";
const TAX = "presets/tax.yaml";
const LAKE = "presets/lake.yaml";
const KOPHAZA = "settlements/06895-kophaza.yaml";
const group = "title: Adó\nvalues:\n  rate: { kind: money, label: Mérték }\n";
const days = (count: number) => `[{ form: "*", days: ${count}, source: Decree }]`;
const rate = (amount: number) => `[{ from: "2026-01-01", values: { rate: ${amount} } }]`;

const presets = {
  "parameters/one.yaml": group,
  "parameters/two.yaml": group,
  [TAX]: `extends: standard\nparameters: { one: ${rate(1)}, two: ${rate(2)} }\ncapacities: [company]\n`,
  [LAKE]: `extends: tax\nlanguages: [hu]\nparameters: { two: ${rate(20)} }\nfiling: { register: clerk }\n`,
};
const kophaza = (changes: Record<string, string>) =>
  publishedSample({ ...presets, ...changes }).settlements.get("06895" as SettlementCode)?.settlement;

describe("a preset", () => {
  it("extends another, and that another", () => {
    expect(kophaza(edited(KOPHAZA, "preset: standard", "preset: lake"))).toMatchObject({
      languages: ["hu"],
      services: [{ form: "sample" }],
      parameters: { one: [{ values: { rate: 1 } }], two: [{ values: { rate: 20 } }] },
      capacities: ["company"],
      filing: { receive: "automatic", register: "clerk" },
    });
  });

  it("is standard unless a settlement says otherwise, and what the settlement says itself counts", () => {
    expect(kophaza(edited(KOPHAZA, "preset: standard\n", ""))).not.toHaveProperty("capacities");
    const own = edited(KOPHAZA, "preset: standard", "preset: lake\ncapacities: [own-name]\nfiling: {}");
    expect(kophaza(own)).toMatchObject({
      capacities: ["own-name"],
      filing: { receive: "automatic", register: "automatic" },
    });
  });

  it("gives groups and deadlines of its own; the settlement's own come instead", () => {
    const strict = { "presets/strict.yaml": `extends: tax\ndeadlines: ${days(5)}\n` };
    const taken = kophaza({ ...strict, ...edited(KOPHAZA, "preset: standard", "preset: strict") });
    expect(taken?.parameters).toMatchObject({
      one: [{ values: { rate: 1 } }],
      two: [{ values: { rate: 2 } }],
    });
    expect(taken?.procedure?.deadlines[0]).toMatchObject({ form: "*", days: 5 });
    const own = `preset: strict\nparameters: { two: ${rate(3)} }\ndeadlines: ${days(6)}`;
    const differing = kophaza({ ...strict, ...edited(KOPHAZA, "preset: standard", own) });
    expect(differing?.parameters).toMatchObject({
      one: [{ values: { rate: 1 } }],
      two: [{ values: { rate: 3 } }],
    });
    expect(differing?.procedure?.deadlines.map(({ days: count }) => count)).toEqual([6, 8, 30]);
  });

  it("that extends itself in a circle is refused with the chain", () => {
    expect(problemsOf({ ...presets, [STANDARD]: "extends: lake\n" })).toEqual([
      `${TAX}:1: extends goes in a circle: standard → lake → tax → standard`,
    ]);
    expect(problemsOf({ [TAX]: "extends: tax\n" })).toEqual([
      `${TAX}:1: extends goes in a circle: tax → tax`,
    ]);
  });

  it("that extends nothing there is is refused once, with what was meant", () => {
    expect(problemsOf({ [TAX]: "extends: standart\n" })).toEqual([
      `${TAX}:1: extends refers to standart, did you mean standard? The presets are standard, tax`,
    ]);
  });

  it("must have languages and services from somewhere", () => {
    expect(problemsOf({ [TAX]: "languages: [hu]\n" })).toEqual([
      `${TAX}:1: services is missing, here and in what it extends`,
    ]);
  });
});
