import { describe, expect, it } from "vitest";
import { readCatalogueFiles, readCatalogueFolder, sha256 } from "../../../bin/catalogue.ts";
import { compileCatalogue } from "../../../src/app/catalogue/compile-catalogue.ts";
import { describeProblem } from "../../../src/app/catalogue/source.ts";
import { cataloguePaths } from "../../../src/domain/settlement/settlement.ts";
import { isSettlementCode } from "../../../src/domain/settlement/settlement-code.ts";

const { files, images } = await readCatalogueFolder();
const compiled = compileCatalogue(files, { sha256, images });
const ready = [...compiled.settlements.values()];
const settlements = ready.map(({ settlement }) => settlement);
const booksOf = (office: string) =>
  settlements.filter((settlement) => settlement.office.id === office).map(({ book }) => book);

describe("the project's catalogue", () => {
  it("has no mistakes, and keeps nobody", () => {
    expect(compiled.problems.map(describeProblem)).toEqual([]);
    expect(compiled.kept).toEqual([]);
  });

  it("brings with each settlement every form it names, and nothing twice", () => {
    for (const { settlement, objects } of ready) {
      const named = [...settlement.services, ...(settlement.calculators ?? [])].map(
        ({ formHash }) => formHash,
      );
      for (const hash of named) expect(objects.has(cataloguePaths.form(hash))).toBe(true);
      const crests = settlement.theme?.crest ? 1 : 0;
      expect(objects.size).toBe(2 + new Set(named).size + crests);
    }
  });

  it("has Kópháza and the others, each with a valid code and its service", () => {
    expect(settlements.map(({ name }) => name.hu)).toEqual(
      expect.arrayContaining(["Kópháza", "Sopron", "Nagycenk", "Harka", "Hévíz", "Balatonfüred", "Iborfia"]),
    );
    for (const settlement of settlements) {
      expect(isSettlementCode(settlement.code)).toBe(true);
      expect(settlement.services.map(({ form }) => form)).toContain("altalanos-celu-kerelem");
      expect(settlement.office.books.map(({ id }) => id)).toContain(settlement.book);
      expect(settlement.routes.at(-1)?.form).toBe("*");
    }
  });

  it("takes county, district and postcodes from the national list", () => {
    const kophaza = settlements.find(({ code }) => code === "06895");
    expect(kophaza).toMatchObject({
      name: { hu: "Kópháza", de: "Kohlnhof", hr: "Koljnof" },
      county: "Győr-Moson-Sopron",
      district: "Soproni járás",
      postcodes: ["9495"],
    });
  });

  it("has settlements that share an office, with one book or each with its own", () => {
    expect(booksOf("gellenhaza")).toEqual(["GELL", "GELL"]);
    expect(booksOf("agfalva").toSorted()).toEqual(["AGFA", "HARK"]);
  });

  it("keeps settlement files short", async () => {
    const own = (await readCatalogueFiles()).filter(({ path }) => path.startsWith("settlements/"));
    expect(own.length).toBeGreaterThanOrEqual(7);
    for (const { text } of own) expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(15);
  });
});
