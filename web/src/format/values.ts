import type { AnswerField } from "../../../src/domain/form/definition.ts";
import { formatDecimal } from "../../../src/domain/format/numbers.ts";
import type { InterfaceLanguage } from "../language.ts";

/** Values are written by the same rules on pages and in documents. */
export { formatValue } from "../../../src/domain/form/values.ts";

/** What stands in an input: as typed while it is text nobody has read yet, else without its unit. */
export const editableValue = (language: InterfaceLanguage, field: AnswerField, value: unknown): string => {
  if (typeof value === "number")
    return field.kind === "year" ? String(value) : formatDecimal(language, String(value));
  if (typeof value !== "string") return "";
  if (field.kind !== "decimal" && field.kind !== "percent") return value;
  return language === "hu" && /^-?\d+\.\d+$/.test(value) ? value.replace(".", ",") : value;
};
