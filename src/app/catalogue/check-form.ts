import { checkRule, type EarlierFields } from "./check-rules.ts";
import { optionValues } from "./form-schema.ts";
import type { ChoiceSource, FieldSource, FormSource } from "./form-source.ts";
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

const checkLengths = (field: FieldSource, path: Path): Found =>
  "maxLength" in field && field.minLength !== undefined && field.minLength > field.maxLength
    ? [{ path: [...path, "minLength"], message: "is greater than maxLength" }]
    : [];

/** Conditions in the order in which the filler evaluates them: each may see only what was asked before. */
const checkConditions = (form: FormSource): Found => {
  const earlier = new Map<string, FieldSource>();
  const found: Found = [];
  for (const [p, page] of form.pages.entries()) {
    found.push(...checkRule(page.when, ["pages", p, "when"], earlier));
    for (const [f, field] of page.fields.entries()) {
      const path = ["pages", p, "fields", f];
      found.push(...checkRule(field.when, [...path, "when"], earlier), ...checkLengths(field, path));
      if ("options" in field) found.push(...checkChoice(field, path, earlier));
      earlier.set(field.key, field);
    }
  }
  for (const [s, slot] of form.attachments.entries()) {
    found.push(...checkRule(slot.required, ["attachments", s, "required"], earlier));
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
  ].map(({ path, message }) => problemAt(path, message));
