import { addressKeys } from "./address.ts";
import { checkCalculator } from "./check-calculator.ts";
import { checkRule, type EarlierFields, type KnownField, type RuleScope } from "./check-rules.ts";
import { optionValues } from "./form-schema.ts";
import type { ChoiceSource, ColumnSource, FieldSource, FormSource, TableSource } from "./form-source.ts";
import type { CatalogueProblem, Path, Source } from "./source.ts";

type Found = { path: Path; message: string }[];

/** Everything written more than once, at its second and later places. */
const repeated = (items: readonly { name: string; path: Path }[]): Found => {
  const seen = new Set<string>();
  return items.flatMap(({ name, path }) => {
    if (seen.has(name)) return [{ path, message: `is ${name} for the second time` }];
    seen.add(name);
    return [];
  });
};

const fieldsOf = (form: FormSource): { field: FieldSource; path: Path }[] =>
  form.pages.flatMap((page, p) =>
    page.fields.map((field, f) => ({ field, path: ["pages", p, "fields", f] })),
  );

/** `contact` as a field and `contact.email` as another: one place in the answers cannot be both. */
const nestedKeys = (form: FormSource): Found => {
  const keys = fieldsOf(form).map(({ field }) => field.key);
  return fieldsOf(form)
    .filter(({ field }) => keys.some((key) => key.startsWith(`${field.key}.`)))
    .map(({ field, path }) => ({
      path: [...path, "key"],
      message: `is ${field.key}, which is also the beginning of another field's key`,
    }));
};

const checkChoice = (field: ChoiceSource, path: Path, earlier: EarlierFields): Found => {
  const values = optionValues(field);
  const found = repeated(values.map((name) => ({ name, path: [...path, "options"] })));
  if (values.length === 0)
    found.push({ path: [...path, "options"], message: "must have at least one option" });
  const isGrouped = Object.values(field.options).map((label) => typeof label !== "string");
  if (isGrouped.some((grouped) => grouped !== (field.dependsOn !== undefined))) {
    const message = "must be value: label, and grouped by the other field's values exactly with dependsOn";
    return [...found, { path: [...path, "options"], message }];
  }
  if (field.dependsOn === undefined) return found;
  const other = earlier.get(field.dependsOn);
  if (!other || !("options" in other)) {
    const message = `refers to ${field.dependsOn}, which is no choice before this one`;
    return [...found, { path: [...path, "dependsOn"], message }];
  }
  const groups = Object.keys(field.options);
  const offered = optionValues(other);
  const strange = groups
    .filter((group) => !offered.includes(group))
    .map((group) => ({
      path: [...path, "options", group],
      message: `is no option of ${other.key}; there are ${offered.join(", ")}`,
    }));
  const lacking = offered
    .filter((value) => !groups.includes(value))
    .map((value) => ({ path: [...path, "options"], message: `has no group for ${value} of ${other.key}` }));
  return [...found, ...strange, ...lacking];
};

/** Characters of a text that a pattern is held against. */
const MAX_WITH_PATTERN = 500;

const checkLengths = (field: FieldSource | ColumnSource, path: Path): Found => {
  if (!("maxLength" in field)) return [];
  const found: Found = [];
  if (field.minLength !== undefined && field.minLength > field.maxLength)
    found.push({ path: [...path, "minLength"], message: "is greater than maxLength" });
  if (field.kind === "text" && field.pattern !== undefined && field.maxLength > MAX_WITH_PATTERN)
    found.push({
      path: [...path, "maxLength"],
      message: `must be at most ${MAX_WITH_PATTERN} with a pattern`,
    });
  return found;
};

/** What later rules may refer to: the field, or the parts of an address. */
const knownAfter = (field: FieldSource): KnownField[] =>
  field.kind === "address"
    ? addressKeys(field).map((key) => ({ key, kind: "text", label: key, maxLength: 1 }))
    : [field];

/** Cells of a full table: its document must still fit into one answer of a function (6 MB as base64). */
const MAX_CELLS = 6000;

/** What adds up to a value of its own column; shares add up to no whole number. */
const isSummable = (column: ColumnSource): boolean =>
  column.kind === "computed"
    ? column.as !== "text"
    : ["integer", "money", "decimal", "percent"].includes(column.kind);

/** Columns see the row so far as `row.<column>`, and the whole table. */
const checkColumns = (table: TableSource, path: Path, { fields, parameters }: RuleScope): Found => {
  const row = new Map<string, KnownField>([...fields, [table.key, table]]);
  const found = [
    ...repeated(
      table.columns.map(({ key }, index) => ({ name: key, path: [...path, "columns", index, "key"] })),
    ),
    ...(table.totals ?? [])
      .filter((total) => !table.columns.some(({ key }) => key === total))
      .map((total) => ({ path: [...path, "totals"], message: `names ${total}, which is no column` })),
    ...table.columns
      .filter((column) => table.totals?.includes(column.key) && !isSummable(column))
      .map(({ key }) => ({
        path: [...path, "totals"],
        message: `names ${key}, which is no amount or count`,
      })),
  ];
  if (table.maxRows * table.columns.length > MAX_CELLS) {
    const message = `makes more than ${MAX_CELLS} cells with ${table.columns.length} columns`;
    found.push({ path: [...path, "maxRows"], message });
  }
  for (const [index, column] of table.columns.entries()) {
    const at = [...path, "columns", index];
    if (column.key.includes("."))
      found.push({ path: [...at, "key"], message: "must have no dot in a table" });
    if (column.when !== undefined)
      found.push({ path: [...at, "when"], message: "is not possible in a table" });
    found.push(...checkQuestion(column, at, { fields: row, parameters }), ...checkLengths(column, at));
    row.set(`row.${column.key}`, column);
  }
  return found;
};

const checkQuestion = (field: FieldSource | ColumnSource, path: Path, scope: RuleScope): Found => {
  if (field.kind === "table") return checkColumns(field, path, scope);
  if (field.kind === "computed") return checkRule(field.compute, [...path, "compute"], scope);
  if (!("options" in field)) return [];
  if (field.optionsFrom !== undefined) return checkListed(field, field.optionsFrom, path, scope);
  return field.optionsOn === undefined
    ? checkChoice(field, path, scope.fields)
    : [{ path: [...path, "optionsOn"], message: "is possible with optionsFrom only" }];
};

const PERIODS: readonly string[] = ["date", "month", "year"];

/** A choice from a list of the settlement: the list must be declared, and its day asked before. */
const checkListed = (field: ChoiceSource, list: string, path: Path, scope: RuleScope): Found => {
  const found: Found = [];
  const [group = ""] = list.split(".");
  if (field.kind !== "select") {
    found.push({ path: [...path, "optionsFrom"], message: "is possible with kind: select only" });
  }
  if (!scope.parameters.includes(group)) {
    const message = `refers to ${group}, which is not under parameters`;
    found.push({ path: [...path, "optionsFrom"], message });
  }
  const { optionsOn: on } = field;
  if (on !== undefined && !PERIODS.includes(scope.fields.get(on)?.kind ?? "")) {
    const message = `refers to ${on}, which is no date, month or year before this one`;
    found.push({ path: [...path, "optionsOn"], message });
  }
  return found;
};

/** Conditions in the order in which the filler evaluates them: each may see only what was asked before. */
const checkConditions = (form: FormSource): Found => {
  const earlier = new Map<string, KnownField>();
  const scope: RuleScope = { fields: earlier, parameters: form.parameters ?? [] };
  const found: Found = [];
  for (const [p, page] of form.pages.entries()) {
    found.push(...checkRule(page.when, ["pages", p, "when"], scope));
    for (const [f, field] of page.fields.entries()) {
      const path = ["pages", p, "fields", f];
      found.push(...checkRule(field.when, [...path, "when"], scope), ...checkLengths(field, path));
      found.push(...checkQuestion(field, path, scope));
      for (const known of knownAfter(field)) earlier.set(known.key, known);
    }
    for (const [c, check] of page.checks.entries()) {
      const path = ["pages", p, "checks", c];
      found.push(...checkRule(check.that, [...path, "that"], scope));
      const own = page.fields.flatMap(knownAfter).some(({ key }) => key === check.field);
      if (!own)
        found.push({ path: [...path, "field"], message: `refers to ${check.field}, no field of this page` });
    }
  }
  for (const [s, slot] of form.attachments.entries()) {
    found.push(...checkRule(slot.required, ["attachments", s, "required"], scope));
  }
  return found;
};

const checkSlots = (form: FormSource): Found => {
  const ids = form.attachments.map((slot) => slot.id);
  const used = form.pages.flatMap((page, p) =>
    page.slots.map((name, s) => ({ name, path: ["pages", p, "slots", s] })),
  );
  return [
    ...repeated(used),
    ...used
      .filter(({ name }) => !ids.includes(name))
      .map(({ name, path }) => ({ path, message: `refers to ${name}, which is not under attachments` })),
    ...ids.flatMap((id, index) =>
      used.some(({ name }) => name === id)
        ? []
        : [{ path: ["attachments", index, "id"], message: `is ${id}, but no page lists it under slots` }],
    ),
  ];
};

/** What the shape of form.yaml cannot say: names used once, references that lead somewhere, order of conditions. */
export const checkForm = ({ value: form, problemAt }: Source<FormSource>): CatalogueProblem[] =>
  [
    ...repeated(form.pages.map(({ id }, index) => ({ name: id, path: ["pages", index, "id"] }))),
    ...repeated(fieldsOf(form).map(({ field, path }) => ({ name: field.key, path: [...path, "key"] }))),
    ...repeated(form.attachments.map(({ id }, index) => ({ name: id, path: ["attachments", index, "id"] }))),
    ...nestedKeys(form),
    ...checkConditions(form),
    ...checkSlots(form),
    ...checkCalculator(form),
  ].map(({ path, message }) => problemAt(path, message));
