import { defaultMethods, LogicEngine } from "json-logic-engine";
import type { Answers } from "../case/case.ts";
import { isRecord, readAnswer } from "./answers.ts";
import { arithmeticOperators, type FormContext } from "./arithmetic.ts";
import type { Rule } from "./definition.ts";

/** The library's own operators without its arithmetic, which is JavaScript's binary floating point. */
const { and, or, some, all, none } = defaultMethods;
const libraryOperators = {
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
};
export const ruleOperators: readonly string[] = [
  "var",
  ...Object.keys(libraryOperators),
  ...Object.keys(arithmeticOperators),
];

const variable = (args: unknown, data: unknown): unknown => {
  const key = Array.isArray(args) ? args[0] : args;
  if (key === "" || key === null || key === undefined) return data;
  return isRecord(data) ? (readAnswer(data, String(key)) ?? null) : null;
};

const ownOperators = Object.fromEntries(
  Object.entries({ ...arithmeticOperators, var: variable }).map(([name, method]) => [
    name,
    { method, deterministic: false },
  ]),
);

/** Interpreted only: the engine's other mode builds code from text, which the content security policy forbids. */
const engine = new LogicEngine(
  { ...libraryOperators, ...ownOperators },
  { disableInline: true, disableInterpretedOptimization: true, permissive: false },
);

const dataOf = (answers: Answers, context: FormContext | undefined): unknown =>
  context ? { ...answers, $: context } : answers;

/** Whether a rule holds for these answers; no rule always holds, one that cannot be evaluated does not. */
export const holds = (rule: Rule | undefined, answers: Answers, context?: FormContext): boolean => {
  if (rule === undefined || typeof rule === "boolean") return rule ?? true;
  try {
    return Boolean(engine.truthy(engine.run(rule, dataOf(answers, context))));
  } catch {
    // The engine throws values, not errors, on operands that cannot be compared.
    return false;
  }
};

/** The value of a calculation: an exact number, a text, or undefined where there is none. */
export const evaluate = (rule: Rule, answers: Answers, context?: FormContext): unknown => {
  try {
    return engine.run(rule, dataOf(answers, context)) ?? undefined;
  } catch {
    return undefined;
  }
};
