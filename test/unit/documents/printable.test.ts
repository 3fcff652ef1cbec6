import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable } from "../../../src/adapters/pdf/printable.ts";
import { wrap } from "../../../src/adapters/pdf/wrap.ts";

/** Latin with all its accents, Greek, Cyrillic, punctuation. */
const isInFont = (codePoint: number): boolean =>
  codePoint < 0x500 || (codePoint > 0x1e00 && codePoint < 0x2100);
const print = (text: string): string => printable(text, isInFont).text;

describe("a printable text", () => {
  it.each([
    ["stays as it is when it can be drawn", "Őri Žofia – „igen”", "Őri Žofia – „igen”"],
    ["is composed", "o\u030B", "ő"],
    ["keeps its lines, however they end", "a\r\nb\rc\u2028d\ne", "a\nb\nc\nd\ne"],
    ["has plain spaces for those it lacks", "a\tb\u3000c", "a b c"],
    ["keeps numbers together by a space that can be seen", "1\u202F000", "1\u00A0000"],
    ["leaves out what has no shape", "a\u00ADb\u200Bc\u200Dd\uFEFFe\uFE0F", "abcde"],
    [
      "shows what would turn it around",
      "a\u202Eb\u2066c\u200Fd\u061Ce",
      "a[U+202E]b[U+2066]c[U+200F]d[U+061C]e",
    ],
    ["shows controls", "a\u0000b\u0085c\u001b[31m", "a[U+0000]b[U+0085]c[U+001B][31m"],
    ["shows halves of characters", "a\uD83Db", "a[U+D83D]b"],
    ["shows what the font lacks, neighbours together", "x😀漢y", "x[U+1F600 U+6F22]y"],
    ["shows accents beyond reason", `e${"\u0323".repeat(11)}`, `ẹ${"\u0323".repeat(8)}[U+0323 U+0323]`],
    ["has gaps of some spaces at most", `a${" ".repeat(40)}b`, "a        b"],
  ])("%s", (_, given, expected) => {
    expect(printable(given, isInFont)).toEqual({ text: expected, hasCodes: expected.includes("[U+") });
  });

  it("holds nothing that cannot be drawn, whatever it was, and is the same when printed again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (given) => {
        const text = print(given);
        for (const character of text) {
          expect(character === "\n" || isInFont(character.codePointAt(0) ?? 0)).toBe(true);
          expect(character).not.toMatch(/[\p{Bidi_Control}\p{Cs}]/u);
        }
        expect(print(text)).toBe(text);
      }),
      { seed: 44, numRuns: 500 },
    );
  });
});

/** Every character is one wide. */
const measure = (text: string): number => text.length;

describe("wrapping", () => {
  it("breaks at spaces and keeps them at the end of the line", () => {
    expect(wrap("egy kettő három", 9, measure)).toEqual(["egy kettő ", "három"]);
    expect(wrap("egy\n\nkettő", 9, measure)).toEqual(["egy", "", "kettő"]);
    expect(wrap("", 9, measure)).toEqual([""]);
  });

  it("breaks a word only when it is wider than a line, then into equal parts", () => {
    expect(wrap("abcdefghijkl", 8, measure)).toEqual(["abcdefg", "hijkl"]);
    expect(wrap("x abcdefghij", 10, measure)).toEqual(["x ", "abcdefghij"]);
  });

  it("loses nothing and goes over no edge", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "ő", " ", "\n", "e\u0301", "-"), maxLength: 120 });
    fc.assert(
      fc.property(text, fc.integer({ min: 3, max: 20 }), (given, width) => {
        const lines = wrap(given, width, measure);
        expect(lines.join("")).toBe(given.replaceAll("\n", ""));
        for (const line of lines) expect(line.trimEnd().length).toBeLessThanOrEqual(width);
      }),
      { seed: 45, numRuns: 500 },
    );
  });
});
