import * as fc from "fast-check";
import { defaultMethods, LogicEngine } from "json-logic-engine";
import { describe, expect, it } from "vitest";
import { isRecord, readAnswer } from "../../../src/domain/form/answers.ts";
import { createInterpreter, isTruthy, jsonLogicOperators } from "../../../src/domain/form/json-logic.ts";

/** The published library, with the portal's own `var`: what the interpreter has to agree with. */
const variable = ([key]: readonly unknown[], data: unknown): unknown => {
  if (key === "" || key === null || key === undefined) return data;
  return isRecord(data) && typeof key === "string" ? (readAnswer(data, key) ?? null) : null;
};
const library = new LogicEngine(
  {
    ...Object.fromEntries(
      Object.entries(defaultMethods).filter(([name]) => jsonLogicOperators.includes(name)),
    ),
    var: { method: variable, deterministic: false },
  },
  { disableInline: true, disableInterpretedOptimization: true, permissive: false },
);
const interpret = createInterpreter({ var: variable });

type Outcome = { value: unknown; holds: boolean } | "cannot be evaluated";

const outcomeOf = (work: () => unknown, truth: (value: unknown) => boolean): Outcome => {
  try {
    const value = work();
    return { value: value ?? null, holds: truth(value) };
  } catch {
    return "cannot be evaluated";
  }
};

const byLibrary = (rule: unknown, data: unknown): Outcome =>
  outcomeOf(
    () => library.run(rule, data),
    (value) => Boolean(library.truthy(value)),
  );
const byInterpreter = (rule: unknown, data: unknown): Outcome =>
  outcomeOf(() => interpret(rule, data), isTruthy);

const scalar = fc.constantFrom<unknown>(null, true, false, 0, 1, 2, -1, "", "a", "b", "1", "ab", "x y");
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { withCrossShrink: true, maxDepth: 3 },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "q"), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const data = fc.dictionary(fc.constantFrom("a", "b", "q", "list"), json, {
  maxKeys: 4,
  noNullPrototype: true,
});

const operators = [...jsonLogicOperators, "var", "unknown", "toString", "constructor"];
const rule = fc.letrec((tie) => ({
  rule: fc.oneof(
    { withCrossShrink: true, maxDepth: 4 },
    scalar,
    fc.constantFrom("a", "b", "q", "list", "a.b").map((key) => ({ var: key })),
    fc
      .tuple(
        fc.constantFrom(...operators),
        fc.oneof({ weight: 4, arbitrary: fc.array(tie("rule"), { maxLength: 4 }) }, tie("rule")),
      )
      .map(([name, operands]) => ({ [name]: operands })),
    fc.constant({}),
    fc.constant({ "!": [1], "!!": [1] }),
  ),
})).rule;

const LOOSE = ["==", "!="];
/** Where the two differ by intent: operators the library's table inherits, and loose equality of more than two. */
const isKnownDifference = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(isKnownDifference)
    : isRecord(value) &&
      Object.entries(value).some(
        ([name, operand]) =>
          name === "toString" ||
          name === "constructor" ||
          (LOOSE.includes(name) && Array.isArray(operand) && operand.length > 2) ||
          isKnownDifference(operand),
      );

describe("the interpreter of rules", () => {
  it("agrees with the published JsonLogic library over random rules and data", () => {
    let evaluated = 0;
    fc.assert(
      fc.property(rule, data, (some, variables) => {
        fc.pre(!isKnownDifference(some));
        const expected = byLibrary(some, variables);
        if (expected !== "cannot be evaluated") evaluated += 1;
        expect(byInterpreter(some, variables)).toEqual(expected);
      }),
      { seed: 8, numRuns: 20_000 },
    );
    // Most of what was tried means something, or the comparison would be idle.
    expect(evaluated).toBeGreaterThan(10_000);
  });

  it("knows no operator that the table only inherits", () => {
    for (const name of ["toString", "constructor", "__proto__", "hasOwnProperty"]) {
      expect(() => interpret(JSON.parse(`{"${name}": [1]}`), {})).toThrow("not an operator");
    }
  });
});
