import * as fc from "fast-check";

const awkward = fc.constantFrom<unknown>(
  null,
  "",
  "x".repeat(3000),
  "a\u0000b",
  "\uD800",
  "\uFEFF",
  "e\u0301",
  "\u202E",
  "+999 000 000 001",
  "a@b.hu",
  "A-1",
  "cat",
  "puli",
  true,
  false,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -0,
  1e308,
  2n ** 70n,
  [],
  {},
  new Date(0),
  new Map([["a", 1]]),
);
const value = fc.oneof(awkward, fc.anything({ withNullPrototype: true, withSparseArray: true }));
const name = fc.constantFrom(
  "email",
  "phone",
  "animal",
  "breed",
  "details",
  "code",
  "note",
  "remark",
  "truth",
);
const strangeName = fc.constantFrom("__proto__", "constructor", "toString", "", ".", "0", "a.b");
const group = fc.oneof(value, fc.dictionary(fc.oneof(name, name, strangeName), value));

/** Answers to the sample form as nobody's browser would send them, near enough to get past the first check. */
export const hostileAnswers = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
  fc.jsonValue(),
  fc.dictionary(fc.oneof(fc.constantFrom("contact", "order", "end"), strangeName), group, {
    noNullPrototype: false,
  }),
);
