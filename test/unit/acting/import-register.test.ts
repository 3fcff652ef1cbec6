import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { importRegister } from "../../../src/app/acting/import-register.ts";
import { personKeyOf } from "../../../src/app/acting/person-key.ts";
import { describeProblem } from "../../../src/app/catalogue/source.ts";
import { memoryRegister } from "./fakes.ts";

const FILE = `register: cegek

entries:
  - person:
      birthName: Próba Elek
      mothersName: Minta Mária
      placeOfBirth: Sopron
      dateOfBirth: "1975-05-17"
    party: { kind: company, name: Minta  Kft., taxNumber: 01234565 2 08 }
    validFrom: "2020-01-01"
  - person:
      birthName: Teszt Ágnes
      mothersName: Kitalált Piroska
      placeOfBirth: Győr
      dateOfBirth: "1988-11-02"
    party: { kind: institution, name: Iskola, taxNumber: 02345675-2-08, shortName: mintamk }
    validFrom: "2024-09-01"
    validTo: "2028-08-31"
`;

const run = async (text: string) => {
  const store = memoryRegister();
  const imported = await importRegister(store, { path: "cegek.yaml", text });
  const problems = imported.ok ? [] : imported.failure.problems.map(describeProblem);
  return { store, imported, problems };
};

const edited = (passage: string, replacement: string): string => {
  if (!FILE.includes(passage)) throw new Error(`The file does not contain ${passage}`);
  return FILE.replace(passage, replacement);
};

const local = (path: string) => readFileSync(join(import.meta.dirname, "../../../local", path), "utf8");

describe("a register's file", () => {
  it("becomes entries of the people it describes", async () => {
    const { store, imported } = await run(FILE);
    expect(imported).toEqual({ ok: true, value: { register: "cegek", kept: 2, ended: 0 } });
    const elek = {
      birthName: "Próba Elek",
      mothersName: "Minta Mária",
      placeOfBirth: "Sopron",
      dateOfBirth: "1975-05-17",
    };
    expect(store.entries).toMatchObject([
      {
        personKey: await personKeyOf(elek),
        representation: {
          entry: "cegek:cegkapu-01234565",
          party: {
            kind: "company",
            id: "cegkapu-01234565",
            name: "Minta Kft.",
            taxNumber: "01234565-2-08",
          },
          validFrom: "2020-01-01",
        },
      },
      {
        representation: {
          entry: "cegek:hkp-MINTAMK",
          party: { kind: "institution", shortName: "MINTAMK" },
          validTo: "2028-08-31",
        },
      },
    ]);
  });

  it.each([
    [
      "register: cegek",
      "register: Cégek",
      "cegek.yaml:1:1: register must be lower-case letters, digits and hyphens",
    ],
    [
      "01234565 2 08",
      "01234566-2-08",
      "cegek.yaml:9:48: entries.0.party.taxNumber must be a tax number with a right check digit: 12892312-2-41",
    ],
    [
      "shortName: mintamk",
      "shortName: kőszeg",
      "cegek.yaml:16:73: entries.1.party.shortName must be at most 10 letters and digits without accents",
    ],
    [", shortName: mintamk", "", "cegek.yaml:16:5: entries.1.party.shortName is missing"],
    [
      "kind: institution",
      "kind: school",
      "cegek.yaml:16:14: entries.1.party.kind must be company or institution",
    ],
    ["      placeOfBirth: Győr\n", "", "cegek.yaml:11:5: entries.1.person.placeOfBirth is missing"],
    [
      '"1988-11-02"',
      '"1988-02-30"',
      'cegek.yaml:15:7: entries.1.person.dateOfBirth must be a day in quotes, such as "2026-01-31"',
    ],
    [
      "birthName: Próba Elek",
      'birthName: "Próba\\u202E Elek"',
      "cegek.yaml:5:18: contains characters that cannot be shown",
    ],
    [
      "birthName: Próba Elek",
      "birthName: '-'",
      "cegek.yaml:4:5: entries.0.person names nobody: each part needs letters or digits",
    ],
    [
      'validTo: "2028-08-31"',
      'validTo: "2024-08-31"',
      "cegek.yaml:18:5: entries.1.validTo must not be before validFrom",
    ],
    [
      'validTo: "2028-08-31"',
      'until: "2028-08-31"',
      "cegek.yaml:18:5: entries.1.until is not a known field here; the fields are person, party, validFrom, validTo",
    ],
  ])("with %j as %j says where it is wrong, and changes nothing", async (passage, replacement, problem) => {
    const { store, problems } = await run(edited(passage, replacement));
    expect(problems).toEqual([problem]);
    expect(store.entries).toEqual([]);
  });

  it("names the same person and party once", async () => {
    const [, entries = ""] = FILE.split("entries:\n");
    const twice =
      FILE + entries.replace("Próba Elek", "PRÓBA ELEK").replace("01234565 2 08", "01234565-4-41");
    const { problems } = await run(twice);
    expect(problems).toEqual([
      "cegek.yaml:24:5: entries.2.party is already in this file for the same person",
      "cegek.yaml:31:5: entries.3.party is already in this file for the same person",
    ]);
  });

  it("that comes with the portal is about the simulator's people", async () => {
    const { store, problems } = await run(local("register.yaml"));
    expect(problems).toEqual([]);
    type Person = { birthName: string; mothersName: string; placeOfBirth: string; birthdate: string };
    const { people } = parse(local("broker/people.yaml")) as { people: Person[] };
    const keys = await Promise.all(
      people.map(({ birthdate, ...person }) => personKeyOf({ ...person, dateOfBirth: birthdate })),
    );
    expect(store.entries.length).toBeGreaterThan(2);
    for (const { personKey } of store.entries) expect(keys).toContain(personKey);
  });
});
