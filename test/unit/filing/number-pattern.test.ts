import { describe, expect, it } from "vitest";
import {
  arrivalNumber,
  isArrivalPattern,
  isRegistryPattern,
  registryNumber,
} from "../../../src/domain/registry/number-pattern.ts";

describe("registry numbers", () => {
  it.each([
    ["{book}/{main}-{sub}/{year}", "KOPH/12-1/2026"],
    ["{main}-{sub}/{year}", "12-1/2026"],
    ["Szk/{main}-{sub}/{year}/{book}", "Szk/12-1/2026/KOPH"],
  ])("%s gives %s", (pattern, printed) => {
    expect(isRegistryPattern(pattern)).toBe(true);
    expect(registryNumber(pattern, { book: "KOPH", main: 12, sub: 1, year: 2026 })).toBe(printed);
  });

  it.each(["{book}/{main}/{year}", "{book}/{main}-{sub}", "{main}-{sub}/{year}/{clerk}", "{}", ""])(
    "%j cannot tell all documents of a book apart, or asks for what is not there",
    (pattern) => expect(isRegistryPattern(pattern)).toBe(false),
  );
});

describe("arrival numbers", () => {
  it("are printed by the office's pattern", () => {
    expect(isArrivalPattern("E-KOPH/{number}/{year}")).toBe(true);
    expect(arrivalNumber("E-KOPH/{number}/{year}", { number: 7, year: 2026 })).toBe("E-KOPH/7/2026");
  });

  it.each(["E-KOPH/{number}", "{year}", "{number}/{year}/{book}"])(
    "%j is not enough or too much",
    (pattern) => expect(isArrivalPattern(pattern)).toBe(false),
  );
});
