import { assert, boolean, constantFrom, integer, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { readSearch, searchableName } from "../../../src/domain/office/search.ts";
import { arrivalNumber, registryNumber } from "../../../src/domain/registry/number-pattern.ts";

const hu = (text: string) => ({ hu: text });
const office = {
  arrivalPattern: "E-KOPH/{number}/{year}",
  books: [
    { id: "KOPH", name: hu("Kópháza"), numberPattern: "{book}/{main}-{sub}/{year}" },
    // Without the book in it, and with signs that mean something in a pattern of text.
    { id: "HARK", name: hu("Harka"), numberPattern: "H.({year}) {main}/{sub}" },
  ],
};

describe("what a clerk types", () => {
  it("is a submission number when it has its 27 digits", () => {
    const number = "999000001202611230918080042";
    expect(readSearch(` ${number} `, office)).toEqual({ by: "submission", number });
    expect(readSearch(number.slice(1), office).by).toBe("name");
  });

  it("is any registry number a book of the office prints, in either case", () => {
    const counted = record({
      book: constantFrom(...office.books),
      main: integer({ min: 1, max: 999_999 }),
      sub: integer({ min: 1, max: 99 }),
      year: integer({ min: 2000, max: 2099 }),
    });
    assert(
      property(counted, boolean(), ({ book, ...values }, lower) => {
        const printed = registryNumber(book.numberPattern, { book: book.id, ...values });
        const typed = lower ? printed.toLowerCase() : printed;
        expect(readSearch(typed, office)).toEqual({ by: "registry", place: { book: book.id, ...values } });
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it("is the number of a case as people say it, without its sub-number", () => {
    const place = { main: 12, sub: 1, year: 2026 };
    const sought = (book: string) => ({ by: "registry", place: { book, ...place } });
    expect(readSearch("koph/12/2026", office)).toEqual(sought("KOPH"));
    expect(readSearch("H.(2026) 12", office)).toEqual(sought("HARK"));
  });

  it("is a submission number in the groups pages show it in", () => {
    const number = "999000001202611230918080042";
    const shown = "999 000 001, 2026 11 23 09 18 08, 0042";
    expect(readSearch(shown, office)).toEqual({ by: "submission", number });
  });

  it("is an arrival number of the office, as it is stored", () => {
    const place = { number: 12, year: 2026 };
    const typed = arrivalNumber(office.arrivalPattern, place).toLowerCase();
    expect(readSearch(typed, office)).toEqual({ by: "arrival", place });
  });

  it.each(["KOPH/007-1/2026", "XOPH/7-1/2026", "E-SOPR/12/2026", "KOPH/7-1/2026x"])(
    "%s is no number of the office, so a name",
    (text) => {
      expect(readSearch(text, office).by).toBe("name");
    },
  );
});

describe("names", () => {
  it.each([
    ["Őzse  Ágnes", "ozse agnes"],
    ["IZMIŠLJENIĆ Žarko", "izmisljenic zarko"],
    ["Müller-Weiß", "muller-weiss"],
    ["Đurđica", "durdica"],
    ["A#B", "a b"],
  ])("%s is searched as %s", (name, searched) => {
    expect(searchableName(name)).toBe(searched);
  });

  it("never hold the mark that parts them from the id, and are searched alike when searched again", () => {
    assert(
      property(string({ unit: "grapheme" }), (name) => {
        const searched = searchableName(name);
        expect(searched).not.toContain("#");
        expect(searchableName(searched)).toBe(searched);
      }),
      { seed: 12, numRuns: 500 },
    );
  });
});
