import * as fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Rule } from "../../../src/domain/form/definition.ts";
import { holds, ruleOperators } from "../../../src/domain/form/logic.ts";

const answers = { a: { b: "x" }, yes: true, no: false, n: 2, list: [{ q: 1 }, { q: 5 }], none: [] };
const b = { var: "a.b" };

const refuse = () => {
  throw new Error("code from text");
};

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("holds", () => {
  it("holds without a rule", () => {
    expect(holds(undefined, {})).toBe(true);
    expect(holds(true, {})).toBe(true);
    expect(holds(false, {})).toBe(false);
  });

  it.each<[Rule, boolean]>([
    [{ var: "yes" }, true],
    [{ var: "no" }, false],
    [{ var: "none" }, false],
    [{ var: "missing.deep" }, false],
    [{ "===": [b, "x"] }, true],
    [{ "!==": [b, "x"] }, false],
    [{ "==": [{ var: "missing" }, null] }, true],
    [{ in: [b, ["x", "y"]] }, true],
    [{ in: [{ var: "missing" }, ["x", "y"]] }, false],
    [{ "!": { var: "yes" } }, false],
    [{ "!!": { var: "n" } }, true],
    [{ and: [{ var: "yes" }, { "<": [{ var: "n" }, 3] }] }, true],
    [{ or: [{ var: "no" }, { ">=": [{ var: "n" }, 3] }] }, false],
    [{ if: [{ var: "no" }, true, { "===": [b, "x"] }] }, true],
    [{ some: [{ var: "list" }, { ">": [{ var: "q" }, 4] }] }, true],
    [{ all: [{ var: "list" }, { ">": [{ var: "q" }, 4] }] }, false],
    [{ none: [{ var: "list" }, { ">": [{ var: "q" }, 9] }] }, true],
  ])("%j is %s", (rule, expected) => {
    expect(holds(rule, answers)).toBe(expected);
  });

  it("does not hold when it cannot be evaluated", () => {
    expect(holds({ "<": [{ var: "a" }, 1] }, answers)).toBe(false);
    expect(holds({ in: ["x", { var: "n" }] }, answers)).toBe(false);
    expect(holds({ unknown: [1] }, answers)).toBe(false);
    expect(holds({}, answers)).toBe(false);
  });

  it("has none of the library's operators that reshape data or control the flow", () => {
    for (const operator of ["%", "map", "filter", "reduce", "merge", "cat", "throw", "try", "missing"]) {
      expect(ruleOperators).not.toContain(operator);
      expect(holds({ "!!": [{ [operator]: [1, 2] }] }, {})).toBe(false);
    }
  });

  it("sees nothing inherited", () => {
    for (const key of ["__proto__", "constructor", "toString", "a.__proto__", "a.constructor.name"]) {
      expect(holds({ "!!": { var: key } }, answers)).toBe(false);
    }
  });

  it("builds no code from text, as the content security policy demands", () => {
    vi.stubGlobal("eval", refuse);
    vi.stubGlobal("Function", refuse);
    expect(holds({ and: [{ "===": [b, "x"] }, { some: [{ var: "list" }, { var: "q" }] }] }, answers)).toBe(
      true,
    );
  });

  it("never throws, whatever the answers are", () => {
    const rules: Rule[] = [
      { "<": [{ var: "v" }, 5] },
      { "==": [{ var: "v" }, "1"] },
      { in: [{ var: "v" }, ["x"]] },
      { some: [{ var: "v" }, { "===": [{ var: "q" }, 1] }] },
      { and: [{ var: "v" }, { "!": { var: "v.w" } }] },
    ];
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withDate: true, withBigInt: true }), (value) => {
        for (const rule of rules) expect(typeof holds(rule, { v: value })).toBe("boolean");
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
