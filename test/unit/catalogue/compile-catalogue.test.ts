import { describe, expect, it } from "vitest";
import { cataloguePaths } from "../../../src/domain/settlement/settlement.ts";
import { compileSample, edited, problemsOf, sha256 } from "./sample-catalogue.ts";

const OFFICE = "offices/town.yaml";
const LAKE = "offices/lake.yaml";
const PROCEDURE = "procedure.yaml";
const SETTLEMENT = "settlements/06895-kophaza.yaml";

const compiled = (changes: Record<string, string | undefined> = {}) => {
  const result = compileSample(changes);
  if (!result.ok) throw new Error("the sample does not compile");
  return result.value;
};

const published = (changes: Record<string, string | undefined> = {}) => {
  const { objects, settlements } = compiled(changes);
  const read = (key: string): unknown => JSON.parse(objects.get(key) ?? "null");
  const listing = read(cataloguePaths.listing(settlements)) as { code: string; hash: string }[];
  const settlement = (code: string) =>
    read(cataloguePaths.settlement(listing.find((entry) => entry.code === code)?.hash ?? ""));
  return { objects, settlements, listing, settlement };
};

describe("a compiled catalogue", () => {
  it("lists the forms that some settlement offers", () => {
    const { objects, forms } = compiled();
    expect(JSON.parse(objects.get(cataloguePaths.offeredForms(forms)) ?? "null")).toEqual(["sample"]);
  });

  it("lists the settlements by code", () => {
    expect(published().listing).toEqual([
      {
        code: "03814",
        name: { hu: "Hévíz" },
        county: "Zala",
        postcodes: ["8380"],
        office: "Tavi Hivatal",
        hash: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      },
      {
        code: "06895",
        name: { hu: "Kópháza", hr: "Koljnof" },
        county: "Győr-Moson-Sopron",
        postcodes: ["9495"],
        office: "Városi Hivatal",
        hash: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      },
    ]);
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
    expect(published(swapped).settlements).toBe(published().settlements);
  });

  it("changes the hash of what changed, and of nothing else", () => {
    const before = published();
    const after = published(edited(SETTLEMENT, "Soproni", "Csornai"));
    expect(after.settlements).not.toBe(before.settlements);
    const hashes = ({ listing }: typeof before) =>
      Object.fromEntries(listing.map(({ code, hash }) => [code, hash]));
    expect(hashes(after)["03814"]).toBe(hashes(before)["03814"]);
    expect(hashes(after)["06895"]).not.toBe(hashes(before)["06895"]);
  });
});

describe("a mistake is named with file, line and field", () => {
  it.each([
    [
      "an unknown office",
      SETTLEMENT,
      "office: town",
      "office: towm",
      "6: office refers to towm; the offices are town, lake",
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
      "8: preset refers to standrad; the presets are standard",
    ],
    [
      "a wrong check digit",
      SETTLEMENT,
      '"06895"',
      '"06896"',
      "1: code has a wrong check digit; look it up in the KSH register",
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
      "1: code is 08518, but the name of the file does not begin with it",
    ],
    ["an impossible postcode", SETTLEMENT, '"9495"', '"0495"', "5: postcodes.0 must be 4 digits in quotes"],
    [
      "a route for a form not offered",
      SETTLEMENT,
      "form: sample",
      "form: other",
      "10: routes.0.form refers to other, which this settlement does not offer",
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
      "preset: standard\nfiling: { receive: robot }",
      '9: filing.receive is "robot"; it must be "automatic" or "clerk"',
    ],
    [
      "a version that does not exist",
      SETTLEMENT,
      "preset: standard",
      "preset: standard\nservices: [{ form: sample, version: 2.0.0 }]",
      "9: services.0 offers sample@2.0.0; the forms are sample@1.0.0",
    ],
    ["an unknown field", SETTLEMENT, "county:", "countty:", "3: countty is not a known field here"],
    [
      "a language without Hungarian",
      SETTLEMENT,
      "preset: standard",
      "preset: standard\nlanguages: [en]",
      "9: languages must include hu",
    ],
    ["a name without Hungarian", SETTLEMENT, "hu: Kópháza, ", "", "2: name.hu is missing"],
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
      "9: systems.0.url must begin with https:// and hold no password",
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

  it("a preset with a form that does not exist, at every settlement that uses it", () => {
    const problems = problemsOf(edited("presets/standard.yaml", "1.0.0", "1.0.1"));
    expect(problems).toContain(
      "settlements/03814-heviz.yaml:8: preset offers sample@1.0.1; the forms are sample@1.0.0",
    );
    expect(problems).toHaveLength(2);
  });

  it("a catalogue without rules of procedure", () => {
    expect(problemsOf({ "procedure.yaml": undefined })).toEqual(["procedure.yaml:1: is missing"]);
  });

  it("a file that lies nowhere", () => {
    expect(problemsOf({ "settlement/06895.yaml": "code: 1" })).toEqual([
      "settlement/06895.yaml:1: lies in no folder of the catalogue; they are forms, offices, parameters, presets, settlements",
    ]);
  });

  it("all mistakes of all files at once", () => {
    const problems = problemsOf({ ...edited(SETTLEMENT, '"06895"', "5"), ...edited(LAKE, "999000002", "1") });
    expect(problems.map((problem) => problem.split(":")[0])).toEqual([LAKE, SETTLEMENT]);
  });
});
