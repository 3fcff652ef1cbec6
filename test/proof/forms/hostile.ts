import type { FormField } from "../../../src/domain/form/definition.ts";

export const DEPTH = 10_000;

/** JSON text nested as deeply as said; `JSON.stringify` itself would not survive it. */
export const deepArrays = (depth = DEPTH): string => "[".repeat(depth) + "]".repeat(depth);
export const deepObjects = (depth = DEPTH): string => '{"a":'.repeat(depth) + "1" + "}".repeat(depth);

/** JSON texts of values that were sent to break something, by what they are. */
export const hostileValues: Readonly<Record<string, string>> = {
  "arrays 10,000 deep": deepArrays(),
  "objects 10,000 deep": deepObjects(),
  "1e400": "1e400",
  "-1e400": "-1e400",
  "a great number as text": JSON.stringify("9".repeat(100_000)),
  "a long text": JSON.stringify("x".repeat(200_000)),
  "a long row of accents": JSON.stringify("e\u0301".repeat(50_000)),
  NUL: String.raw`"a\u0000b"`,
  "half a surrogate pair": String.raw`"\ud800"`,
  "the other half": String.raw`"\udc00x"`,
  "a direction override": String.raw`"\u202egpj.exe"`,
  "a direction isolate": String.raw`"\u2066x"`,
  "a byte order mark": String.raw`"\ufeff"`,
  "a prototype": '{"__proto__":{"polluted":true}}',
  "a constructor": '{"constructor":{"prototype":{"polluted":true}}}',
  "a list of prototypes": '[{"__proto__":{"polluted":true}}]',
  "20,000 rows": `[${"{},".repeat(19_999)}{}]`,
  "20,000 keys": `{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":1`).join(",")}}`,
  "digits without end": JSON.stringify(`${"1 ".repeat(40_000)}x`),
  "an address without end": JSON.stringify(`${"a".repeat(60_000)}@`),
  "points without end": JSON.stringify("1.".repeat(50_000)),
  "blanks without end": JSON.stringify(`${" ".repeat(100_000)}x`),
  "29 February 2023": '"2023-02-29"',
  "an hour that the clock skips": '"2026-03-29T02:30:00"',
  null: "null",
};

/** The answers with one raw JSON text in the place of a field. */
export const textWith = (key: string, json: string): string =>
  key
    .split(".")
    .toReversed()
    .reduce((inner, part) => `{${JSON.stringify(part)}:${inner}}`, json);

/** Where values are put: in the field, and in every column of a table. */
export const placesOf = (field: FormField): { key: string; json: (value: string) => string }[] => {
  const whole = { key: field.key, json: (value: string) => textWith(field.key, value) };
  if (field.kind !== "table") return [whole];
  const cells = field.columns.map((column) => ({
    key: `${field.key}.0.${column.key}`,
    json: (value: string) => textWith(field.key, `[${textWith(column.key, value)}]`),
  }));
  return [whole, ...cells];
};
