import { defaultMethods, LogicEngine } from "json-logic-engine";
import type { Answers } from "../case/case.ts";
import { isRecord, readAnswer } from "./answers.ts";
import type { Rule } from "./definition.ts";

/**
 * Operators a form may use. Arithmetic is left out on purpose: JavaScript's is binary floating point,
 * which must never touch money.
 */
const { and, or, some, all, none } = defaultMethods;
const operators = {
  and,
  or,
  some,
  all,
  none,
  if: defaultMethods.if,
  in: defaultMethods.in,
  "!": defaultMethods["!"],
  "!!": defaultMethods["!!"],
  "==": defaultMethods["=="],
  "!=": defaultMethods["!="],
  "===": defaultMethods["==="],
  "!==": defaultMethods["!=="],
  "<": defaultMethods["<"],
  "<=": defaultMethods["<="],
  ">": defaultMethods[">"],
  ">=": defaultMethods[">="],
};
export const ruleOperators: readonly string[] = ["var", ...Object.keys(operators)];

const variable = (args: unknown, context: unknown): unknown => {
  const key = Array.isArray(args) ? args[0] : args;
  if (key === "" || key === null || key === undefined) return context;
  return isRecord(context) ? (readAnswer(context, String(key)) ?? null) : null;
};

/** Interpreted only: the engine's other mode builds code from text, which the content security policy forbids. */
const engine = new LogicEngine(
  { ...operators, var: { method: variable, deterministic: false } },
  { disableInline: true, disableInterpretedOptimization: true, permissive: false },
);

/** Whether a rule holds for these answers; no rule always holds, one that cannot be evaluated does not. */
export const holds = (rule: Rule | undefined, answers: Answers): boolean => {
  if (rule === undefined || typeof rule === "boolean") return rule ?? true;
  try {
    return Boolean(engine.truthy(engine.run(rule, answers)));
  } catch {
    // The engine throws values, not errors, on operands that cannot be compared.
    return false;
  }
};
