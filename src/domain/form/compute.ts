import type { Answers } from "../case/case.ts";
import { type GrowingAnswers, isRecord, writeAnswer } from "./answers.ts";
import { type FormContext, numberOf } from "./arithmetic.ts";
import type { ComputedField, TableField } from "./definition.ts";
import { toDecimal, toWhole } from "./exact.ts";
import { dataOf, evaluate } from "./logic.ts";

/**
 * The value of a computed field as it is shown and submitted: whole numbers as JSON numbers, decimals as
 * text. Undefined where the rule gives nothing of that format; amounts are rounded by the form's own rule.
 */
export const computedValue = (
  field: ComputedField,
  answers: Answers,
  context?: FormContext,
): number | string | undefined => {
  const value = evaluate(field.compute, answers, context);
  if (field.as === "text") return typeof value === "string" && value !== "" ? value : undefined;
  const number = numberOf(value);
  if (!number) return undefined;
  return field.as === "money" || field.as === "integer"
    ? toWhole(number)
    : toDecimal(number, field.digits ?? 2);
};

/** The rows of a table with its computed columns, whose rules see the row so far as `row`. */
export const withComputedColumns = (
  table: TableField,
  rows: unknown,
  answers: Answers,
  context?: FormContext,
): unknown => {
  if (!Array.isArray(rows)) return rows;
  const computed = table.columns.filter((column) => column.kind === "computed");
  if (computed.length === 0) return rows;
  // Rules of a row may need the whole table, e.g. a share of the sum of a column.
  // One scope for all of them: a copy of all answers for each cell is most of the work in a long table.
  const scope: GrowingAnswers = { ...dataOf(writeAnswer(answers, table.key, rows), context) };
  return rows.map((row) => {
    let full: Answers = isRecord(row) ? row : {};
    for (const column of computed) {
      scope["row"] = full;
      full = writeAnswer(full, column.key, computedValue(column, scope));
    }
    return full;
  });
};
