import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectRoot } from "../../../lib/project-root.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohp-settlement-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Without a terminal, called from the folder. */
const ohp = (...words: string[]): Promise<{ code: number; out: string; error: string }> =>
  new Promise((resolve) => {
    const command = [join(projectRoot, "bin/ohp.ts"), "settlement", ...words];
    execFile(process.execPath, command, { cwd: folder }, (failure, out, error) => {
      resolve({ code: Number(failure?.code ?? 0), out, error });
    });
  });
const init = (...words: string[]) => ohp("init", ...words, "--catalogue", "own");
const made = async (path: string): Promise<string> => {
  await writeFile(join(folder, path), "");
  return join(folder, path);
};
const written = async () =>
  (await readdir(folder, { recursive: true })).filter((path) => path.endsWith(".yaml"));

describe("ohp settlement", { timeout: 60_000 }, () => {
  it("writes a settlement's files without a terminal, and finds no mistake in them", async () => {
    expect(await init("Fertőrákos", "--krid", "999123456")).toMatchObject({ code: 0, error: "" });
    const text = await readFile(join(folder, "own/settlements/12414-fertorakos.yaml"), "utf8");
    // Editors complete it there, too.
    const [, schema = ""] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
    expect(await readFile(join(folder, "own/settlements", schema), "utf8")).toContain(
      '"title": "Settlement"',
    );
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(15);
    expect(await ohp("check", "--catalogue", "own")).toEqual({
      code: 0,
      out: "1 settlement, 1 office: no mistakes\n",
      error: "",
    });
    expect(await init("Fertőrákos", "--krid", "999123456")).toMatchObject({
      code: 1,
      error: expect.stringContaining("is there already; --force writes over it") as string,
    });
  });

  it("names a mistake with file, line and column, as text and as JSON", async () => {
    await init("Fertőrákos", "--krid", "999123456");
    const path = join(folder, "own/settlements/12414-fertorakos.yaml");
    await writeFile(path, `${await readFile(path, "utf8")}routes: [{ form: "*", team: adoo }]\n`);
    const message = "routes.0.team refers to adoo, did you mean ado? The office's teams are igazgatas, ado";
    expect(await ohp("check", "fertorakos", "--catalogue", "own")).toEqual({
      code: 1,
      out: "1 settlement, 1 office: 1 mistake\n",
      error: `own/settlements/12414-fertorakos.yaml:6:23: ${message}\n`,
    });
    const { code, out } = await ohp("check", "--all", "--json", "--catalogue", "own");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ problems: [{ line: 6, column: 23, field: "routes.0.team" }] });
  });

  it("writes nothing when anything is wrong", async () => {
    const refused = [
      await init("Fertőrákos", "--krid", "12"),
      await init("Fertőrákos", "--krid", "999123456", "--accent", "#ffff00"),
      await init("Fertőrákus", "--krid", "999123456"),
    ];
    expect(refused.map(({ code }) => code)).toEqual([1, 1, 1]);
    await writeFile(
      join(folder, "t.csv"),
      "name,krid,accent\nUnd,999000111,#1d6b45\nKópháza,999000112,#fff\n",
    );
    expect(await ohp("import", "t.csv", "--catalogue", "own")).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^t\.csv:3:1: theme\.accent must be a colour/) as string,
    });
    await writeFile(join(folder, "t.csv"), "name\nKópháza\n");
    expect(await ohp("import", "t.csv", "--catalogue", "own")).toMatchObject({
      code: 1,
      error:
        "t.csv:2:1: krid is missing: office kophaza, which serves Kópháza, is not there yet; if another serves it, name that in the column office\n",
    });
    expect(await written()).toEqual([]);
  });

  it("writes no file when it cannot write all", async () => {
    await mkdir(join(folder, "own/settlements/.12414-fertorakos.yaml.part"), { recursive: true });
    expect(await init("Fertőrákos", "--krid", "999123456")).toMatchObject({ code: 1, out: "" });
    expect((await written()).filter((path) => !path.startsWith("own/schemas"))).toEqual([]);
  });

  it("imports a table, and a county for trials", async () => {
    await writeFile(join(folder, "t.csv"), "name;krid\nUnd;999000111\nKópháza;999000112\n");
    expect(await ohp("import", "t.csv", "--catalogue", "own", "--json")).toMatchObject({
      code: 0,
      error: "",
    });
    expect(await written()).toHaveLength(4);
    expect(await ohp("import", "--national", "--county", "Zala", "--out", "zala")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^258 settlements and \d+ offices written to zala\n$/) as string,
    });
  });

  it.each([
    ["an option there is not", ["check", "--jsom"], 2, "There is no option --jsom, did you mean --json?"],
    ["a command there is not", ["chek"], 2, "There is no command settlement chek."],
    ["a folder there is not", ["check", "--catalogue", "nincs"], 2, "There is no folder nincs."],
    ["a region there is not", ["status", "--region", "lokal"], 1, 'There is no region "lokal".'],
    ["a wrong value", ["init", "Und", "--krid", "1", "--catalogue", "own"], 1, "krid must be the 9 digits"],
  ])("answers %s with JSON where that is wanted", async (_, words, expected, sentence) => {
    const { code, out, error } = await ohp(...words, "--json");
    expect([code, error]).toEqual([expected, ""]);
    const told = JSON.parse(out) as { error: string[] };
    expect(told.error).toEqual([expect.stringContaining(sentence)]);
    expect(out).not.toContain("Usage:");
  });

  it("does not complain when nobody reads on, and says no more than fits a screen of one long word", async () => {
    await init("Fertőrákos", "--krid", "999123456");
    const office = join(folder, "own/offices/fertorakos.yaml");
    await writeFile(office, `${await readFile(office, "utf8")}x: {${"a: {}, ".repeat(40)}}\n`);
    const command = [
      join(projectRoot, "bin/ohp.ts"),
      "settlement",
      "check",
      "--all",
      "--json",
      "--catalogue",
      "own",
    ];
    const child = spawn(process.execPath, command, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let error = "";
    child.stderr.on("data", (text) => (error += String(text)));
    expect(await new Promise((resolve) => child.once("close", resolve))).toBe(1);
    expect(error).toBe("");
    const { error: long } = await ohp("check", "x".repeat(100_000), "--catalogue", "own");
    expect(long.length).toBeLessThan(5000);
  });

  it("names files that cannot be read, and reads the others", async () => {
    await init("Fertőrákos", "--krid", "999123456");
    await mkdir(join(folder, "own/settlements/08518-sopron.yaml"));
    await symlink("/etc/passwd", join(folder, "own/offices/link.yaml"));
    await writeFile(join(folder, "own/settlements/06895-kophaza.yml"), "code: 1");
    await writeFile(join(folder, "own/settlements/.#06895-kophaza.yaml"), "code: 1");
    await truncate(await made("own/settlements/07649-harka.yaml"), 100_000_000);
    expect(await ohp("check", "--all", "--catalogue", "own")).toEqual({
      code: 1,
      out: "4 settlements, 2 offices: 4 mistakes\n",
      error: [
        "offices/link.yaml:1:1: is a link; put the file itself here",
        "settlements/06895-kophaza.yml:1:1: must end in .yaml",
        "settlements/07649-harka.yaml:1:1: is larger than 20 MB",
        "settlements/08518-sopron.yaml:1:1: is no file",
      ]
        .map((line) => `own/${line}\n`)
        .join(""),
    });
    expect(await ohp("check", "06895", "--catalogue", "own")).toMatchObject({
      code: 1,
      error: "own/settlements/06895-kophaza.yml:1:1: must end in .yaml\n",
    });
    expect(await ohp("check", "12414", "--catalogue", "own")).toMatchObject({ code: 0, error: "" });
  });

  it("ends with a sentence where the system makes no folder", async () => {
    const message = "/proc/x cannot be made (ENOENT)\n";
    for (const words of [
      ["import", "--national", "--out", "/proc/x"],
      ["init", "Und", "--krid", "999123456", "--catalogue", "/proc/x"],
    ])
      expect(await ohp(...words)).toMatchObject({ code: 1, error: message });
  });

  it.each([
    ["no settlement", ["init"]],
    ["no mailbox", ["init", "Und", "--catalogue", "own"]],
    ["a settlement there is not", ["check", "nincs-ilyen"]],
    ["a folder there is not", ["check", "--catalogue", "nincs-ilyen"]],
    ["no table", ["import"]],
    ["a table there is not", ["import", "nincs.csv", "--catalogue", "own"]],
    ["a county there is not", ["import", "--national", "--county", "Zemplén", "--out", "x"]],
    ["the project's own folder for trials", ["import", "--national"]],
    ["an option there is not", ["check", "--jsn"]],
  ])("exits with 2 for %s, without a stack trace", async (_, words) => {
    const { code, out, error } = await ohp(...words);
    expect(code).toBe(2);
    expect(out + error).not.toMatch(/\n\s+at /);
    expect(error).not.toBe("");
  });
});
