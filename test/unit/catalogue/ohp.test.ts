import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../../lib/project-root.ts";

const KERELEM = "altalanos-celu-kerelem";
let catalogue = "";
beforeAll(async () => {
  catalogue = await mkdtemp(join(tmpdir(), "ohp-"));
  await cp(join(projectRoot, "catalogue"), catalogue, { recursive: true });
});
afterAll(() => rm(catalogue, { recursive: true }));

const ohp = (...words: string[]): Promise<{ code: number; out: string; error: string }> =>
  new Promise((resolve) => {
    const command = [join(projectRoot, "bin/ohp.ts"), ...words];
    execFile(process.execPath, command, { cwd: catalogue }, (failure, out, error) => {
      resolve({ code: Number(failure?.code ?? 0), out, error });
    });
  });

const change = async (file: string, passage: string, replacement: string): Promise<void> => {
  const path = join(catalogue, file);
  const text = await readFile(path, "utf8");
  expect(text).toContain(passage);
  await writeFile(path, text.replace(passage, replacement));
};

describe("ohp", { timeout: 60_000 }, () => {
  it("explains itself", async () => {
    expect(await ohp("--help")).toMatchObject({
      code: 0,
      out: expect.stringContaining("form check") as string,
    });
    const help = await ohp("form", "check", "--help");
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining("Exit code 0") as string });
  });

  it.each([
    ["no command", []],
    ["a command there is not", ["form", "chek"]],
    ["an option there is not", ["form", "check", "--jsn"]],
    ["a form there is not", ["form", "check", "nincs-ilyen"]],
    ["a form and all forms", ["form", "check", KERELEM, "--all"]],
    ["two forms", ["form", "check", KERELEM, KERELEM]],
    ["a release without version", ["form", "release", KERELEM]],
    ["a folder there is not", ["form", "check", "--catalogue", "nincs-ilyen"]],
    ["a file as folder", ["form", "check", "--catalogue", "offices/kophaza.yaml"]],
    ["a folder without forms", ["form", "check", "--catalogue", "offices"]],
  ])("exits with 2 for %s, without a stack trace", async (_, words) => {
    const { code, out, error } = await ohp(...words);
    expect(code).toBe(2);
    expect(out + error).not.toMatch(/\n\s+at /);
    expect(out + error).not.toBe("");
  });

  it("lists every form, version, language and number of examples, and exits with 0", async () => {
    const { code, out, error } = await ohp("form", "check", "--all");
    expect([code, error]).toEqual([0, ""]);
    expect(out).toMatch(/^idegenforgalmi-ado-bevallas +\d+\.\d+\.\d+ +(yes|no) +hu en +\d+ +\d+ +\d+$/m);
    expect(out).toMatch(/^13 forms, \d+ versions, \d+ examples: no mistakes$/m);
  });

  it("gives the same as JSON", async () => {
    const { code, out } = await ohp("form", "check", `${KERELEM}@1.0.0`, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      problems: [],
      forms: [{ id: KERELEM, version: "1.0.0", languages: ["hu", "en"] }],
    });
  });

  it("names mistakes with file, line and field, and exits with 1; releases no form that has any", async () => {
    const file = `forms/${KERELEM}/1.0.0/examples.yaml`;
    await change(file, "caseType: public-space", "caseType: wedding");
    const found =
      /^\.\/forms\/.*\/examples\.yaml:\d+:\d+: good\.0\.answers\.request\.caseType is refused: .*\n$/;
    expect(await ohp("form", "check", KERELEM, "--catalogue", ".")).toMatchObject({
      code: 1,
      error: expect.stringMatching(found) as string,
    });
    await rm(join(catalogue, "forms/released.yaml"), { force: true });
    expect(await ohp("form", "release", `${KERELEM}@1.0.0`, "--catalogue", ".")).toMatchObject({
      code: 1,
      error: expect.stringMatching(found) as string,
    });
    await change(file, "caseType: wedding", "caseType: public-space");
  });

  it("releases a form once; after that it may not change", async () => {
    const release = () => ohp("form", "release", `${KERELEM}@1.0.0`, "--catalogue", ".");
    await rm(join(catalogue, "forms/released.yaml"), { force: true });
    expect(await release()).toMatchObject({ code: 0, out: `${KERELEM}@1.0.0 is released.\n` });
    expect(await release()).toMatchObject({ code: 0, out: `${KERELEM}@1.0.0 is released already.\n` });
    await change(`forms/${KERELEM}/1.0.0/form.yaml`, "label: Tárgy", "label: A tárgy");
    const refused = { code: 1, error: expect.stringContaining(`forms/${KERELEM}/1.0.1/`) as string };
    expect(await release()).toMatchObject(refused);
    expect(await ohp("form", "check", "--all", "--catalogue", ".")).toMatchObject(refused);
  });
});
