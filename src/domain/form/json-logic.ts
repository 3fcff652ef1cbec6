import { isRecord } from "./answers.ts";

/** An operator over evaluated operands; `data` are the variables where it stands. */
export type Operator = (args: readonly unknown[], data: unknown) => unknown;
type Run = (rule: unknown, data: unknown) => unknown;
/** One that decides itself which of its operands are evaluated, and with which variables. */
type ControlOperator = (operands: readonly unknown[], data: unknown, run: Run) => unknown;

/** Cannot be evaluated: an unknown operator, operands of the wrong kind, or ones that cannot be compared. */
export class RuleError extends Error {}

/** JsonLogic's truth: nothing, zero and what is empty do not hold. */
export const isTruthy = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.length > 0;
  return isRecord(value) ? Object.keys(value).length > 0 : Boolean(value);
};

/** The first operand that decides, or the last one. */
const firstThat =
  (decides: (value: unknown) => boolean): ControlOperator =>
  (operands, data, run) => {
    let value: unknown = null;
    for (const operand of operands) {
      value = run(operand, data);
      if (decides(value)) return value;
    }
    return value;
  };

const choose: ControlOperator = (operands, data, run) => {
  for (let at = 0; at + 1 < operands.length; at += 2) {
    if (isTruthy(run(operands[at], data))) return run(operands[at + 1], data);
  }
  return operands.length % 2 === 1 ? run(operands.at(-1), data) : null;
};

/** What an iterator goes through. Texts are lists of characters to JsonLogic; anything else has no items. */
const itemsOf = (value: unknown): ArrayLike<unknown> =>
  Array.isArray(value) || typeof value === "string" ? value : [];

const some: ControlOperator = ([list, condition], data, run) =>
  Array.from(itemsOf(run(list, data))).some((item) => isTruthy(run(condition, item)));

/** Not of an empty list. */
const all: ControlOperator = ([list, condition], data, run) => {
  const value = run(list, data);
  const items = Array.from(itemsOf(value));
  if (!value || (Array.isArray(value) && items.length === 0)) return false;
  return items.every((item) => isTruthy(run(condition, item)));
};

const isText = (value: unknown): boolean => value === null || typeof value === "string";

const coerced = (value: unknown): number => {
  const number = value && typeof value === "object" ? Number.NaN : Number(value);
  if (Number.isNaN(number)) throw new RuleError("cannot be compared");
  return number;
};

/** Texts as texts, everything else as numbers. */
const looselyEqual: ControlOperator = (operands, data, run) => {
  if (operands.length !== 2) throw new RuleError("needs two operands");
  const [a, b] = operands.map((operand) => run(operand, data));
  return isText(a) && isText(b) ? a === b : coerced(a) === coerced(b);
};

const controlOperators: Readonly<Record<string, ControlOperator>> = {
  and: firstThat((value) => !isTruthy(value)),
  or: firstThat(isTruthy),
  if: choose,
  some,
  all,
  none: (operands, data, run) => !some(operands, data, run),
  "==": looselyEqual,
  "!=": (operands, data, run) => !looselyEqual(operands, data, run),
};

const includes: Operator = ([item, list]) => {
  if (!list) return false;
  if (typeof list === "string") return list.includes(String(item));
  if (!Array.isArray(list)) throw new RuleError("needs a list");
  return list.includes(item);
};

const plainOperators: Readonly<Record<string, Operator>> = {
  in: includes,
  "!": ([value]) => !isTruthy(value),
  "!!": ([value]) => isTruthy(value),
};

export const jsonLogicOperators: readonly string[] = [
  ...Object.keys(controlOperators),
  ...Object.keys(plainOperators),
];

const named = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/**
 * An interpreter of the part of JsonLogic the forms use, with `own` operators beside it. It builds no code from text,
 * which the content security policy forbids, and is a tenth of the library's size (docs/adr/0008); a test compares
 * it with that library over random rules.
 */
export const createInterpreter = (own: Readonly<Record<string, Operator>>): Run => {
  const operators = { ...plainOperators, ...own };
  const run: Run = (rule, data) => {
    if (Array.isArray(rule)) return rule.map((item) => run(item, data));
    if (!isRecord(rule)) return rule;
    const names = Object.keys(rule);
    const [name] = names;
    if (name === undefined) return rule;
    if (names.length > 1) throw new RuleError("has more than one operator");
    const operand = rule[name];
    const control = named(controlOperators, name);
    if (control) {
      if (!Array.isArray(operand)) throw new RuleError("needs a list of operands");
      return control(operand, data, run);
    }
    const operator = named(operators, name);
    if (!operator) throw new RuleError("is not an operator");
    const value = run(operand, data);
    return operator(Array.isArray(value) ? value : [value], data);
  };
  return run;
};
