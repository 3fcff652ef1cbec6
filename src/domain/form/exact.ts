/**
 * Exact rational numbers. Binary floating point must never touch money: 50,000,000 × 0.018 would give
 * 899,999.99…, and shares such as 2/3 have no finite decimal form. Rounding happens only where a form says so.
 */
export interface Exact {
  readonly n: bigint;
  /** Always positive; the fraction is in lowest terms. */
  readonly d: bigint;
}

/** A loop: of long numbers a recursion would go deeper than the stack. */
const gcd = (a: bigint, b: bigint): bigint => {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
};
const abs = (value: bigint): bigint => (value < 0n ? -value : value);

const fraction = (n: bigint, d: bigint): Exact => {
  const divisor = gcd(abs(n), abs(d)) * (d < 0n ? -1n : 1n);
  return { n: n / divisor, d: d / divisor };
};

export const ZERO: Exact = { n: 0n, d: 1n };

export const DECIMAL_PATTERN = "^-?\\d{1,30}(\\.\\d{1,15})?$";
const DECIMAL = new RegExp(DECIMAL_PATTERN);

/**
 * A whole number of JSON (safe integers only), or a decimal as text (`"1.8"`, `"-0.25"`). Undefined for
 * everything else: a JSON number with a fraction has already lost what it was.
 */
export const toExact = (value: unknown): Exact | undefined => {
  if (typeof value === "number") return Number.isSafeInteger(value) ? { n: BigInt(value), d: 1n } : undefined;
  if (typeof value !== "string" || !DECIMAL.test(value)) return undefined;
  const [whole = "", decimals = ""] = value.split(".");
  return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
};

export const subtract = (a: Exact, b: Exact): Exact => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
export const multiply = (a: Exact, b: Exact): Exact => fraction(a.n * b.n, a.d * b.d);

/**
 * The sum of many. By halves, and brought to lowest terms once at the end: the denominators of hundreds of different
 * shares multiply, and one after the other that takes seconds.
 */
export const addAll = (values: readonly Exact[]): Exact => {
  const whole = (from: number, to: number): Exact => {
    if (to - from < 2) return values[from] ?? ZERO;
    const middle = (from + to) >> 1;
    const [a, b] = [whole(from, middle), whole(middle, to)];
    return a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
  };
  const { n, d } = whole(0, values.length);
  return fraction(n, d);
};

/** Undefined when dividing by zero. */
export const divide = (a: Exact, b: Exact): Exact | undefined =>
  b.n === 0n ? undefined : fraction(a.n * b.d, a.d * b.n);

/** Negative, zero or positive, as in sorting. */
export const compare = (a: Exact, b: Exact): number => {
  const difference = a.n * b.d - b.n * a.d;
  return difference === 0n ? 0 : difference > 0n ? 1 : -1;
};

export type Rounding = "half-up" | "down" | "up";

const roundWhole = ({ n, d }: Exact, rounding: Rounding): bigint => {
  const floor = n >= 0n ? n / d : -((-n + d - 1n) / d);
  const rest = n - floor * d;
  if (rest === 0n || rounding === "down") return floor;
  // Half upwards, as in the everyday rule; tax amounts are not negative where it matters.
  return rounding === "up" || rest * 2n >= d ? floor + 1n : floor;
};

/** To the nearest (or next lower, next higher) multiple of `step`, which must be positive. */
export const round = (value: Exact, step: Exact, rounding: Rounding): Exact => {
  const steps = fraction(value.n * step.d, value.d * step.n);
  return multiply({ n: roundWhole(steps, rounding), d: 1n }, step);
};

/** A safe whole number; undefined when it is not whole or too large for JSON. */
export const toWhole = ({ n, d }: Exact): number | undefined =>
  d === 1n && abs(n) <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(n) : undefined;

/** Decimal text with at most `digits` decimals, rounded half up, without trailing zeros. */
export const toDecimal = (value: Exact, digits: number): string => {
  const scale = 10n ** BigInt(digits);
  const scaled = roundWhole(multiply(value, { n: scale, d: 1n }), "half-up");
  const text = abs(scaled)
    .toString()
    .padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const decimals = text.slice(text.length - digits).replace(/0+$/, "");
  return `${scaled < 0n ? "-" : ""}${whole}${decimals === "" ? "" : `.${decimals}`}`;
};
