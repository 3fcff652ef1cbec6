import { describe, expect, it } from "vitest";
import type { SettlementCode } from "../../../src/domain/ids.ts";
import type { SettlementListing } from "../../../src/domain/settlement/settlement.ts";
import { fold, groupByCounty, searchSettlements } from "../../../web/src/settlements/search.ts";

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
  office: "office",
  hash: code,
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

  it("folds accents, case and punctuation", () => {
    expect(fold("  Győr–Moson–SOPRON! ")).toBe("gyor moson sopron");
  });
});
