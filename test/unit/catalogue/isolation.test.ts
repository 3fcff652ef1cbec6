import { describe, expect, it } from "vitest";
import type { OfficeId, SettlementCode } from "../../../src/domain/ids.ts";
import { compileSample, edited } from "./sample-catalogue.ts";

const KOPHAZA = "settlements/06895-kophaza.yaml";
const HEVIZ = "settlements/03814-heviz.yaml";
const HEVIZ_CODE = "03814" as SettlementCode;

/** Who can be published, and who stays as it is because of mistakes in which files. */
const outcome = (...[changes, options]: Parameters<typeof compileSample>) => {
  const { settlements, kept } = compileSample(changes, options);
  return {
    ready: [...settlements.keys()].toSorted(),
    kept: Object.fromEntries(
      kept.map(({ file, problems }) => [file, [...new Set(problems.map((problem) => problem.file))]]),
    ),
  };
};

describe("a mistake", () => {
  it.each([
    ["in a settlement's file", edited(KOPHAZA, "team: tax", "team: taxes"), KOPHAZA],
    ["that makes the file unreadable", edited(KOPHAZA, "code:", "\tcode:"), KOPHAZA],
    ["in an office", edited("offices/town.yaml", "E-TOWN/{number}", "E-TOWN"), "offices/town.yaml"],
    ["in the name of an office", { "offices/town.yaml": undefined }, KOPHAZA],
  ])("%s keeps that office's settlement, and no other", (_, changes, file) => {
    expect(outcome(changes)).toEqual({ ready: ["03814"], kept: { [KOPHAZA]: [file] } });
  });

  it("in a form keeps those that offer it", () => {
    const other = { "presets/bare.yaml": "languages: [hu]\nservices: []\n" };
    const bare = edited(HEVIZ, "preset: standard", "preset: bare");
    const broken = edited("forms/sample/1.0.0/form.yaml", "kind: radio", "kind: radar");
    expect(outcome({ ...other, ...bare, ...broken })).toEqual({
      ready: ["03814"],
      kept: { [KOPHAZA]: ["forms/sample/1.0.0/form.yaml"] },
    });
  });

  it("in a group of parameters keeps those that use it", () => {
    const using = edited(
      KOPHAZA,
      "preset: standard",
      'preset: standard\nparameters: { tax: [{ from: "2026-01-01", values: {} }] }',
    );
    expect(outcome({ ...using, "parameters/tax.yaml": "title: 5\nvalues: {}\n" })).toEqual({
      ready: ["03814"],
      kept: { [KOPHAZA]: ["parameters/tax.yaml"] },
    });
  });

  it.each([
    ["the rules of procedure", "procedure.yaml"],
    ["the national list", "national/settlements.csv"],
  ])("in %s keeps everybody", (_, file) => {
    const { ready, kept } = outcome({ [file]: "x" });
    expect(ready).toEqual([]);
    expect(kept).toEqual({ [KOPHAZA]: [file], [HEVIZ]: [file] });
  });

  it("of a copy under another name keeps nobody whose file is called as it should be", () => {
    const copy = edited(KOPHAZA, "team: tax", "team: taxes")[KOPHAZA] ?? "";
    const { ready, kept } = outcome({ "settlements/00000-copy.yaml": copy });
    expect(ready).toEqual(["03814", "06895"]);
    expect(Object.keys(kept)).toEqual(["settlements/00000-copy.yaml"]);
  });

  it("in a file that lies nowhere keeps nobody, but is told", () => {
    const { settlements, kept, problems } = compileSample({ "settlement/06895.yaml": "code: 1" });
    expect([settlements.size, kept.length, problems.length]).toEqual([2, 0, 1]);
  });

  it("says which settlement is kept even where its file cannot be read", () => {
    expect(compileSample({ [HEVIZ]: "[" }).kept.map(({ code }) => code)).toEqual([HEVIZ_CODE]);
  });
});

const published = (id: string, books: string[], krid: string) => ({
  offices: { [id]: { hash: "h", krid, books, settlements: [] } } as Record<
    OfficeId,
    { hash: string; krid: string; books: string[]; settlements: [] }
  >,
});

describe("what an office holds in the publication in force", () => {
  const taking = edited("offices/town.yaml", "id: TOWN", "id: LAKE");
  const townBook = edited(KOPHAZA, "book: TOWN", "book: LAKE");

  it("others cannot take, whatever they are called", () => {
    expect(outcome({ ...taking, ...townBook }, published("lake", ["LAKE"], "999000002"))).toEqual({
      ready: ["03814"],
      kept: { [KOPHAZA]: ["offices/town.yaml"] },
    });
    // Without a publication the first file has it.
    expect(outcome({ ...taking, ...townBook }).ready).toEqual(["06895"]);
  });

  it("is held against offices of other folders, too", () => {
    const { problems } = compileSample({}, published("elsewhere", ["LAKE"], "999000009"));
    expect(problems.map(({ message }) => message)).toEqual([
      "is LAKE, which offices/elsewhere.yaml already has",
    ]);
    expect(outcome({}, published("elsewhere", [], "999000001")).kept).toEqual({
      [KOPHAZA]: ["offices/town.yaml"],
    });
  });

  it("may go to another when its own file gives it up", () => {
    const given = edited("offices/lake.yaml", "id: LAKE", "id: POND");
    const lakeBook = edited(HEVIZ, "book: LAKE", "book: POND");
    const moved = { ...taking, ...townBook, ...given, ...lakeBook };
    expect(outcome(moved, published("lake", ["LAKE"], "999000002")).ready).toEqual(["03814", "06895"]);
  });
});
