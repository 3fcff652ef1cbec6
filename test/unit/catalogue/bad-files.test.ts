import { describe, expect, it } from "vitest";
import { compileCatalogue } from "../../../src/app/catalogue/compile-catalogue.ts";
import { describeProblem, wholeFile } from "../../../src/app/catalogue/source.ts";
import { compileSample, edited, sha256 } from "./sample-catalogue.ts";

const FILE = "settlements/06895-kophaza.yaml";

/** What the author of this file is told, columns too. */
const told = (changes: Record<string, string | undefined>): string[] =>
  compileSample(changes).problems.map(describeProblem);

/** An anchor that, written out, would fill any memory. */
const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
  .concat(
    Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`),
  )
  .join("\n");

describe("a bad file", () => {
  it.each([
    ["that is empty", { [FILE]: "" }, `${FILE}:1:1: is empty`],
    ["of comments only", { [FILE]: "# nothing\n" }, `${FILE}:1:1: is empty`],
    [
      "with a field twice",
      edited(FILE, "county:", "code:"),
      `${FILE}:3:1: is there twice; a field stands once`,
    ],
    [
      "with an anchor",
      edited(FILE, "county: G", "county: &a G"),
      `${FILE}:3:12: has a YAML anchor (&); write the value out`,
    ],
    [
      "with a wrong value",
      edited(FILE, "team: tax", "team: taxi"),
      `${FILE}:10:21: routes.0.team refers to taxi, did you mean tax? The office's teams are general, tax`,
    ],
    [
      "with characters nobody sees",
      edited(FILE, "Soproni", "Sop\u202Eroni"),
      `${FILE}:4:11: contains characters that cannot be shown`,
    ],
    ["that is a list", { [FILE]: "- 1\n" }, `${FILE}:1:1: code is missing`],
    [
      "of another world",
      { [FILE]: "just words\n" },
      `${FILE}:1:1: is "just words"; it must be a group of fields`,
    ],
    [
      "with a second document",
      { [FILE]: "code: 1\n---\ncode: 2\n" },
      `${FILE}:2:1: begins a second document (---); a file holds one`,
    ],
    [
      "with a tag",
      edited(FILE, "county: G", "county: !!binary G"),
      `${FILE}:3:18: has a YAML tag (!); leave it out`,
    ],
    [
      "of another YAML",
      { [FILE]: "%YAML 1.1\n---\ncode: 010\n" },
      `${FILE}:1:1: says which YAML it is (%YAML); leave it out`,
    ],
    [
      "with a list for a name",
      { [FILE]: "? [a, b]\n: 1\n" },
      `${FILE}:1:3: has a list or a group for a name; names are text`,
    ],
    ["that is huge", { [FILE]: `#${"x".repeat(500_000)}\n` }, `${FILE}:1:1: is larger than 500 KB`],
  ])("%s", (_, changes, expected) => {
    expect(told(changes)).toContain(expected);
  });

  it("indented with tabs", () => {
    expect(told(edited(FILE, "  - { form", "\t- { form"))).toEqual([
      `${FILE}:10:1: is indented with a tab; use spaces`,
    ]);
  });

  it("full of anchors is refused without being written out", () => {
    expect(told({ [FILE]: bomb }).some((problem) => problem.includes("alias"))).toBe(true);
  });

  it.each([
    ["keys", Array.from({ length: 40_000 }, (_, i) => `k${i}: 1`).join("\n")],
    ["one name", Array.from({ length: 60_000 }, () => "a: 1").join("\n")],
    ["aliases", `a: &a 1\nb: [${"*a,".repeat(150_000)}]`],
    ["wrong entries", `postcodes: [${"1,".repeat(200_000)}]`],
  ])("that is nothing but %s is told in a few lines", (_, text) => {
    const problems = told({ [FILE]: text });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(51);
  });

  it.each([
    ["open", `code: 1\na: ${"[{".repeat(240_000)}`, "2:104: has more than 100 brackets open at once"],
    ["closed", "]".repeat(490_000), "1:101: closes more than 100 brackets never opened"],
    ["opened and closed", "[]".repeat(240_000), "1:20001: has more than 20000 brackets"],
  ])("of brackets %s is refused before it is parsed", (_, text, expected) => {
    expect(told({ [FILE]: text })).toContain(`${FILE}:${expected}`);
  });

  it("says how many mistakes are not told", () => {
    const problems = told({ [FILE]: `postcodes: [${Array(100).fill("1").join()}]\n` });
    expect(problems.at(-1)).toMatch(/and \d+ more mistakes$/);
  });

  it("cannot write lines of its own, nor fill the screen", () => {
    const [line = "", ...others] = told({ [FILE]: '"a\\nb:1:1: fine": 1\n' }).filter((one) =>
      one.includes("fine"),
    );
    expect(line).toMatch(/^settlements\/06895-kophaza\.yaml:1:1: a b:1:1: fine is not a known field/);
    expect(others).toEqual([]);
    const [long = ""] = told(edited(FILE, "preset: standard", `preset: ${"x".repeat(100_000)}`));
    expect(long.length).toBeLessThan(3000);
    const forged = { ...wholeFile("offices/a\n\u001b[31mb\u202E.yaml", "is no file") };
    expect(describeProblem(forged)).toBe("offices/a [31mb .yaml:1:1: is no file");
  });

  it("that is no text", () => {
    const files = [{ path: FILE, text: "", unreadable: "is not UTF-8 text" }];
    const { problems } = compileCatalogue(files, { sha256 });
    expect(problems.map(describeProblem)).toContain(`${FILE}:1:1: is not UTF-8 text`);
  });

  it("called by another settlement's name", () => {
    const { [FILE]: text = "" } = edited(FILE, "hu: Kópháza, ", "");
    expect(told({ [FILE]: undefined, "settlements/06895-sopron.yaml": text })).toEqual([
      "settlements/06895-sopron.yaml:1:1: code is Kópháza in the national list, whose file is called 06895-kophaza.yaml; Sopron is 08518",
    ]);
  });

  it("with a code nobody has", () => {
    const { [FILE]: text = "" } = edited(FILE, '"06895"', '"08493"');
    expect(told({ [FILE]: undefined, "settlements/08493-csenyete.yaml": text })).toEqual([
      "settlements/08493-csenyete.yaml:1:1: code is not in the national list",
    ]);
  });
});
