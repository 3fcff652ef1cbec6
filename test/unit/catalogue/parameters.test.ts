import { describe, expect, it } from "vitest";
import { edited, problemsOf } from "./sample-catalogue.ts";

const PRESET = "presets/standard.yaml";
const FORM = "forms/sample/1.0.0/form.yaml";

const group = `title: Adó
values:
  method: { kind: choice, label: Módszer, options: { night: éj, percent: százalék } }
  rate: { kind: decimal, digits: 1, label: Mérték, when: { method: night } }
  percentage: { kind: percent, label: Százalék, when: { method: percent } }
  account: { kind: bank-account, label: Számla, optional: true }
  reliefs: { kind: reliefs, label: Kedvezmények, optional: true }
  limit: { kind: integer, label: Határ, optional: true }
  strict: { kind: yes-no, label: Szigorú, optional: true }
ceilings:
  - { value: rate, when: { method: night }, from: "2025-01-01", to: "2025-12-31", max: "804.5", source: Törvény }
  - { value: percentage, when: { method: percent }, from: "1991-01-01", max: 4, source: Törvény }
`;

const preset = (periods: string) => `languages: [hu, en]
services: []
parameters:
  tax: [${periods}]
`;

/** What the author of a preset with these periods is told, without file and line. */
const told = (periods: string): string[] => {
  const changes = {
    "parameters/tax.yaml": group,
    [PRESET]: preset(periods),
    "settlements/06895-kophaza.yaml": undefined,
    "settlements/03814-heviz.yaml": undefined,
  };
  return problemsOf(changes).map((problem) => problem.replace(`${PRESET}:4: parameters.tax.`, ""));
};

const night = (rate: string, more = "") =>
  `{ from: "2025-01-01", values: { method: night, rate: ${rate}${more} } }`;

describe("parameters of a settlement", () => {
  it.each([
    ["a rate at the ceiling", night('"804.5"')],
    ["a percentage at the ceiling", `{ from: "2025-01-01", values: { method: percent, percentage: 4 } }`],
    ["a rate of a year without ceiling", `{ from: "2026-01-01", values: { method: night, rate: 900 } }`],
    [
      "periods that follow each other",
      `{ from: "2024-01-01", to: "2024-12-31", values: { method: night, rate: 1 } }, ${night("2")}`,
    ],
    ["an account", night("1", ", account: 11742087-15393702-03090000")],
    ["reliefs", night("1", ', reliefs: [{ id: old, label: { hu: Idős }, percent: "12.5" }]')],
  ])("may be %s", (_, periods) => {
    expect(told(periods)).toEqual([]);
  });

  it.each([
    [
      "a rate above the ceiling",
      night('"804.6"'),
      "0.values.rate is above 804.5, the ceiling from 2025-01-01 to 2025-12-31 (Törvény)",
    ],
    [
      "a rate that would be above it on some day",
      `{ from: "2024-06-01", values: { method: night, rate: 900 } }`,
      "0.values.rate is above 804.5, the ceiling from 2025-01-01 to 2025-12-31 (Törvény)",
    ],
    [
      "a percentage above the ceiling",
      `{ from: "2025-01-01", values: { method: percent, percentage: "4.01" } }`,
      "0.values.percentage is above 4, the ceiling from 1991-01-01 (Törvény)",
    ],
    ["no rate for the method", `{ from: "2025-01-01", values: { method: night } }`, "0.values lacks rate"],
    ["no method", `{ from: "2025-01-01", values: { rate: 1 } }`, "0.values lacks method"],
    [
      "a method there is not",
      `{ from: "2025-01-01", values: { method: day } }`,
      "0.values.method must be one of night, percent",
    ],
    [
      "a value there is not",
      night("1", ", rates: 1"),
      "0.values.rates is not a value of this group; there are method, rate, percentage, account, reliefs, limit, strict",
    ],
    [
      "too many decimals",
      night('"1.25"'),
      '0.values.rate must be a number from 0 with at most 1 decimals, decimals in quotes ("1.8")',
    ],
    [
      "a binary fraction",
      night("1.5"),
      '0.values.rate must be a number from 0 with at most 1 decimals, decimals in quotes ("1.8")',
    ],
    [
      "a negative rate",
      night("-1"),
      '0.values.rate must be a number from 0 with at most 1 decimals, decimals in quotes ("1.8")',
    ],
    [
      "a wrong account",
      night("1", ", account: 11742087-15393702-03090001"),
      "0.values.account must be an account number such as 11742087-15393702-03090000 with right check digits",
    ],
    [
      "a relief above the whole",
      night("1", ", reliefs: [{ id: old, label: { hu: Idős }, percent: 101 }]"),
      '0.values.reliefs must be a list of { id, label: { hu: … }, percent: "30" } with percent from 0 to 100, each id once',
    ],
    [
      "a limit that is not whole",
      night("1", ', limit: "1.5"'),
      "0.values.limit must be a whole number from 0",
    ],
    ["a yes that is text", night("1", ", strict: igen"), "0.values.strict must be true or false"],
    [
      "periods that overlap",
      `${night("1")}, { from: "2025-06-01", values: { method: night, rate: 2 } }`,
      '1.from overlaps the period before; end that one with to: "2025-05-31"',
    ],
    [
      "a period that ends before it begins",
      `{ from: "2025-01-01", to: "2024-12-31", values: { method: night, rate: 1 } }`,
      "0.to is before from",
    ],
  ])("may not be %s", (_, periods, problem) => {
    expect(told(periods)).toEqual([problem]);
  });

  it("must be of a known group, and there for every form that reads them", () => {
    expect(problemsOf({ [PRESET]: preset("") })).toContain(
      `${PRESET}:4: parameters.tax is no group of parameters; the groups are none`,
    );
    const needing = edited(FORM, "sector: general", "sector: general\nparameters: [tax]");
    expect(problemsOf({ ...needing, "parameters/tax.yaml": group })).toContain(
      "settlements/06895-kophaza.yaml:8: preset offers sample@1.0.0, which needs parameters of tax",
    );
  });

  it.each(["1e9", "-1", "0.5"])("are not described with %s decimals", (digits) => {
    const problems = problemsOf({ "parameters/tax.yaml": group.replace("digits: 1", `digits: ${digits}`) });
    expect(problems).toContain("parameters/tax.yaml:4: values.rate.digits must be from 0 to 6");
  });
});
