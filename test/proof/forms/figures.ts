import type { Answers } from "../../../src/domain/case/case.ts";
import { readAnswer } from "../../../src/domain/form/answers.ts";
import type { ComputedField, FormDefinition, FormField } from "../../../src/domain/form/definition.ts";
import type { Outcome } from "./paths.ts";

const isComputed = (field: FormField): field is ComputedField => field.kind === "computed";

const isWellFormed = (field: ComputedField, value: unknown): boolean => {
  if (value === undefined) return true;
  if (field.as === "money" || field.as === "integer") return Number.isSafeInteger(value);
  if (field.as === "text") return typeof value === "string";
  const decimals = typeof value === "string" ? /^-?\d+(?:\.(\d+))?$/.exec(value) : null;
  return decimals !== null && (decimals[1] ?? "").length <= (field.digits ?? 2);
};

/** Amounts are whole forints that JSON holds exactly, decimals are text with the form's digits. */
export const malformed = (form: FormDefinition, values: Answers): string[] =>
  form.pages
    .flatMap((page) => page.fields)
    .filter(isComputed)
    .filter((field) => !isWellFormed(field, readAnswer(values, field.key)))
    .map(({ key }) => `not so: ${key} is a figure of its kind`);

/** Taxes, fees, bases and duties: whatever is answered, these are never below nothing. */
const neverNegative: Readonly<Record<string, readonly string[]>> = {
  "idegenforgalmi-ado-bevallas": ["nights.taxable", "tax.amount"],
  "talajterhelesi-dij-bevallas": ["fee.base", "fee.amount", "fee.payable"],
  "helyi-iparuzesi-ado-bevallas": [
    "base.deductible",
    "base.total",
    "tax.base",
    "tax.taxable",
    "tax.onBase",
    "tax.due",
    "advance.first",
    "advance.second",
  ],
  "kommunalis-ado-adatbejelentes": ["tax.year"],
  "epitmenyado-adatbejelentes": ["tax.full", "tax.year"],
  "telekado-adatbejelentes": ["tax.full", "tax.year"],
  "ado-es-ertekbizonyitvany-kerelem": ["properties.duty"],
};

export const negative = ({ id }: FormDefinition, { values }: Pick<Outcome, "values">): string[] =>
  (neverNegative[id] ?? [])
    .filter((key) => Number(readAnswer(values, key) ?? 0) < 0)
    .map((key) => `not so: ${key} is never negative`);

/** A return without an error that computes nothing would be one nobody has to pay for. */
const alwaysThere: Readonly<Record<string, readonly string[]>> = {
  "idegenforgalmi-ado-bevallas": ["nights.taxable", "tax.amount", "tax.payable"],
  "talajterhelesi-dij-bevallas": ["fee.base", "fee.unit", "fee.amount", "fee.payable"],
  "helyi-iparuzesi-ado-bevallas": ["base.total", "tax.base", "tax.rate", "tax.due", "tax.difference"],
};

export const missing = ({ id }: FormDefinition, { values, errors }: Outcome): string[] =>
  errors.length > 0
    ? []
    : (alwaysThere[id] ?? [])
        .filter((key) => readAnswer(values, key) === undefined)
        .map((key) => `not so: ${key} is computed where nothing is wrong`);
