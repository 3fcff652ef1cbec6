import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseShortName } from "../../../src/domain/acting/short-name.ts";
import { parseTaxNumber, taxStem } from "../../../src/domain/acting/tax-number.ts";

const seed = 20_261_123;
const WEIGHTS = [9, 7, 3, 1, 9, 7, 3];

/** A tax number as the rules make it, in digits. */
const valid = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 7 }),
    fc.constantFrom("1", "2", "3", "4", "5"),
    fc.constantFrom("02", "13", "20", "22", "40", "41", "43", "44", "51"),
  )
  .map(([stem, vat, county]) => {
    const sum = stem.reduce((total, digit, index) => total + digit * (WEIGHTS[index] ?? 0), 0);
    return `${stem.join("")}${(10 - (sum % 10)) % 10}${vat}${county}`;
  })
  .filter((digits) => !digits.startsWith("00000000"));

describe("a tax number", () => {
  it.each([
    ["12892312-2-41", "12892312-2-41"],
    ["15393702 2 13", "15393702-2-13"],
    ["01234565208", "01234565-2-08"],
    [" 0123 4565 – 2 – 08 ", "01234565-2-08"],
    ["01234565\u20112\u00a008", "01234565-2-08"],
  ])("%j is read as %s", (typed, value) => {
    expect(parseTaxNumber(typed)).toEqual({ ok: true, value });
  });

  it.each([
    ["a wrong check digit", "12892313-2-41"],
    ["the public sample", "12345678-1-42"],
    ["a VAT code that is none", "01234565-6-08"],
    ["VAT code 0", "01234565-0-08"],
    ["county 21", "01234565-2-21"],
    ["county 01", "01234565-2-01"],
    ["county 45", "01234565-2-45"],
    ["nothing but zeros", "00000000-2-08"],
    ["a digit short", "1234565-2-08"],
    ["a digit more", "01234565-2-081"],
    ["the stem alone", "01234565"],
    ["letters", "HU01234565"],
    ["digits of another script", "٠١٢٣٤٥٦٥-٢-٠٨"],
    ["nothing", " "],
  ])("with %s is refused", (_, typed) => {
    expect(parseTaxNumber(typed)).toEqual({ ok: false, failure: { code: "pattern" } });
  });

  it("is the same whatever spaces and hyphens it is typed with", () => {
    const separators = fc.array(fc.constantFrom("", " ", "-", "–", " - ", "\u00a0"), {
      minLength: 12,
      maxLength: 12,
    });
    fc.assert(
      fc.property(valid, separators, (digits, between) => {
        const typed = Array.from(digits, (digit, index) => `${between[index]}${digit}`).join("");
        const kept = `${digits.slice(0, 8)}-${digits.slice(8, 9)}-${digits.slice(9)}`;
        expect(parseTaxNumber(typed)).toEqual({ ok: true, value: kept });
        expect(taxStem(kept)).toBe(digits.slice(0, 8));
      }),
      { seed, numRuns: 300 },
    );
  });

  it("with one digit of the stem mistyped is never accepted", () => {
    fc.assert(
      fc.property(valid, fc.nat({ max: 7 }), fc.integer({ min: 1, max: 9 }), (digits, place, shift) => {
        const other = String((Number(digits[place]) + shift) % 10);
        const mistyped = digits.slice(0, place) + other + digits.slice(place + 1);
        expect(parseTaxNumber(mistyped).ok).toBe(false);
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe("a short name of an office mailbox", () => {
  it.each([
    ["BMJVADO", "BMJVADO"],
    [" teszthkpgi ", "TESZTHKPGI"],
    ["7", "7"],
  ])("%j is %s", (typed, value) => expect(parseShortName(typed)).toEqual({ ok: true, value }));

  it.each(["", "ELEVENCHARS", "NEM-JÓ", "KÖH", "A B", "ẞ"])("%j is none", (typed) => {
    expect(parseShortName(typed).ok).toBe(false);
  });
});
