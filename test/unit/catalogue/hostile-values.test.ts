import { describe, expect, it } from "vitest";
import { describeProblem } from "../../../src/app/catalogue/source.ts";
import { compileSample, edited } from "./sample-catalogue.ts";

const KOPHAZA = "settlements/06895-kophaza.yaml";
const TOWN = "offices/town.yaml";
const FORM = "forms/sample/1.0.0/form.yaml";
const TAX = {
  "parameters/tax.yaml":
    "title: Adó\nvalues: { rate: { kind: percent, label: R }, reliefs: { kind: reliefs, label: K } }\n",
};

/** What is told of values that are well-formed, and meant to harm. */
const told = (...changes: Readonly<Record<string, string | undefined>>[]): string[] =>
  compileSample(Object.assign({}, ...changes) as Record<string, string>)
    .problems.map(describeProblem)
    .map((line) => line.replace(/^.*?:\d+:\d+: /, ""));

const settlement = (line: string) => edited(KOPHAZA, "preset: standard", `preset: standard\n${line}`);
const capacities = (list: string) => settlement(`capacities: [${list}]`);
const filers = edited(FORM, "sector: general", "sector: general\nfilers: [own-name, sole-trader]");
const rate = (values: string) =>
  settlement(`parameters: { tax: [{ from: "2026-01-01", values: { ${values} } }] }`);

describe("what everybody loads, or others print", () => {
  const line = "must be one line of at most 200 characters";
  it.each([
    ["a county", edited(KOPHAZA, "Győr-Moson-Sopron", "x".repeat(201)), `county ${line}`],
    ["a name", edited(KOPHAZA, "hr: Koljnof", `hr: ${"x".repeat(201)}`), `name.hr ${line}`],
    ["an office's name", edited(TOWN, "Városi Hivatal", '"Hivatal\\nBcc: x"'), `name.hu ${line}`],
    ["an address", edited(TOWN, "9495 Kópháza", "x".repeat(201)), `contact.address ${line}`],
    [
      "postcodes",
      edited(KOPHAZA, '["9495"]', `[${Array(51).fill('"9495"').join()}]`),
      "postcodes must have at most 50 postcodes",
    ],
    [
      "a pattern of numbers",
      edited(TOWN, "E-TOWN/", "E".repeat(60)),
      "arrivalPattern must be one line of at most 60 characters",
    ],
  ])("%s is no longer than it need be, and on one line", (_, changes, expected) => {
    expect(told(changes)).toContain(expected);
  });

  it("may be as long as that", () => {
    expect(told(edited(TOWN, "9495 Kópháza", "x".repeat(200)))).toEqual([]);
  });
});

const webhookTo = (url: string) =>
  told(edited(TOWN, "contact:", `systems: [{ id: s, name: S, delivery: webhook, url: "${url}" }]\ncontact:`));

describe("a webhook", () => {
  it.each([
    "https://127.0.0.1/x",
    "https://169.254.169.254/latest/meta-data",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://localhost/",
    "https://intranet/",
    "https://a.localhost./",
    "https://metadata.google.internal/",
    "https://printer.local/",
    "https://10.0.0.1.",
    "http://example.org/",
    "file:///etc/passwd",
    "https://a:b@example.org/",
  ])("does not lead to %s", (url) => {
    expect(webhookTo(url)).toEqual([
      "systems.0.url must begin with https://, with a name on the public internet, and hold no password",
    ]);
  });

  it("leads to public names", () => {
    expect(webhookTo("https://ado.kophaza.hu:8443/ohp?x=1")).toEqual([]);
  });
});

describe("acting capacities", () => {
  it("that leave a form with nobody are named", () => {
    expect(told(filers, capacities("company, institution"))).toEqual([
      "capacities lets nobody file sample, which only own-name, sole-trader may; allow one, or do not offer it",
    ]);
    const preset = edited("presets/standard.yaml", "services:", "capacities: [company]\nservices:");
    expect(told(filers, preset)).toContainEqual(expect.stringMatching(/^preset lets nobody file sample/));
  });

  it("may leave a form to some", () => {
    expect(told(filers, capacities("company, sole-trader"))).toEqual([]);
    expect(told(capacities("company"))).toEqual([]);
  });
});

describe("a route", () => {
  it.each([
    ["of any form", "*"],
    ["of the same form", "sample"],
  ])("behind one %s is never reached", (_, form) => {
    const before = edited(KOPHAZA, "routes:", `routes:\n  - { form: "${form}", team: general }`);
    expect(told(before)).toEqual([
      "routes.1 is never reached: a route before it takes the form; the first that fits counts",
    ]);
  });
});

const relief = (id: string) => `{ id: ${id}, label: { hu: K, en: K }, percent: 50 }`;

const toldOfReliefs = (...ids: string[]) => told(TAX, rate(`rate: 1, reliefs: [${ids.map(relief).join()}]`));

describe("a value", () => {
  it.each(["1e400", ".nan", ".inf", "-1", '"-0"', '"1.234"', "1.8", '"1e2"', '" 1"', '"１"', "[]", "~"])(
    "%s is no rate",
    (written) => {
      expect(told(TAX, rate(`rate: ${written}, reliefs: []`))).toEqual([
        expect.stringContaining("values.rate must be a number from 0 with at most 2 decimals"),
      ]);
    },
  );

  it("gives each relief an id of its own", () => {
    expect(toldOfReliefs("a", "b")).toEqual([]);
    expect(toldOfReliefs("a", "a")).toEqual([expect.stringContaining("each id once")]);
  });

  it("names each language once", () => {
    expect(told(settlement("languages: [hu, en, hu]"))).toEqual(["languages must have each language once"]);
  });
});
