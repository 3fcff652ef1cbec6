import { describe, expect, it } from "vitest";
import { cataloguePaths } from "../../../src/domain/settlement/settlement.ts";
import type { SettlementCode } from "../../../src/domain/ids.ts";
import { edited, problemsOf, publishedSample, sha256 } from "./sample-catalogue.ts";

const OFFICE = "offices/town.yaml";
const LAKE = "offices/lake.yaml";
const PROCEDURE = "procedure.yaml";
const SETTLEMENT = "settlements/06895-kophaza.yaml";

const published = (changes: Record<string, string | undefined> = {}) => {
  const { settlements, objects } = publishedSample(changes);
  const ready = (code: string) => settlements.get(code as SettlementCode);
  const hashes = new Map([...settlements].map(([code, { hash }]) => [code, hash]));
  return { objects, hashes, settlement: (code: string) => ready(code)?.settlement, ready };
};

describe("a compiled catalogue", () => {
  it("has for each settlement the objects it needs: itself, its office and its forms", () => {
    const { ready } = published();
    const kinds = [...(ready("06895")?.objects.keys() ?? [])].map((key) => key.split(/[/.]/)[1]);
    expect(kinds).toEqual(["settlement", "office", "form"]);
    const key = cataloguePaths.office(ready("06895")?.officeHash ?? "");
    expect(JSON.parse(String(ready("06895")?.objects.get(key)))).toMatchObject({
      id: "town",
      krid: "999000001",
    });
  });

  it("puts all a page or a function needs of a settlement into one object", () => {
    const { settlement, objects } = published();
    const [formKey = ""] = [...objects.keys()].filter((key) => key.startsWith("catalogue/form."));
    expect(settlement("06895")).toEqual({
      code: "06895",
      name: { hu: "Kópháza", hr: "Koljnof" },
      county: "Győr-Moson-Sopron",
      district: "Soproni járás",
      postcodes: ["9495"],
      languages: ["hu", "en"],
      office: {
        id: "town",
        name: { hu: "Városi Hivatal", en: "Town Office" },
        krid: "999000001",
        arrivalPattern: "E-TOWN/{number}/{year}",
        books: [{ id: "TOWN", name: { hu: "Iktatókönyv" }, numberPattern: "{book}/{main}-{sub}/{year}" }],
        teams: [
          { id: "general", name: { hu: "Általános" } },
          { id: "tax", name: { hu: "Adó" } },
        ],
        systems: [],
        contact: { address: "9495 Kópháza" },
      },
      book: "TOWN",
      calculators: [],
      services: [
        {
          form: "sample",
          version: "1.0.0",
          title: { hu: "Minta", en: "Sample" },
          summary: { hu: "Mintaűrlap.", en: "Sample form." },
          sector: "general",
          formHash: formKey.slice("catalogue/form.".length, -".json".length),
        },
      ],
      parameters: {},
      routes: [
        { form: "sample", team: "tax" },
        { form: "*", team: "general" },
      ],
      filing: { receive: "automatic", register: "automatic" },
      procedure: {
        deadlines: [
          { form: "sample", to: "2025-12-31", days: 8 },
          { form: "*", days: 30, extensionDays: 30 },
        ],
        delivery: { secondNoticeAfter: 3, deemedAfter: 5 },
        supplementDays: 15,
        calendar: { holidays: ["2025-12-25", "2026-01-01", "2026-01-02"], workdays: ["2026-01-10"] },
      },
    });
    expect(settlement("03814")).toMatchObject({
      languages: ["hu"],
      routes: [{ form: "*", team: "general" }],
    });
  });

  it("names every object by its content", () => {
    for (const [key, text] of published().objects) {
      expect(key).toContain(`.${sha256(text).slice(0, 16)}.json`);
    }
  });

  it("is the same whatever the order of files and of keys in them", () => {
    const swapped = edited(SETTLEMENT, "office: town\nbook: TOWN", "book: TOWN\noffice: town");
    expect(published(swapped).hashes).toEqual(published().hashes);
  });

  it("changes the hash of what changed, and of nothing else", () => {
    const before = published();
    const after = published(edited(SETTLEMENT, "Soproni", "Csornai"));
    expect(after.ready("03814")?.hash).toBe(before.ready("03814")?.hash);
    expect(after.ready("06895")?.hash).not.toBe(before.ready("06895")?.hash);
    expect(after.ready("06895")?.officeHash).toBe(before.ready("06895")?.officeHash);
  });
});

describe("a mistake is named with file, line and field", () => {
  it.each([
    [
      "an unknown office",
      SETTLEMENT,
      "office: town",
      "office: towm",
      "6: office refers to towm, did you mean town? The offices are town, lake",
    ],
    [
      "another office's book",
      SETTLEMENT,
      "book: TOWN",
      "book: LAKE",
      "7: book refers to LAKE; the office's books are TOWN",
    ],
    [
      "an unknown preset",
      SETTLEMENT,
      "preset: standard",
      "preset: standrad",
      "8: preset refers to standrad, did you mean standard? The presets are standard",
    ],
    [
      "a wrong check digit",
      SETTLEMENT,
      '"06895"',
      '"06896"',
      "1: code has a wrong check digit; Kópháza is 06895",
    ],
    [
      "a code without quotes",
      SETTLEMENT,
      '"06895"',
      "06895",
      "1: code must be the 5-digit KSH code in quotes",
    ],
    [
      "another settlement's code",
      SETTLEMENT,
      '"06895"',
      '"08518"',
      "1: code is Sopron in the national list, whose file is called 08518-sopron.yaml; Kópháza is 06895",
    ],
    ["an impossible postcode", SETTLEMENT, '"9495"', '"0495"', "5: postcodes.0 must be 4 digits in quotes"],
    [
      "a route for a form not offered",
      SETTLEMENT,
      "form: sample",
      "form: other",
      "10: routes.0.form refers to other; the forms this settlement offers are sample",
    ],
    [
      "a route to an unknown team",
      SETTLEMENT,
      "team: tax",
      "team: taxes",
      "10: routes.0.team refers to taxes; the office's teams are general, tax",
    ],
    [
      "a route to a system the office does not have",
      SETTLEMENT,
      "team: tax",
      "team: tax, system: taxes",
      "10: routes.0.system refers to taxes; the office's systems are none",
    ],
    [
      "a step of filing nobody takes",
      SETTLEMENT,
      "preset: standard",
      "preset: standard\nfiling: { receive: automat }",
      '9: filing.receive is "automat"; it must be "automatic" or "clerk", did you mean automatic?',
    ],
    [
      "a version that does not exist",
      SETTLEMENT,
      "preset: standard",
      "preset: standard\nservices: [{ form: sample, version: 2.0.0 }]",
      "9: services.0 offers sample@2.0.0, did you mean sample@1.0.0? The forms are sample@1.0.0",
    ],
    [
      "an unknown field",
      SETTLEMENT,
      "county:",
      "countty:",
      "3: countty is not a known field here, did you mean county? The fields are code, name, county, district, postcodes, office, book, preset, languages, services, extraServices, parameters, routes, filing, capacities, deadlines, theme, texts, accounts",
    ],
    [
      "a service twice",
      SETTLEMENT,
      "preset: standard",
      "preset: standard\nextraServices: [{ form: sample, version: 1.0.0 }]",
      "9: extraServices.0 offers sample, which is offered already",
    ],
    [
      "an unknown field of a group",
      SETTLEMENT,
      "team: tax",
      "team: tax, sytem: x",
      "10: routes.0.sytem is not a known field here, did you mean system? The fields are form, team, system",
    ],
    [
      "an unknown field of a kind of group",
      OFFICE,
      "contact:",
      "systems: [{ id: s, name: A, delivery: pull, url: x }]\ncontact:",
      "9: systems.0.url is not a known field here; the fields are id, name, delivery",
    ],
    [
      "a language without Hungarian",
      SETTLEMENT,
      "preset: standard",
      "preset: standard\nlanguages: [en]",
      "9: languages must include hu",
    ],
    [
      "another name",
      SETTLEMENT,
      "hu: Kópháza",
      "hu: Sopron",
      "2: name.hu is Sopron, but 06895 is Kópháza in the national list; leave it out",
    ],
    [
      "a KRID of 8 digits",
      OFFICE,
      "999000001",
      "99900000",
      "2: krid must be the 9 digits of the office mailbox, in quotes",
    ],
    [
      "an arrival number without year",
      OFFICE,
      "/{year}",
      "",
      "3: arrivalPattern must contain {number} and {year}",
    ],
    [
      "a registry number without sub-number",
      LAKE,
      "/{sub}",
      "",
      "5: books.0.numberPattern must contain {main}, {sub} and {year}; {book} is allowed",
    ],
    [
      "an office without team",
      LAKE,
      "teams:\n  - { id: general, name: Általános }",
      "teams: []",
      "6: teams must have at least one team",
    ],
    [
      "a website without https",
      LAKE,
      "8380 Hévíz",
      "8380 Hévíz, website: http://x.example",
      "8: contact.website must begin with https://",
    ],
    [
      "a mailbox of another office",
      LAKE,
      "999000002",
      "999000001",
      "2: krid is 999000001, which offices/town.yaml already has",
    ],
    [
      "a book of another office",
      LAKE,
      "id: LAKE",
      "id: TOWN",
      "5: books.0.id is TOWN, which offices/town.yaml already has",
    ],
    [
      "a team twice",
      OFFICE,
      "id: tax",
      "id: general",
      "8: teams.1.id is general, which offices/town.yaml already has",
    ],
    [
      "a system twice",
      OFFICE,
      "contact:",
      "systems: [{ id: s, name: A, delivery: pull }, { id: s, name: B, delivery: pull }]\ncontact:",
      "9: systems.1.id is s, which offices/town.yaml already has",
    ],
    [
      "a system delivered to without encryption",
      OFFICE,
      "contact:",
      "systems: [{ id: s, name: A, delivery: webhook, url: http://x.example/hook }]\ncontact:",
      "9: systems.0.url must begin with https://, with a name on the public internet, and hold no password",
    ],
    [
      "a system delivered to nowhere",
      OFFICE,
      "contact:",
      "systems: [{ id: s, name: A, delivery: webhook }]\ncontact:",
      "9: systems.0.url is missing",
    ],
    [
      "a deadline of a form that is none",
      PROCEDURE,
      "form: sample",
      "form: other",
      "2: deadlines.0.form refers to other, which is no form",
    ],
    [
      "a deadline that ends before it begins",
      PROCEDURE,
      'to: "2025-12-31"',
      'from: "2026-01-01", to: "2025-12-31"',
      "2: deadlines.0.to is before from",
    ],
    [
      "forms without a deadline",
      PROCEDURE,
      'form: "*"',
      "form: sample",
      '3: deadlines.1 must be a rule for any form ("*") on any day, so that none has no rule',
    ],
    [
      "a day of another year",
      PROCEDURE,
      '"2025-12-25"',
      '"2026-12-25"',
      "7: calendar.0.holidays.0 is not in 2025",
    ],
    ["a year left out", PROCEDURE, "year: 2026", "year: 2027", "8: calendar.1.year must follow 2025"],
    [
      "a holiday twice",
      PROCEDURE,
      '"2026-01-01", "2026-01-02"',
      '"2026-01-02", "2026-01-02"',
      "8: calendar.1.holidays.1 is there twice",
    ],
    [
      "a day both worked on and not",
      PROCEDURE,
      '"2026-01-10"',
      '"2026-01-02"',
      "8: calendar.1.workdays.0 is among the holidays, too",
    ],
    [
      "a weekday among the Saturdays worked on",
      PROCEDURE,
      '"2026-01-10"',
      '"2026-01-09"',
      "8: calendar.1.workdays.0 is a working day anyway",
    ],
  ])("%s", (_, path, passage, replacement, expected) => {
    expect(problemsOf(edited(path, passage, replacement))).toContain(`${path}:${expected}`);
  });

  it("two files for one settlement", () => {
    const copy = edited(SETTLEMENT, "Soproni", "Csornai")[SETTLEMENT];
    expect(problemsOf({ "settlements/06895-kophaza-2.yaml": copy })).toEqual([
      "settlements/06895-kophaza-2.yaml:1: code is 06895, which settlements/06895-kophaza.yaml already has",
    ]);
  });

  it("a preset with a form that does not exist, once", () => {
    expect(problemsOf(edited("presets/standard.yaml", "1.0.0", "1.0.1"))).toEqual([
      "presets/standard.yaml:3: services.0 offers sample@1.0.1, did you mean sample@1.0.0? The forms are sample@1.0.0",
    ]);
  });

  it("a catalogue without rules of procedure", () => {
    expect(problemsOf({ "procedure.yaml": undefined })).toEqual(["procedure.yaml:1: is missing"]);
  });

  it("a file that lies nowhere", () => {
    expect(problemsOf({ "settlement/06895.yaml": "code: 1" })).toEqual([
      "settlement/06895.yaml:1: lies in no folder of the catalogue; they are forms, national, offices, parameters, presets, settlements",
    ]);
  });

  it("all mistakes of all files at once", () => {
    const problems = problemsOf({ ...edited(SETTLEMENT, '"06895"', "5"), ...edited(LAKE, "999000002", "1") });
    expect(problems.map((problem) => problem.split(":")[0])).toEqual([LAKE, SETTLEMENT]);
  });
});
