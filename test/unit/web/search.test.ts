import { describe, expect, it } from "vitest";
import type { SettlementCode } from "../../../src/domain/ids.ts";
import type { SettlementListing } from "../../../src/domain/settlement/settlement.ts";
import {
  fold,
  groupByCounty,
  searchSettlements,
  shownPostcodes,
} from "../../../web/src/settlements/search.ts";

const entry = (
  code: string,
  name: string,
  county: string,
  postcodes: string[],
  hr?: string,
): SettlementListing => ({
  code: code as SettlementCode,
  name: { hu: name, ...(hr === undefined ? {} : { hr }) },
  county,
  postcodes,
});

const listing = [
  entry("08518", "Sopron", "Győr-Moson-Sopron", ["9400", "9494"]),
  entry("06895", "Kópháza", "Győr-Moson-Sopron", ["9495"], "Koljnof"),
  entry("00001", "Őrimagyarósd", "Vas", ["9933"]),
  entry("00002", "Nagycenk", "Győr-Moson-Sopron", ["9485"]),
  entry("00003", "Sopronkövesd", "Győr-Moson-Sopron", ["9483"]),
  entry("00004", "Ágfalva", "Győr-Moson-Sopron", ["9423"]),
  entry("00005", "Zalacsány", "Zala", ["8782"]),
  entry("00006", "Fertő-Sopron", "Zala", ["1111"]),
];
const find = (query: string): string[] => searchSettlements(listing, query).map(({ name }) => name.hu);

describe("searching settlements", () => {
  it.each([
    ["kophaza", "Kópháza"],
    ["  KÓPHÁZA ", "Kópháza"],
    ["ko\u0301pha\u0301za", "Kópháza"],
    ["orimagyarosd", "Őrimagyarósd"],
    ["9495", "Kópháza"],
    ["koljnof", "Kópháza"],
    ["cenk", "Nagycenk"],
    ["9495 kop", "Kópháza"],
    ["Sopron 9494", "Sopron"],
    ["fertő–sopron", "Fertő-Sopron"],
  ])("finds %s", (query, name) => {
    expect(find(query)).toEqual([name]);
  });

  it("puts the whole name before the beginning, that before a word, that before a part", () => {
    expect(find("sopron")).toEqual(["Sopron", "Sopronkövesd", "Fertő-Sopron"]);
    expect(find("94")).toEqual(["Ágfalva", "Kópháza", "Nagycenk", "Sopron", "Sopronkövesd"]);
  });

  it("finds nothing for what is not there, everything for nothing", () => {
    expect(find("xyz")).toEqual([]);
    expect(find("94950")).toEqual([]);
    expect(find("9495 Sopron")).toEqual([]);
    expect(find(" - ")).toHaveLength(listing.length);
  });

  it("orders by the Hungarian alphabet", () => {
    expect(find("").slice(0, 2)).toEqual(["Ágfalva", "Fertő-Sopron"]);
    expect(groupByCounty(listing).map(({ name }) => name)).toEqual(["Győr-Moson-Sopron", "Vas", "Zala"]);
    expect(groupByCounty(listing)[2]?.settlements.map(({ name }) => name.hu)).toEqual([
      "Fertő-Sopron",
      "Zalacsány",
    ]);
  });

  it("finds a district of the capital by its number as well as by the Roman one", () => {
    const [ninth, nineteenth, second] = [
      ["18", "IX."],
      ["19", "XIX."],
      ["03", "II."],
    ].map(([code, number]) => entry(`000${code}`, `Budapest ${number} kerület`, "Budapest", []));
    const districts = [second, nineteenth, ninth].filter((one) => one !== undefined);
    const found = (query: string) => searchSettlements(districts, query).map(({ name }) => name.hu);
    expect(found("budapest 19")).toEqual(["Budapest XIX. kerület"]);
    expect(found("9. kerület")[0]).toBe("Budapest IX. kerület");
    expect(found("bp xix ker")).toEqual([]);
    expect(found("xix. ker")).toEqual(["Budapest XIX. kerület"]);
  });

  it("shows few postcodes, those looked for first", () => {
    const postcodes = ["6700", "6710", "6720", "6721", "6722", "6723"];
    expect(shownPostcodes(postcodes)).toBe("6700, 6710, 6720, 6721…");
    expect(shownPostcodes(postcodes, "szeged 6723")).toBe("6723, 6700, 6710, 6720…");
    expect(shownPostcodes(["9495"], "1")).toBe("9495");
  });

  it("folds accents, case and punctuation", () => {
    expect(fold("  Győr–Moson–SOPRON! ")).toBe("gyor moson sopron");
  });
});
