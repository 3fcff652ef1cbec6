import * as fc from "fast-check";
import type { AnswerField, FormField, TableField } from "../../../src/domain/form/definition.ts";
import { rightIdentifier } from "./typed.ts";

type Any = fc.Arbitrary<unknown>;
type Numeric = Extract<AnswerField, { kind: "integer" | "money" | "decimal" | "percent" }>;

const numeric = (field: Numeric): Any => {
  const isWhole = field.kind === "integer" || field.kind === "money";
  const least = Math.ceil(Number(field.min ?? 0));
  const most = Math.floor(Number(field.max ?? 1_000_000));
  const wholes = fc.oneof(
    fc.integer({ min: least, max: Math.min(most, least + 300) }),
    fc.bigInt({ min: BigInt(least), max: BigInt(most) }).map(Number),
    fc.bigInt({ min: BigInt(least), max: BigInt(Math.min(most, 200_000_000_000)) }).map(Number),
    fc.constantFrom(least, most),
  );
  if (isWhole) return wholes;
  const tenths = fc.tuple(fc.integer({ min: Math.max(least, 1), max: Math.min(most - 1, 5_000) }), fc.nat(9));
  return fc.oneof(
    tenths.map(([whole, tenth]) => `${whole},${tenth}`),
    fc.constantFrom(String(field.min ?? 0), String(field.max ?? 0)),
  );
};

const day = fc
  .date({ min: new Date("2024-12-01"), max: new Date("2026-11-23"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const chosen = (field: Extract<AnswerField, { options: unknown }>): Any => {
  const listed = field.options.map(({ value }) => value);
  const known = listed.length > 0 ? listed : ["elderly-alone", "elderly", "large-family", "first-home"];
  if (field.kind === "multi")
    return fc.uniqueArray(fc.constantFrom(...known), { minLength: 1, maxLength: 3 });
  return fc.constantFrom(...known);
};

/** An answer that fits its field by itself. */
const valueOf = (field: AnswerField): Any => {
  switch (field.kind) {
    case "text":
    case "long-text":
      return fc.constantFrom("Minta utca", "Húsz betűnél hosszabb magyarázat.", "9495");
    case "email":
      return fc.constantFrom("a@posta.example", "ő@kőszeg.hu");
    case "phone":
      return fc.constantFrom("+999000000001", "06 99 123 4567");
    case "yes-no":
      return fc.boolean();
    case "declaration":
      return fc.constant(true);
    case "select":
    case "radio":
    case "multi":
      return chosen(field);
    case "integer":
    case "money":
    case "decimal":
    case "percent":
      return numeric(field);
    case "date":
      return day;
    case "month":
      return day.map((date) => date.slice(0, 7));
    case "year":
      return fc.constantFrom(2024, 2025, 2026);
    case "fraction":
      return fc.constantFrom("1/1", "1/2", "1/3", "2/7", "999999998/999999999");
    default:
      return fc.constant(rightIdentifier(field.identifier));
  }
};

const rowsOf = (table: TableField): Any => {
  const columns = table.columns.filter(({ kind }) => kind !== "computed");
  const cells = Object.fromEntries(columns.map((column) => [column.key, carefulValue(column)]));
  return fc.array(fc.record(cells, { noNullPrototype: true }), { maxLength: Math.min(3, table.maxRows) });
};

/** What a careful person answers; whether it goes with the other answers is another matter. */
export const carefulValue = (field: FormField): Any => {
  if (field.kind === "computed") return fc.constant(0);
  return field.kind === "table" ? rowsOf(field) : valueOf(field);
};
