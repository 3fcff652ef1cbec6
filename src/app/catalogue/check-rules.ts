import { isRecord } from "../../domain/form/answers.ts";
import { ruleOperators } from "../../domain/form/logic.ts";
import { optionValues } from "./form-schema.ts";
import type { FieldSource } from "./form-source.ts";
import type { Path } from "./source.ts";

/** Fields a rule may refer to: those before it. */
export type EarlierFields = ReadonlyMap<string, FieldSource>;
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

/** What keeps a condition from ever being evaluated as meant. */
export const checkRule = (rule: unknown, path: Path, earlier: EarlierFields): RuleProblem[] => {
  if (Array.isArray(rule)) {
    return rule.flatMap((item, index) => checkRule(item, [...path, index], earlier));
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
    return typeof operand === "string" && earlier.has(operand)
      ? []
      : [{ path: at, message: `refers to ${String(operand)}, which is no field before this one` }];
  }
  const operands = Array.isArray(operand) ? operand : [operand];
  // Inside an iterator `var` means the item, not an answer.
  const checked = ITERATORS.includes(operator) ? operands.slice(0, 1) : operand;
  const strange = COMPARISONS.includes(operator) ? strangeOptions(operands, earlier) : [];
  return [...checkRule(checked, at, earlier), ...strange.map((message) => ({ path: at, message }))];
};
