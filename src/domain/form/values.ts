import { formatDay, formatMonth } from "../format/instants.ts";
import type { WrittenLanguage } from "../format/language.ts";
import { formatDecimal } from "../format/numbers.ts";
import { isRecord, readAnswer } from "./answers.ts";
import { numberOf } from "./arithmetic.ts";
import { isDate, isMonth } from "./calendar.ts";
import type { AnswerField, ColumnField, ComputedField } from "./definition.ts";
import { addAll, toDecimal, ZERO } from "./exact.ts";

type Kind = AnswerField["kind"] | ComputedField["as"];

const written = (language: WrittenLanguage, kind: Kind, value: unknown): string => {
  const text = String(value);
  switch (kind) {
    case "money":
      return `${formatDecimal(language, text)} Ft`;
    case "integer":
    case "decimal":
      return formatDecimal(language, text);
    case "percent":
      return `${formatDecimal(language, text)}%`;
    case "date":
      return isDate(text) ? formatDay(language, text) : text;
    case "month":
      return isMonth(text) ? formatMonth(language, text) : text;
    default:
      return text;
  }
};

const kindOf = (field: AnswerField | ComputedField): Kind =>
  field.kind === "computed" ? field.as : field.kind;

const unitOf = (language: WrittenLanguage, field: AnswerField | ComputedField): string => {
  const unit = "unit" in field ? field.unit : undefined;
  return unit ? ` ${unit[language] ?? unit.hu}` : "";
};

/** How a value is read, by the kind of its field: `1 234 567 Ft`, `1,8%`, `2026. október`. */
export const formatValue = (
  language: WrittenLanguage,
  field: AnswerField | ComputedField,
  value: unknown,
): string => written(language, kindOf(field), value) + unitOf(language, field);

const numberKinds: ReadonlySet<Kind> = new Set(["money", "integer", "decimal", "percent"]);

/** Values that stand under each other by their last digit. */
export const isNumeric = (field: AnswerField | ComputedField): boolean => numberKinds.has(kindOf(field));

/** What a table's column adds up to, as a value of that column; what is no number counts as nothing. */
export const columnTotal = (column: ColumnField, rows: readonly unknown[]): string => {
  const cells = rows.map(
    (row) => (isRecord(row) ? numberOf(readAnswer(row, column.key)) : undefined) ?? ZERO,
  );
  return toDecimal(addAll(cells), "digits" in column ? (column.digits ?? 2) : 0);
};
