import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addAll,
  compare,
  divide,
  type Exact,
  multiply,
  round,
  subtract,
  toDecimal,
  toExact,
  toWhole,
  ZERO,
} from "../../../src/domain/form/exact.ts";

const exact = (value: number | string): Exact => {
  const read = toExact(value);
  if (!read) throw new Error(`${value} is no number`);
  return read;
};
const add = (a: Exact, b: Exact): Exact => addAll([a, b]);
const one = exact(1);
const wholes = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const decimals = fc.tuple(wholes, fc.integer({ min: 0, max: 999 })).map(([w, f]) => `${w}.${f}`);

describe("reading", () => {
  it.each([
    0.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    "",
    "1,5",
    "1e3",
    "0x10",
    ".5",
    "5.",
    null,
    true,
    {},
    "१",
  ])("%s is not exact", (value) => {
    expect(toExact(value)).toBeUndefined();
  });

  it("decimal text means what it says", () => {
    expect(toExact("-1.50")).toEqual({ n: -3n, d: 2n });
    expect(toExact("007")).toEqual({ n: 7n, d: 1n });
  });
});

it("50,000,000 × 1.8 % is exactly 900,000", () => {
  expect(toWhole(divide(multiply(exact(50_000_000), exact("1.8")), exact(100)) ?? ZERO)).toBe(900_000);
});

it("what is divided and multiplied again is the same", () => {
  fc.assert(
    fc.property(
      decimals,
      wholes.filter((whole) => whole !== 0),
      (a, b) => {
        const quotient = divide(exact(a), exact(b)) ?? ZERO;
        expect(multiply(quotient, exact(b))).toEqual(exact(a));
        expect(subtract(add(exact(a), exact(b)), exact(b))).toEqual(exact(a));
      },
    ),
    { seed: 4 },
  );
});

it("dividing by zero gives nothing", () => {
  expect(divide(one, ZERO)).toBeUndefined();
});

describe("rounding", () => {
  it.each([
    ["0.5", 1, "half-up", 1],
    ["0.49", 1, "half-up", 0],
    ["-0.5", 1, "half-up", 0],
    ["-0.51", 1, "half-up", -1],
    ["1.99", 1, "down", 1],
    ["-1.01", 1, "down", -2],
    ["1.01", 1, "up", 2],
    ["2", 1, "up", 2],
    [149, 100, "half-up", 100],
    [150, 100, "half-up", 200],
  ] as const)("%s to %s, %s, is %s", (value, step, rounding, expected) => {
    expect(toWhole(round(exact(value), exact(step), rounding))).toBe(expected);
  });

  it("moves by less than a step and to a multiple of it", () => {
    fc.assert(
      fc.property(
        decimals,
        fc.integer({ min: 1, max: 1000 }),
        fc.constantFrom("half-up", "down", "up"),
        (value, step, rounding) => {
          const rounded = round(exact(value), exact(step), rounding);
          expect(Math.abs(toWhole(rounded) ?? Number.NaN) % step).toBe(0);
          const moved = subtract(rounded, exact(value));
          expect(compare(moved, exact(step))).toBe(-1);
          expect(compare(moved, exact(-step))).toBe(1);
        },
      ),
      { seed: 4 },
    );
  });
});

describe("writing", () => {
  it.each([
    ["1.50", 2, "1.5"],
    ["-0.005", 2, "0"],
    ["-0.006", 2, "-0.01"],
    ["2.675", 2, "2.68"],
    ["100", 0, "100"],
    ["0.04", 1, "0"],
  ] as const)("%s with %s decimals is %s", (value, digits, expected) => {
    expect(toDecimal(exact(value), digits)).toBe(expected);
  });

  it("only safe whole numbers become JSON numbers", () => {
    expect(toWhole(exact("0.5"))).toBeUndefined();
    expect(toWhole(multiply(exact(Number.MAX_SAFE_INTEGER), exact(2)))).toBeUndefined();
  });
});

describe("sums", () => {
  it("are the same by halves as one after the other, in lowest terms", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(wholes, fc.integer({ min: 1, max: 60 })), { maxLength: 40 }),
        (shares) => {
          const values = shares.map(([n, d]) => divide(exact(n), exact(d)) ?? ZERO);
          expect(addAll(values)).toEqual(values.reduce(add, ZERO));
        },
      ),
      { seed: 4 },
    );
  });

  it("may have far more digits than there is room for recursion", () => {
    const shares = Array.from(
      { length: 900 },
      (_, index) => divide(one, exact(999_999_999 - 2 * index)) ?? ZERO,
    );
    const whole = addAll([...shares, ...shares.map((share) => subtract(ZERO, share))]);
    expect(whole).toEqual(ZERO);
    expect(toDecimal(addAll(shares), 9)).toBe("0.0000009");
  });
});
