import { assert, bigInt, property } from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerField, ComputedField } from "../../../src/domain/form/definition.ts";
import { columnTotal, formatValue, isNumeric } from "../../../src/domain/form/values.ts";
import { formatDay, formatInstant, formatMonth } from "../../../src/domain/format/instants.ts";
import { formatDecimal, formatSize } from "../../../src/domain/format/numbers.ts";

/** Epoch seconds of an ISO instant. */
const at = (iso: string): number => Date.parse(iso) / 1000;
const label = { hu: "Adat" };
const money: AnswerField = { key: "a", kind: "money", label };

describe("numbers", () => {
  it.each([
    ["hu", "1234567", "1\u202F234\u202F567"],
    ["hu", "-1234.50", "\u22121\u202F234,50"],
    ["en", "1234.5", "1\u202F234.5"],
    ["hu", "999", "999"],
    ["hu", "12345678901234567890123", "12\u202F345\u202F678\u202F901\u202F234\u202F567\u202F890\u202F123"],
    ["hu", "nem szám", "nem szám"],
  ] as const)("in %s: %s", (language, text, written) => {
    expect(formatDecimal(language, text)).toBe(written);
  });

  it("lose no digit", () => {
    assert(
      property(bigInt(), (number) => {
        const written = formatDecimal("hu", String(number));
        expect(written.replaceAll("\u202F", "").replace("\u2212", "-")).toBe(String(number));
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it.each([
    ["hu", 0, "0 bájt"],
    ["en", 1, "1 byte"],
    ["en", 1023, "1023 bytes"],
    ["hu", 1024, "1 kB"],
    ["hu", 1_572_864, "1,5 MB"],
    ["en", 1_572_864, "1.5 MB"],
    ["hu", 25 * 1024 * 1024, "25 MB"],
  ] as const)("sizes in %s: %d", (language, bytes, written) => {
    expect(formatSize(language, bytes)).toBe(written);
  });
});

describe("dates", () => {
  it("are written out in both languages", () => {
    expect(formatDay("hu", "1967-02-03")).toBe("1967. február 3.");
    expect(formatDay("en", "1967-02-03")).toBe("3 February 1967");
    expect(formatMonth("hu", "2026-10")).toBe("2026. október");
    expect(formatMonth("en", "2026-12")).toBe("December 2026");
  });

  it("that are none stay as they are", () => {
    expect(formatDay("hu", "ismeretlen")).toBe("ismeretlen");
    expect(formatMonth("hu", "2026")).toBe("2026");
  });

  it("of instants follow the wall clock, also when it is moved", () => {
    expect(formatInstant("hu", at("2026-11-23T09:18:08Z"), "Europe/Budapest")).toBe(
      "2026. november 23. 10:18:08",
    );
    expect(formatInstant("en", at("2026-07-01T22:30:00Z"), "Europe/Budapest")).toBe("2 July 2026, 00:30:00");
  });
});

describe("values of fields", () => {
  const percent: ComputedField = { key: "b", kind: "computed", as: "percent", compute: true, label };
  const area: AnswerField = { key: "c", kind: "decimal", digits: 2, unit: { hu: "m²", en: "sq m" }, label };

  it("are written by the field's kind", () => {
    expect(formatValue("hu", money, 1_234_567)).toBe("1\u202F234\u202F567 Ft");
    expect(formatValue("hu", percent, "1.8")).toBe("1,8%");
    expect(formatValue("en", area, "12.5")).toBe("12.5 sq m");
    expect(formatValue("hu", area, "12.5")).toBe("12,5 m²");
    expect(formatValue("hu", { key: "d", kind: "date", label }, "2026-02-28")).toBe("2026. február 28.");
    expect(formatValue("hu", { key: "d", kind: "date", label }, "2023-02-29")).toBe("2023-02-29");
    expect(formatValue("hu", { key: "e", kind: "month", label }, "2026-10")).toBe("2026. október");
    expect(formatValue("hu", { key: "f", kind: "year", label }, 2026)).toBe("2026");
    expect(formatValue("hu", { key: "g", kind: "text", label }, "1234567")).toBe("1234567");
  });

  it("know which are numbers", () => {
    expect([money, percent, area].map(isNumeric)).toEqual([true, true, true]);
    expect(isNumeric({ key: "f", kind: "year", label })).toBe(false);
  });

  it("of a column add up exactly; what is no number counts as nothing", () => {
    expect(columnTotal(money, [{ a: 1 }, { a: "x" }, {}, undefined, { a: 41 }])).toBe("42");
    expect(columnTotal(area, [{ c: "0.1" }, { c: "0.2" }])).toBe("0.3");
  });
});
