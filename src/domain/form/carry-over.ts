import type { Answers } from "../case/case.ts";
import type { LocalizedText } from "../localized.ts";
import { acceptAnswer } from "./accept.ts";
import { isRecord, readAnswer, writeAnswer } from "./answers.ts";
import { monthsLater } from "./calendar.ts";
import type { AnswerField, ColumnField, FormDefinition, FormField, TableField } from "./definition.ts";
import { readDraft, textLimitOf } from "./draft.ts";
import { kindError } from "./kind-errors.ts";

/** A question of the older version whose answer could not be taken along, or not all of it. */
export interface Dropped {
  /** Of the older version; cells of a table as `table.column`. */
  key: string;
  label: LocalizedText;
  /** What the question belongs to, e.g. the address it is a part of, or the table. */
  group?: LocalizedText;
}

export interface CarriedOver {
  answers: Answers;
  dropped: readonly Dropped[];
}

interface Carried {
  value: unknown;
  dropped: readonly Dropped[];
}

const fieldsOf = (form: FormDefinition): readonly FormField[] => form.pages.flatMap((page) => page.fields);

const isListed = (field: AnswerField): boolean => "optionsFrom" in field && field.optionsFrom !== undefined;

const hasError = (field: AnswerField, value: unknown): boolean =>
  !isListed(field) && kindError(field, value, undefined) !== undefined;

/**
 * The answer as the newer question understands it; undefined when it does not fit. What was wrong before, and
 * is still a draft, may stay wrong: the person goes on correcting it. Lengths and patterns are told at checking.
 */
const fitting = (old: AnswerField, next: AnswerField, value: unknown, limit: number): unknown => {
  const accepted = acceptAnswer(next, value, () => limit);
  if ("code" in accepted) return undefined;
  const wasWrong = old.kind === next.kind && hasError(old, value);
  return wasWrong || !hasError(next, accepted.value) ? accepted.value : undefined;
};

const isAnswer = (field: FormField | undefined): field is AnswerField =>
  field !== undefined && field.kind !== "computed" && field.kind !== "table";

type LimitOf = (key: string) => number;

const carryCell = (old: ColumnField, next: TableField, value: unknown, limitOf: LimitOf): unknown => {
  const column = next.columns.find(({ key }) => key === old.key);
  if (!isAnswer(old) || !isAnswer(column)) return undefined;
  return fitting(old, column, value, limitOf(`${next.key}.${column.key}`));
};

const carryRows = (
  old: TableField,
  next: TableField,
  rows: readonly unknown[],
  limitOf: LimitOf,
): Carried => {
  const lost = new Map<string, Dropped>();
  const lose = ({ key, label }: ColumnField): void => {
    lost.set(key, { key: `${old.key}.${key}`, label, group: old.label });
  };
  const kept = rows.slice(0, next.maxRows).map((row) => {
    let carried: Answers = {};
    for (const column of old.columns.filter(({ kind }) => kind !== "computed")) {
      const value = isRecord(row) ? readAnswer(row, column.key) : undefined;
      if (value === undefined) continue;
      const cell = carryCell(column, next, value, limitOf);
      if (cell === undefined) lose(column);
      else carried = writeAnswer(carried, column.key, cell);
    }
    return carried;
  });
  const tooMany = rows.length > next.maxRows ? [{ key: old.key, label: old.label }] : [];
  return { value: kept, dropped: [...tooMany, ...lost.values()] };
};

const carryField = (
  old: FormField,
  next: FormField | undefined,
  value: unknown,
  limitOf: LimitOf,
): Carried => {
  const { key, label, group } = old;
  const nothing = { value: undefined, dropped: [{ key, label, ...(group && { group: group.label }) }] };
  if (old.kind === "table" && next?.kind === "table" && Array.isArray(value)) {
    return carryRows(old, next, value, limitOf);
  }
  if (!isAnswer(old) || !isAnswer(next)) return nothing;
  const kept = fitting(old, next, value, limitOf(next.key));
  return kept === undefined ? nothing : { value: kept, dropped: [] };
};

/**
 * The answers of a draft or case of one version as a draft of another: what still fits is kept under its key,
 * what does not is listed for the person. Computed values are computed anew and never listed.
 */
export const carryOver = (
  from: { form: FormDefinition; answers: Answers },
  to: FormDefinition,
): CarriedOver => {
  const newer = new Map(fieldsOf(to).map((field) => [field.key, field]));
  const limitOf: LimitOf = (key) => textLimitOf(to, key);
  let answers: Answers = {};
  const dropped: Dropped[] = [];
  for (const field of fieldsOf(from.form)) {
    const value = field.kind === "computed" ? undefined : readAnswer(from.answers, field.key);
    if (value === undefined) continue;
    const carried = carryField(field, newer.get(field.key), value, limitOf);
    dropped.push(...carried.dropped);
    if (carried.value !== undefined) answers = writeAnswer(answers, field.key, carried.value);
  }
  return { answers, dropped };
};

const movedOn = (field: FormField, value: unknown): unknown => {
  if (field.kind === "month" && field.advance !== undefined)
    return monthsLater(value, field.advance) ?? value;
  if (field.kind === "year" && field.advance !== undefined && typeof value === "number")
    return value + field.advance;
  return value;
};

/** Rows without the cells that must be declared anew; undefined when nothing of them is left. */
const remainingRows = (table: TableField, rows: unknown): unknown => {
  const anew = table.columns.filter((column) => column.declareAnew === true);
  if (!Array.isArray(rows) || anew.length === 0) return rows;
  return rows.map((row: unknown) =>
    anew.reduce((left, { key }) => writeAnswer(left, key, undefined), isRecord(row) ? row : {}),
  );
};

/**
 * What a new draft begins with when it follows an earlier submission of the same form: the answers that need not
 * be declared anew, the period of the return moved on.
 */
export const nextPeriod = (form: FormDefinition, answers: Answers): Answers => {
  let next = readDraft(form, answers).answers;
  for (const field of fieldsOf(form)) {
    const value = readAnswer(next, field.key);
    if (value === undefined) continue;
    const kept = field.kind === "table" ? remainingRows(field, value) : movedOn(field, value);
    next = writeAnswer(next, field.key, field.declareAnew === true ? undefined : kept);
  }
  return next;
};
