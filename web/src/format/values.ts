import type { AnswerField, ComputedField } from "../../../src/domain/form/definition.ts";
import { isDate, isMonth } from "../../../src/domain/form/calendar.ts";
import type { InterfaceLanguage } from "../language.ts";
import { formatDay } from "./instants.ts";

/** Thousands apart by narrow spaces, which nobody mistakes for a decimal sign. */
const grouped = (whole: string): string => whole.replaceAll(/\B(?=(\d{3})+$)/g, "\u202F");

const decimal = (language: InterfaceLanguage, text: string): string => {
  const [, sign = "", whole = "", decimals = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === "") return text;
  const mark = language === "hu" ? "," : ".";
  return `${sign === "" ? "" : "\u2212"}${grouped(whole)}${decimals === "" ? "" : mark + decimals}`;
};

const month = (language: InterfaceLanguage, text: string): string =>
  isMonth(text)
    ? new Intl.DateTimeFormat(language === "hu" ? "hu-HU" : "en-GB", {
        year: "numeric",
        month: "long",
        timeZone: "UTC",
      }).format(new Date(`${text}-01T00:00:00Z`))
    : text;

type Kind = AnswerField["kind"] | ComputedField["as"];

/** How a value is read, by the kind of its field: `1 234 567 Ft`, `1,8 %`, `2026. október`. */
const written = (language: InterfaceLanguage, kind: Kind, value: unknown): string => {
  const text = String(value);
  switch (kind) {
    case "money":
      return `${decimal(language, text)} Ft`;
    case "integer":
    case "decimal":
      return decimal(language, text);
    case "percent":
      return `${decimal(language, text)} %`;
    case "date":
      return isDate(text) ? formatDay(language, text) : text;
    case "month":
      return month(language, text);
    default:
      return text;
  }
};

const unitOf = (language: InterfaceLanguage, field: AnswerField | ComputedField): string => {
  const unit = "unit" in field ? field.unit : undefined;
  return unit ? ` ${unit[language] ?? unit.hu}` : "";
};

export const formatValue = (
  language: InterfaceLanguage,
  field: AnswerField | ComputedField,
  value: unknown,
): string =>
  written(language, field.kind === "computed" ? field.as : field.kind, value) + unitOf(language, field);

/** What stands in an input: as typed while it is text nobody has read yet, else without its unit. */
export const editableValue = (language: InterfaceLanguage, field: AnswerField, value: unknown): string => {
  if (value === undefined) return "";
  if (typeof value === "number")
    return field.kind === "year" ? String(value) : decimal(language, String(value));
  const text = typeof value === "string" ? value : "";
  if (field.kind !== "decimal" && field.kind !== "percent") return text;
  return language === "hu" && /^-?\d+\.\d+$/.test(text) ? text.replace(".", ",") : text;
};
