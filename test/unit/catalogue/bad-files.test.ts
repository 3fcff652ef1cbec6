import { describe, expect, it } from "vitest";
import { compileCatalogue } from "../../../src/app/catalogue/compile-catalogue.ts";
import { describeProblem } from "../../../src/app/catalogue/source.ts";
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
    ["of another world", { [FILE]: "just words\n" }, `${FILE}:1:1: is "just words"; it must be Object`],
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
