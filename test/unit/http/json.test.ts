import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../../src/http/json.ts";

const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;

describe("parseJson", () => {
  it.each([
    ["an object", '{"a":[1,"x",null,true,{"b":-1.5e3}]}'],
    ["equal keys in different objects", '{"a":{"k":1},"b":{"k":2},"c":[{"k":3},{"k":4}]}'],
    ["a value that looks like a key", '{"a":"b","b":"a"}'],
    ["punctuation and escapes in strings", String.raw`{"a":"{\"a\":1,\"a\":2}","b":"\\"}`],
    ["nesting of exactly 32", nested(32)],
    ["letters beyond the basic plane", '{"név":"Őszi Tűnde \u{1F600}"}'],
    ["a prototype's names as keys", '{"constructor":1,"toString":2}'],
    ["white space everywhere", ' { "a" : [ 1 , 2 ] } \n'],
  ])("accepts %s", (_, text) => {
    expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  it.each([
    ["nothing", ""],
    ["text after the value", "{} {}"],
    ["a trailing comma", '{"a":1,}'],
    ["single quotes", "{'a':1}"],
    ["a duplicate key", '{"a":1,"a":2}'],
    ["a duplicate key after a nested object", '{"a":{"b":1},"a":2}'],
    ["a duplicate key in an array's object", '[{"a":1,"a":1}]'],
    ["a duplicate key spelt with an escape", String.raw`{"a":1,"\u0061":2}`],
    ["__proto__", '{"__proto__":{"admin":true}}'],
    ["__proto__ further down", '{"a":[{"__proto__":1}]}'],
    ["__proto__ spelt with an escape", String.raw`{"\u005f_proto__":1}`],
    ["nesting of 33", nested(33)],
    ["nesting that would overflow a stack", nested(400_000)],
    ["a lone high surrogate", String.raw`{"a":"\ud83d"}`],
    ["a lone low surrogate in a key", String.raw`{"\ude00":1}`],
    ["a NUL in a value", String.raw`{"a":"x\u0000"}`],
    ["a NUL in a key", String.raw`{"x\u0000":1}`],
    ["a number beyond a double", "1e999"],
    ["a number beyond a double, nested", '{"a":[-1e400]}'],
    ["NaN", "NaN"],
  ])("refuses %s", (_, text) => {
    expect(parseJson(text)).toEqual({ ok: false, failure: { code: "invalid-json" } });
  });

  it("reads back whatever JSON.stringify writes of sound values", () => {
    const text = fc
      .string({ unit: "binary" })
      .filter((value) => value.isWellFormed() && !value.includes("\0"));
    const key = text.filter((value) => value !== "__proto__");
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("tree"), { maxLength: 4 }),
        fc.dictionary(key, tie("tree"), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(parseJson(JSON.stringify(value))).toEqual({ ok: true, value });
      }),
      { seed: 20_261_123, numRuns: 500 },
    );
  });
});
