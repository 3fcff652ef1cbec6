import * as fc from "fast-check";
import type { AnswerField, FormField, TableField } from "../../../src/domain/form/definition.ts";
import { dated, identifiers, numeric, tricks } from "./typed.ts";

type Any = fc.Arbitrary<unknown>;

const words = fc.constantFrom(
  "Minta",
  "Őrség utca 3.",
  "Šopron",
  "  két   szó ",
  "a",
  "4711",
  "1111",
  "9495",
);
const text = fc.oneof({ weight: 5, arbitrary: words }, { weight: 2, arbitrary: tricks });
const letter = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("Tisztelt Hivatal!\r\nKérem …\r\n", "Húsz betűnél hosszabb indokolás."),
  },
  { weight: 2, arbitrary: tricks },
);

const chosen = (field: Extract<AnswerField, { options: unknown }>): Any => {
  const listed = field.options.map(({ value }) => value);
  const known = listed.length > 0 ? listed : ["elderly-alone", "elderly", "large-family", "first-home"];
  const one = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: fc.constantFrom("", "nincs-ilyen", "constructor", "__proto__") },
  );
  return field.kind === "multi" ? fc.array(one, { maxLength: known.length + 1 }) : one;
};

const share = fc.constantFrom(
  "1/1",
  "1/2",
  "1/3",
  "2/3",
  " 01 / 007 ",
  "3/2",
  "0/1",
  "1/0",
  "1",
  "999999999/999999999",
);

/** What people (and not only people) put into one field. */
const valueOf = (field: AnswerField): Any => {
  switch (field.kind) {
    case "text":
      return text;
    case "long-text":
      return letter;
    case "email":
      return fc.oneof(fc.constantFrom("a@b.hu", "ő@kőszeg.hu", "a@b", "a b@c.hu", "a@b.hu\n"), tricks);
    case "phone":
      return fc.oneof(fc.constantFrom("+999000000001", "06 99 123 4567", "+36 (99) 123-456", "112"), tricks);
    case "yes-no":
    case "declaration":
      return fc.oneof(
        { weight: 8, arbitrary: fc.boolean() },
        { weight: 1, arbitrary: fc.constantFrom("igen", 1, null) },
      );
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
    case "month":
    case "year":
      return dated(field.kind);
    case "fraction":
      return share;
    default:
      return identifiers(field.identifier);
  }
};

/** Never what a field wants: other JSON types. */
const wrongType = fc.constantFrom<unknown>(null, [], {}, [[]], 0.1, -1, true, "", { toString: "x" }, [null]);

const sent = fc.constantFrom<unknown>(0, 1, -1, 999_999_999, "1", "0.01", null, "per-night", []);

const rowsOf = (table: TableField): Any => {
  const cells = Object.fromEntries(table.columns.map((column) => [column.key, fieldValue(column)]));
  const row = fc.oneof(
    { weight: 9, arbitrary: fc.record(cells, { requiredKeys: [], noNullPrototype: true }) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>({}, null, "sor", { idegen: 1 }, []) },
  );
  const few = fc.array(row, { maxLength: 4 });
  const many = fc.array(row, { minLength: table.maxRows, maxLength: table.maxRows + 1 });
  return fc.oneof({ weight: 12, arbitrary: few }, { weight: table.maxRows > 60 ? 0 : 1, arbitrary: many });
};

/** Of a computed field: what a client might send in the hope that it counts. */
export const fieldValue = (field: FormField): Any => {
  if (field.kind === "computed") return sent;
  const value = field.kind === "table" ? rowsOf(field) : valueOf(field);
  return fc.oneof({ weight: 24, arbitrary: value }, { weight: 1, arbitrary: wrongType });
};
