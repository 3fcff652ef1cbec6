import type { Answers } from "../case/case.ts";
import { isRecord, readAnswer } from "./answers.ts";
import { arithmeticOperators, type FormContext } from "./arithmetic.ts";
import type { Rule } from "./definition.ts";
import { createInterpreter, isTruthy, jsonLogicOperators, type Operator } from "./json-logic.ts";

/** JsonLogic has arithmetic of its own, which is binary floating point: ours is exact. */
export const ruleOperators: readonly string[] = [
  "var",
  ...jsonLogicOperators,
  ...Object.keys(arithmeticOperators),
];

const variable: Operator = ([key], data) => {
  if (key === "" || key === null || key === undefined) return data;
  return isRecord(data) && typeof key === "string" ? (readAnswer(data, key) ?? null) : null;
};

const run = createInterpreter({ ...arithmeticOperators, var: variable });

/** What rules see: the answers, and the context under `$`. */
export const dataOf = (answers: Answers, context: FormContext | undefined): Answers =>
  context ? { ...answers, $: context } : answers;

/** Whether a rule holds for these answers; no rule always holds, one that cannot be evaluated does not. */
export const holds = (rule: Rule | undefined, answers: Answers, context?: FormContext): boolean => {
  if (rule === undefined || typeof rule === "boolean") return rule ?? true;
  try {
    return isTruthy(run(rule, dataOf(answers, context)));
  } catch {
    return false;
  }
};

/** The value of a calculation: an exact number, a text, or undefined where there is none. */
export const evaluate = (rule: Rule, answers: Answers, context?: FormContext): unknown => {
  try {
    return run(rule, dataOf(answers, context)) ?? undefined;
  } catch {
    return undefined;
  }
};
