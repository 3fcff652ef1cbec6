import { isRecord } from "../../domain/form/answers.ts";
import { ruleOperators } from "../../domain/form/logic.ts";
import { optionValues } from "./form-schema.ts";
import type { ColumnSource, FieldSource } from "./form-source.ts";
import type { Path } from "./source.ts";

export type KnownField = Exclude<FieldSource, { kind: "address" }> | ColumnSource;
/** Fields a rule may refer to: those before it. */
export type EarlierFields = ReadonlyMap<string, KnownField>;
export interface RuleScope {
  fields: EarlierFields;
  /** Groups of settlement parameters the form declares. */
  parameters: readonly string[];
  /** In the condition of an iterator (`some`, `all`, `none`): variables are those of the item. */
  isOfItem?: boolean;
}
export interface RuleProblem {
  path: Path;
  message: string;
}

const ITERATORS: readonly string[] = ["some", "all", "none"];
const COMPARISONS: readonly string[] = ["===", "!==", "==", "!=", "in"];

const variableOf = (operand: unknown): string | undefined =>
  isRecord(operand) && typeof operand["var"] === "string" ? operand["var"] : undefined;

/** A comparison with an option that does not exist is a typing error that would never hold. */
const strangeOptions = (operands: readonly unknown[], earlier: EarlierFields): string[] => {
  const field = operands.map((operand) => earlier.get(variableOf(operand) ?? "")).find(Boolean);
  if (!field || !("options" in field)) return [];
  const allowed = optionValues(field);
  return operands
    .flat()
    .filter((operand) => typeof operand === "string" && !allowed.includes(operand))
    .map((operand) => `compares ${field.key} with ${String(operand)}; its options are ${allowed.join(", ")}`);
};

/** `sum` names a column of its table, `param` a group the form declares. */
const checkReferences = (operator: string, operands: readonly unknown[], scope: RuleScope): string[] => {
  if (operator === "param") {
    const [group = ""] = String(operands[0]).split(".");
    return scope.parameters.includes(group) ? [] : [`refers to ${group}, which is not under parameters`];
  }
  if (operator !== "sum" || typeof operands[1] !== "string") return [];
  const table = scope.fields.get(variableOf(operands[0]) ?? "");
  const columns = table?.kind === "table" ? table.columns.map(({ key }) => key) : [];
  return columns.includes(operands[1])
    ? []
    : [`refers to column ${operands[1]}; the columns are ${columns.join(", ") || "none"}`];
};

/** Rules are evaluated by recursion, in browsers too; nobody can read one nested a tenth as deep. */
const MAX_DEPTH = 50;

/** What keeps a condition from ever being evaluated as meant. */
export const checkRule = (rule: unknown, path: Path, scope: RuleScope, depth = 0): RuleProblem[] => {
  if (depth > MAX_DEPTH)
    return [{ path: path.slice(0, path.length - 2 * MAX_DEPTH), message: "is nested too deeply" }];
  if (Array.isArray(rule)) {
    return rule.flatMap((item, index) => checkRule(item, [...path, index], scope, depth));
  }
  if (typeof rule === "number" && !Number.isSafeInteger(rule)) {
    return [{ path, message: 'must be written as text, such as "0.5": a decimal number is not exact' }];
  }
  if (!isRecord(rule)) return [];
  const [operator = "", ...others] = Object.keys(rule);
  if (others.length > 0 || operator === "") return [{ path, message: "must have exactly one operator" }];
  const at = [...path, operator];
  if (!ruleOperators.includes(operator)) {
    return [{ path: at, message: `is not an operator; there are ${ruleOperators.join(" ")}` }];
  }
  const operand = rule[operator];
  if (operator === "var") {
    // Inside an iterator it means the item, not an answer.
    if (scope.isOfItem) return typeof operand === "string" ? [] : [{ path: at, message: "must be text" }];
    return typeof operand === "string" && scope.fields.has(operand)
      ? []
      : [{ path: at, message: `refers to ${String(operand)}, which is no field before this one` }];
  }
  const operands = Array.isArray(operand) ? operand : [operand];
  const misread = checkReferences(operator, operands, scope).map((message) => ({ path: at, message }));
  const [list, ...ofItem] = operands;
  const inner = ITERATORS.includes(operator)
    ? [
        ...checkRule(list, [...at, 0], scope, depth + 1),
        ...checkRule(ofItem, at, { ...scope, isOfItem: true }, depth + 1),
      ]
    : checkRule(operand, at, scope, depth + 1);
  const strange = COMPARISONS.includes(operator) ? strangeOptions(operands, scope.fields) : [];
  return [...misread, ...inner, ...strange.map((message) => ({ path: at, message }))];
};
