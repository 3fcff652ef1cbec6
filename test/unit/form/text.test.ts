import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalPhone, isEmailAddress } from "../../../src/domain/form/contact.ts";
import {
  hasForbiddenCharacters,
  lengthOf,
  normaliseLine,
  normaliseLines,
} from "../../../src/domain/form/text.ts";

/** Letters that compose, marks, separators, controls and halves of surrogate pairs, in any order. */
const awkwardText = fc
  .array(
    fc.constantFrom(
      "e",
      "\u0301",
      "o",
      "\u030B",
      " ",
      "\u00A0",
      "\uFEFF",
      "\r",
      "\n",
      "\t",
      "\u2028",
      "😀",
      "\uD800",
      "\u0000",
    ),
  )
  .map((parts) => parts.join(""));

describe("normalising", () => {
  it("composes accents however they were typed", () => {
    expect(normaliseLine("a\u0301rvi\u0301ztu\u030Bro\u030B")).toBe("árvíztűrő");
    expect(normaliseLines("e\uFEFF\u0301")).toBe("é");
  });

  it("keeps one line one line, and the lines of a letter", () => {
    expect(normaliseLine(" két \t\r\n szó\u00A0itt ")).toBe("két szó itt");
    expect(normaliseLines("\n  első\r\nmásodik\rharmadik\u2028negyedik \n")).toBe(
      "első\nmásodik\nharmadik\nnegyedik",
    );
  });

  it("has nothing left to do the second time", () => {
    fc.assert(
      fc.property(awkwardText, (text) => {
        expect(normaliseLine(normaliseLine(text))).toBe(normaliseLine(text));
        expect(normaliseLines(normaliseLines(text))).toBe(normaliseLines(text));
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it("counts characters as people do", () => {
    expect(lengthOf("ő😀")).toBe(2);
  });
});

describe("forbidden characters", () => {
  it.each([
    ["NUL", "a\u0000b"],
    ["escape", "\u001B[31m"],
    ["delete", "\u007F"],
    ["C1 control", "\u0085"],
    ["vertical tab", "\u000B"],
    ["half of a surrogate pair", "a\uD83Db"],
    ["right-to-left override", "fdp.\u202Eexe"],
    ["isolate", "\u2066x"],
    ["non-character", "\uFFFE"],
  ])("finds %s", (_, text) => {
    expect(hasForbiddenCharacters(text)).toBe(true);
  });

  it("lets every writing through", () => {
    for (const text of [
      "árvíztűrő tükörfúrógép",
      "Koljnof čćšđž",
      "a\tb\nc",
      "日本語 עברית العربية",
      "👨‍👩‍👧 €„”",
    ]) {
      expect(hasForbiddenCharacters(text)).toBe(false);
    }
  });
});

describe("isEmailAddress", () => {
  it.each(["a@b.hu", "minta.ugyfel+ado@levél.példa.hu", "o'neil_1@x-y.museum", "a@xn--lvl-cma.xn--p1ai"])(
    "takes %s",
    (text) => {
      expect(isEmailAddress(text)).toBe(true);
    },
  );

  it.each([
    "a",
    "@b.hu",
    "a@",
    "a@b",
    "a@b.h",
    "a@b..hu",
    "a@.hu",
    "a@-b.hu",
    "a@b-.hu",
    ".a@b.hu",
    "a.@b.hu",
    "a..b@c.hu",
    "a b@c.hu",
    "a@b@c.hu",
    '"a b"@c.hu',
    "a@[127.0.0.1]",
    "a@b.hu\nBcc: x@y.hu",
    `${"a".repeat(65)}@b.hu`,
    `a@${"b".repeat(64)}.hu`,
    `a@${"b.".repeat(130)}hu`,
  ])("refuses %s", (text) => {
    expect(isEmailAddress(text)).toBe(false);
  });
});

describe("canonicalPhone", () => {
  it.each([
    ["+999 (000) 000-001", "+999000000001"],
    ["00 999 000 000 001", "+999000000001"],
    ["06 1/000-0000", "+3610000000"],
    ["06\u00A0(99)\u2013000.000", "+3699000000"],
    ["+36 99 000 0000", "+36990000000"],
  ])("reads %s", (typed, canonical) => {
    expect(canonicalPhone(typed)).toBe(canonical);
    expect(canonicalPhone(canonical)).toBe(canonical);
  });

  it.each([
    "",
    "99/000-000",
    "+36 99 000 00000",
    "+36 99 000",
    "+0 1234567",
    "06",
    "+36 06 1 000",
    "12a4567890",
    "+36+99000000",
  ])("refuses %s", (typed) => {
    expect(canonicalPhone(typed)).toBeUndefined();
  });
});
