import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCatalogue, readCatalogueFiles } from "../../../bin/catalogue.ts";
import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import type {
  CataloguePointer,
  PublishedSettlement,
  SettlementListing,
} from "../../../src/domain/settlement/settlement.ts";
import { isSettlementCode } from "../../../src/domain/settlement/settlement-code.ts";

let folder = "";
const read = async <T>(name: string): Promise<T> =>
  JSON.parse(await readFile(join(folder, name), "utf8")) as T;
const readListing = async () =>
  read<SettlementListing[]>(`settlements.${(await read<CataloguePointer>("current.json")).settlements}.json`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "catalogue-"));
  await buildCatalogue(folder);
});
afterAll(() => rm(folder, { recursive: true }));

describe("the project's catalogue", () => {
  it("publishes what the pointer leads to, and nothing else", async () => {
    const listing = await readListing();
    const settlements = await Promise.all(
      listing.map(({ hash }) => read<PublishedSettlement>(`settlement.${hash}.json`)),
    );
    const forms = new Set(settlements.flatMap(({ services }) => services.map(({ formHash }) => formHash)));
    expect((await readdir(folder)).length).toBe(4 + settlements.length + forms.size);
    for (const hash of forms) {
      const form = await read<FormDefinition>(`form.${hash}.json`);
      expect(form.pages.length).toBeGreaterThan(0);
    }
  });

  it("has Kópháza and the others, each with a valid code and its service", async () => {
    const listing = await readListing();
    expect(listing.map(({ name }) => name.hu)).toEqual(
      expect.arrayContaining(["Kópháza", "Sopron", "Nagycenk", "Harka", "Hévíz", "Balatonfüred", "Iborfia"]),
    );
    for (const { code, hash } of listing) {
      expect(isSettlementCode(code)).toBe(true);
      const settlement = await read<PublishedSettlement>(`settlement.${hash}.json`);
      expect(settlement.services.map(({ form }) => form)).toContain("altalanos-celu-kerelem");
      expect(settlement.office.books.map(({ id }) => id)).toContain(settlement.book);
      expect(settlement.routes.at(-1)?.form).toBe("*");
    }
  });

  it("has settlements that share an office, with one book or each with its own", async () => {
    const settlements = await Promise.all(
      (await readListing()).map(({ hash }) => read<PublishedSettlement>(`settlement.${hash}.json`)),
    );
    const booksOf = (office: string) =>
      settlements.filter((settlement) => settlement.office.id === office).map(({ book }) => book);
    expect(booksOf("gellenhaza")).toEqual(["GELL", "GELL"]);
    expect(booksOf("agfalva").toSorted()).toEqual(["AGFA", "HARK"]);
  });

  it("keeps settlement files short", async () => {
    const files = (await readCatalogueFiles()).filter(({ path }) => path.startsWith("settlements/"));
    expect(files.length).toBeGreaterThanOrEqual(7);
    for (const { text } of files) expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(15);
  });

  it("builds the same files again, with the same pointer, and leaves foreign files alone", async () => {
    const before = await readFile(join(folder, "current.json"), "utf8");
    const names = await readdir(folder);
    await writeFile(join(folder, "notes.txt"), "mine");
    await writeFile(join(folder, "form.0123456789abcdef.json"), "{}");
    await buildCatalogue(folder);
    expect(await readFile(join(folder, "current.json"), "utf8")).toBe(before);
    expect((await readdir(folder)).toSorted()).toEqual([...names, "notes.txt"].toSorted());
    await rm(join(folder, "notes.txt"));
  });
});
