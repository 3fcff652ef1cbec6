import { describe, expect, it } from "vitest";
import { readCatalogueFolder, sha256 } from "../../../bin/catalogue.ts";
import { compileCatalogue } from "../../../src/app/catalogue/compile-catalogue.ts";
import { findNational, readJoiningList } from "../../../src/app/catalogue/joining-list.ts";
import {
  cellsOf,
  NATIONAL_FILE,
  type NationalEntry,
  readNationalList,
  slugOf,
} from "../../../src/app/catalogue/national-list.ts";
import { newFiles } from "../../../src/app/catalogue/new-files.ts";
import { describeProblem } from "../../../src/app/catalogue/source.ts";
import type { SettlementCode } from "../../../src/domain/ids.ts";
import { NATIONAL } from "./sample-catalogue.ts";

const { files } = await readCatalogueFolder();
const shared = files.filter(({ path }) => !/^(settlements|offices)\//.test(path));
const read = readNationalList(files);
const national = read.ok ? read.value : new Map<SettlementCode, NationalEntry>();
const entryOf = (name: string) => {
  const found = findNational(national, name);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
};
const table = (text: string) => {
  const list = readJoiningList({ path: "t.csv", text }, national);
  return list.ok ? list.value : list.failure.problems.map(describeProblem);
};

const broken = (text: string) => readNationalList([{ path: NATIONAL_FILE, text }]);

describe("the national list", () => {
  it("has all 3,178 settlements in 1,283 offices, each with all that settlements take from it", () => {
    expect(national.size).toBe(3178);
    expect(new Set([...national.values()].map(({ name }) => name)).size).toBe(3178);
    // Offices are called after their seats.
    const seats = new Set([...national.values()].map(({ seat }) => seat));
    expect(seats.size).toBe(1283);
    expect(new Set([...seats].map((seat) => slugOf(national.get(seat)?.name ?? ""))).size).toBe(1283);
    for (const { district, postcodes, seat } of national.values()) {
      expect(district).not.toBe("");
      expect(postcodes.every((postcode) => /^[1-9]\d{3}$/.test(postcode))).toBe(true);
      expect(national.has(seat)).toBe(true);
    }
  });

  it("is refused at the line that is none", () => {
    expect(broken(NATIONAL)).toMatchObject({ ok: true });
    const wrong = broken(NATIONAL.replace("08518,Sopron,", "08519,Sopron,"));
    expect(wrong).toMatchObject({ failure: { problems: [{ line: 4 }] } });
    expect(broken("kod,nev\n")).toMatchObject({ failure: { problems: [{ line: 1 }] } });
  });

  it("takes cells in quotes", () => {
    expect(cellsOf('a,"b, ""c""",,d')).toEqual(["a", 'b, "c"', "", "d"]);
    expect(cellsOf("a;b, c;", ";")).toEqual(["a", "b, c", ""]);
  });

  it("is searched by code and by name without accents", () => {
    expect(entryOf("06895")).toBe(entryOf("kophaza"));
    expect(entryOf("Komló").code).toBe("26408");
    expect(findNational(national, "komlo")).toMatchObject({
      failure: { message: "may be Kömlő (14535) or Komló (26408)" },
    });
    expect(findNational(national, "Kopháca")).toMatchObject({
      failure: { message: expect.stringContaining("did you mean Kópháza?") as string },
    });
  });
});

describe("a table of settlements", () => {
  it("that cannot be read is told just that", () => {
    const unreadable = { path: "t.csv", text: "", unreadable: "is not UTF-8 text" };
    expect(readJoiningList(unreadable, national)).toMatchObject({
      failure: { problems: [{ file: "t.csv", message: "is not UTF-8 text" }] },
    });
  });

  it("may have commas or semicolons, empty cells and lines", () => {
    expect(table("\uFEFFcode;krid;languages\r\n06895;999000001;hu hr\r\n\r\n")).toEqual([
      { entry: entryOf("Kópháza"), line: 2, krid: "999000001", languages: ["hu", "hr"] },
    ]);
    expect(table('name,address\nHarka,"Fő utca 1., 9422"\nSopron,')).toMatchObject([
      { address: "Fő utca 1., 9422" },
      { entry: { code: "08518" } },
    ]);
  });

  it.each([
    ["code,kird\n", "t.csv:1:1: kird is not a known column, did you mean krid? The columns are"],
    ["krid\n999000001", "t.csv:1:1: must have a column code or name"],
    ["name\n", "t.csv:1:1: names no settlement"],
    [
      "name\nKópháca",
      "t.csv:2:1: name is no settlement of the national list, by code or name, did you mean Kópháza?",
    ],
    [
      "code\n6895",
      "t.csv:2:1: code is no settlement of the national list, by code or name, did you mean 06895 (Kópháza)?",
    ],
    ["code\n06896", "t.csv:2:1: code is no settlement"],
    ["code,name\n06895,Sopron", "t.csv:2:1: name is Sopron, but 06895 is Kópháza"],
    ["code\n06895\n06895", "t.csv:3:1: is Kópháza again, after line 2"],
    ["code,languages\n06895,hu xx", "t.csv:2:1: languages names xx; the languages are hu, en, de, hr"],
    ["code,office\n06895,../x", "t.csv:2:1: office must be lower-case letters, digits and hyphens"],
    ["code\n06895,x", "t.csv:2:1: has 2 cells for 1 columns"],
  ])("%j is refused", (text, expected) => {
    expect(table(text)).toEqual([expect.stringContaining(expected)]);
  });
});

/** Files for Harka, with the book they name. */
const paths = (known: Map<string, string[]>) =>
  newFiles([{ entry: entryOf("Harka") }], known, national).files.map(({ path, text }) => [
    path,
    /^book: (.*)$/m.exec(text)?.[1],
  ]);

describe("files of settlements that join", () => {
  it("name a new office in every language its settlements have, so that they compile", () => {
    const joining = table("name,krid,languages\nKópháza,999000001,hu hr de") as Parameters<
      typeof newFiles
    >[0];
    const { files } = newFiles(joining, new Map(), national);
    const compiled = compileCatalogue([...shared, ...files], { sha256 });
    expect(compiled.problems.map(describeProblem)).toEqual([]);
    const office = compiled.settlements.get("06895" as SettlementCode)?.settlement.office;
    expect(Object.keys(office?.name ?? {}).toSorted()).toEqual(["de", "en", "hr", "hu"]);
  });

  it("compile, with what was said", () => {
    const joining = table(
      `name,krid,address,email,languages,accent\nKópháza,999000001,"Fő u. 15: ""x"" #",jegyzo@kophaza.hu,hu,#1d6b45`,
    ) as Parameters<typeof newFiles>[0];
    const made = newFiles(joining, new Map(), national);
    expect(made.withoutKrid.size).toBe(0);
    const compiled = compileCatalogue([...shared, ...made.files], { sha256 });
    expect(compiled.problems.map(describeProblem)).toEqual([]);
    expect(compiled.settlements.get("06895" as SettlementCode)?.settlement).toMatchObject({
      languages: ["hu"],
      theme: { accent: "#1d6b45" },
      office: {
        id: "kophaza",
        krid: "999000001",
        contact: { address: 'Fő u. 15: "x" #', email: "jegyzo@kophaza.hu" },
      },
    });
  });

  it("say nothing that is not needed", () => {
    const [, settlement] = newFiles(
      [{ entry: entryOf("Kópháza"), krid: "999000001" }],
      new Map(),
      national,
    ).files;
    expect(settlement?.path).toBe("settlements/06895-kophaza.yaml");
    expect(settlement?.text.split("\n").filter((line) => /^\w/.test(line))).toEqual([
      'code: "06895"',
      "office: kophaza",
      "book: KOPH",
    ]);
  });

  it("join the office at the seat, and its book; new offices get books nobody has", () => {
    expect(paths(new Map([["agfalva", ["AGFA", "HARK"]]]))).toEqual([
      ["settlements/07649-harka.yaml", "AGFA"],
    ]);
    expect(paths(new Map([["other", ["AGFA"]]]))).toEqual([
      ["offices/agfalva.yaml", undefined],
      ["settlements/07649-harka.yaml", "AGFAL"],
    ]);
  });

  it("have books that no office of the country would be given besides", () => {
    // Its office sits where four others begin alike.
    const made = (name: string) =>
      newFiles([{ entry: entryOf(name) }], new Map(), national).files.map(
        ({ text }) => /^book: (.*)$/m.exec(text)?.[1],
      );
    expect(made("Szentes")).toEqual([undefined, "SZENTES"]);
    expect(made("Kópháza")).toEqual([undefined, "KOPH"]);
    const all = newFiles(
      [...national.values()].map((entry) => ({ entry })),
      new Map(),
      national,
    ).files;
    const books = new Map(all.map(({ path, text }) => [path, /^book: (.*)$/m.exec(text)?.[1]]));
    expect(books.get("settlements/14456-szentes.yaml")).toBe("SZENTES");
  });

  it("name the offices of which nobody said the mailbox", () => {
    const { withoutKrid } = newFiles([{ entry: entryOf("Harka") }], new Map(), national);
    expect([...withoutKrid.keys()]).toEqual(["agfalva"]);
  });

  it("can be made for everybody", { timeout: 60_000 }, () => {
    const made = newFiles(
      [...national.values()].map((entry) => ({ entry })),
      new Map(),
      national,
    );
    expect(made.files.length).toBe(3178 + 1283);
    const compiled = compileCatalogue([...shared, ...made.files], { sha256 });
    expect(compiled.problems).toEqual([]);
    expect(compiled.settlements.size).toBe(3178);
  });
});
