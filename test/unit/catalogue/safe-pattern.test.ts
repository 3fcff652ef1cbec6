import { describe, expect, it } from "vitest";
import { slownessOf } from "../../../src/app/catalogue/safe-pattern.ts";

describe("a pattern of a form", () => {
  it.each([
    "^\\d{4}$",
    "^[1-9]\\d{3}$",
    "^(?=.*\\d)[\\p{L}\\d][\\p{L}\\d ./-]*$",
    "^(HU|AT)\\d{1,9}(/\\d{1,9})?$",
    "^[a*+(|)]{1,3}\\*\\+$",
    "^\\d+([-/]\\d{1,3}){0,1}$",
    "\\d{4}",
  ])("may be %s", (pattern) => {
    expect(slownessOf(pattern)).toBeUndefined();
  });

  it.each([
    "^(a+)+$",
    "^([a-z]*)*$",
    "^(a|a)*$",
    "^(a?){30}$",
    "^((ab?)c)+$",
    "^(?:\\d{1,3} ?){2,}$",
    "^(?<n>a+)+$",
    "^(.)\\1$",
    "^(?<n>.)\\k<n>$",
    "^a*a*a*$",
    "^\\d{1,100}\\d{1,100}\\d{1,100}$",
    `^${"a{0,16}".repeat(8)}x$`,
    `^${"a?".repeat(30)}${"a".repeat(30)}$`,
    `^${"(a|a)".repeat(30)}$`,
    `^.*.*${"a{1,9}".repeat(2)}x$`,
    "a*b",
    "(?=(a+)+)",
  ])("may not be %s", (pattern) => {
    expect(slownessOf(pattern)).toEqual(expect.any(String));
  });
});
