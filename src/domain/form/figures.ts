import type { Answers } from "../case/case.ts";
import { isRecord, readAnswer, writeAnswer } from "./answers.ts";
import type { FormDefinition, FormField, FormPage, TableField } from "./definition.ts";
import { isRequired } from "./field-schema.ts";

/** Keys of the answers a rule reads. */
export const readBy = (rule: unknown): string[] => {
  if (Array.isArray(rule)) return rule.flatMap(readBy);
  if (!isRecord(rule)) return [];
  const key = rule["var"];
  return typeof key === "string" ? [key] : Object.values(rule).flatMap(readBy);
};

/** What each computed value of a form rests on, through other computed values: key → keys of questions. */
const groundsOf = (form: FormDefinition): ReadonlyMap<string, ReadonlySet<string>> => {
  const grounds = new Map<string, ReadonlySet<string>>();
  // A rule reads only what stands before it.
  for (const field of form.pages.flatMap((page) => page.fields)) {
    if (field.kind !== "computed") continue;
    const keys = readBy(field.compute);
    grounds.set(field.key, new Set(keys.flatMap((key) => [...(grounds.get(key) ?? [key])])));
  }
  return grounds;
};

/** A released form never changes. */
const known = new WeakMap<FormDefinition, ReturnType<typeof groundsOf>>();

const knownGrounds = (form: FormDefinition): ReturnType<typeof groundsOf> => {
  const found = known.get(form) ?? groundsOf(form);
  known.set(form, found);
  return found;
};

const isRowComplete = (form: FormDefinition, table: TableField, row: unknown): boolean =>
  table.columns.every(
    (column) =>
      column.kind === "computed" ||
      !isRequired(form, { ...column, key: `${table.key}.${column.key}` }) ||
      (isRecord(row) && readAnswer(row, column.key) !== undefined),
  );

/** Whether a question that must be answered is not, or a table has a row that is not finished. */
const isOpen = (form: FormDefinition, field: FormField, values: Answers): boolean => {
  if (field.kind === "computed") return false;
  const value = readAnswer(values, field.key);
  if (field.kind !== "table") return value === undefined && isRequired(form, field);
  const rows = Array.isArray(value) ? value : [];
  const least = field.minRows ?? (isRequired(form, field) ? 1 : 0);
  return rows.length < least || !rows.every((row) => isRowComplete(form, field, row));
};

/** The rows without the computed cells of those that are not finished. */
const finishedCells = (form: FormDefinition, table: TableField, rows: unknown): unknown => {
  const computed = table.columns.filter((column) => column.kind === "computed");
  if (!Array.isArray(rows) || computed.length === 0) return rows;
  return rows.map((row) =>
    isRowComplete(form, table, row) || !isRecord(row)
      ? row
      : computed.reduce<Answers>((left, { key }) => writeAnswer(left, key, undefined), row),
  );
};

/**
 * The values as they are shown while a form is being filled: without the figures that rest on a question of these
 * pages that must be answered and is not yet. Rules count what is missing as zero, and "0 Ft" would be a wrong answer.
 */
export const shownFigures = (form: FormDefinition, pages: readonly FormPage[], values: Answers): Answers => {
  const fields = pages.flatMap((page) => page.fields);
  const open = fields.filter((field) => isOpen(form, field, values)).map(({ key }) => key);
  if (open.length === 0) return values;
  const grounds = knownGrounds(form);
  return fields.reduce((shown, field) => {
    if (field.kind === "table" && open.includes(field.key)) {
      return writeAnswer(shown, field.key, finishedCells(form, field, readAnswer(shown, field.key)));
    }
    const isPending = field.kind === "computed" && open.some((key) => grounds.get(field.key)?.has(key));
    return isPending ? writeAnswer(shown, field.key, undefined) : shown;
  }, values);
};
