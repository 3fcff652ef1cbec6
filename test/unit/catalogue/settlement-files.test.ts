import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { choiceOf, readSettlementFiles } from "../../../bin/ohp/settlement-files.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "settlement-files-"));
  await mkdir(join(folder, "settlements"));
  await mkdir(join(folder, "offices"));
  const office = `name: { hu: Hivatal, en: Office }
krid: "999000001"
arrivalPattern: "E-HIV/{number}/{year}"
books: [{ id: HIV, name: { hu: Könyv, en: Book } }]
teams: [{ id: ado, name: { hu: Adó, en: Tax } }]
contact: { address: Fő tér 1. }
`;
  await write("offices/hivatal.yaml", office);
  for (const [name, code] of [
    ["14456-szentes", "14456"],
    ["18403-hegyko", "18403"],
  ])
    await write(`settlements/${name}.yaml`, `code: "${code}"\noffice: hivatal\nbook: HIV\n`);
  await write("settlements/10658-fertohomok.yaml", "kod: 1\n");
});
afterEach(() => rm(folder, { recursive: true }));

const write = (path: string, text: string) => writeFile(join(folder, path), text);
const read = (...words: string[]) => readSettlementFiles(folder, words);

describe("settlements named on the command line", () => {
  it.each(["14456", "Szentes", "szentes", "14456-szentes", "settlements/14456-szentes.yaml"])(
    "%s is found by its file, and no other settlement is read",
    async (word) => {
      const { codes, compiled, problems } = await read(word);
      expect(codes).toEqual(["14456"]);
      expect([...compiled.settlements.keys()]).toEqual(["14456"]);
      expect(problems).toEqual([]);
    },
  );

  it("are not kept by another office's claim that nobody has published", async () => {
    const office = await readFile(join(folder, "offices/hivatal.yaml"), "utf8");
    await write("offices/a-masik.yaml", office);
    expect((await read("szentes")).problems).toEqual([]);
    const { problems } = await readSettlementFiles(folder, "all");
    expect(problems.map(({ file }) => file)).toContain("offices/hivatal.yaml");
  });

  it("are told of all offices when theirs is not there", async () => {
    await write("settlements/14456-szentes.yaml", 'code: "14456"\noffice: hivatall\nbook: HIV\n');
    const { problems } = await read("szentes");
    expect(problems).toMatchObject([{ message: expect.stringContaining("did you mean hivatal?") as string }]);
  });

  it("may be several, with mistakes or without", async () => {
    const { codes, problems } = await read("Hegykő", "fertohomok");
    expect(codes).toEqual(["10658", "18403"]);
    expect(new Set(problems.map(({ file }) => file))).toEqual(new Set(["settlements/10658-fertohomok.yaml"]));
  });

  it("are counted with their offices, whatever mistakes there are in either", async () => {
    const second = (await readFile(join(folder, "offices/hivatal.yaml"), "utf8")).replaceAll("HIV", "MAS");
    await write("offices/a-masik.yaml", second.replace("999000001", "999000002"));
    expect((await read("szentes", "hegyko")).offices).toBe(1);
    await write("settlements/14456-szentes.yaml", 'code: "14456"\noffice: hivatal\nbook: HIVV\n');
    expect((await read("szentes")).offices).toBe(1);
    await write("offices/hivatal.yaml", "nev: 1\n");
    expect((await read("szentes")).offices).toBe(1);
    // Of an office that is not there nothing was checked; the others were only looked through for what was meant.
    await write("settlements/14456-szentes.yaml", 'code: "14456"\noffice: hivatall\nbook: HIV\n');
    expect((await read("szentes")).offices).toBe(0);
    expect((await readSettlementFiles(folder, "all")).offices).toBe(2);
  });

  it("are all with --all", async () => {
    const { codes } = await readSettlementFiles(folder, choiceOf([], true, ""));
    expect(codes).toEqual(["10658", "14456", "18403"]);
  });

  it("must be there: what was meant is said, or where to look", async () => {
    await expect(read("Szents")).rejects.toThrow(/There is no settlement Szents in .*Did you mean szentes\?/);
    await expect(readSettlementFiles(undefined, ["14456"])).rejects.toThrow(/--catalogue/);
    expect(() => choiceOf([], false, "help")).toThrow(/--all/);
    expect(() => choiceOf(["szentes"], true, "help")).toThrow(/--all/);
  });
});
