import type {
  AttachmentSlot,
  ColumnField,
  FieldOption,
  FormCheck,
  FormField,
  FormPage,
  Rule,
} from "../../domain/form/definition.ts";
import type { FormDefinition } from "../../domain/form/definition.ts";
import type { FormId } from "../../domain/ids.ts";
import { languages, type Language } from "../../domain/localized.ts";
import { failure, success, type Result } from "../../domain/result.ts";
import { checkForm } from "./check-form.ts";
import { answersSchema, isDemanded } from "./form-schema.ts";
import { FormSource, Labels } from "./form-source.ts";
import { addressFields } from "./address.ts";
import type {
  ChoiceSource,
  ColumnSource,
  FieldSource,
  PageSource,
  SlotSource,
  TableSource,
} from "./form-source.ts";
import { createLabelling, type Labelling } from "./labels.ts";
import { readSource, type CatalogueProblem, type InvalidSource, type Source } from "./source.ts";
import type { SourceFile } from "./source.ts";

type Text = Labelling["text"];

/** The members that have a value: published JSON has no empty ones. */
const present = <T extends object>(members: T) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** Texts of one page, field or slot: those it must have, and those it may have. */
const textsOf = (labelling: Text, kind: "pages" | "fields" | "attachments", id: string) => {
  const text = (name: string, hungarian: string) => labelling([kind, id, name], hungarian);
  const optional = (name: string, hungarian: string | undefined) =>
    hungarian === undefined ? undefined : text(name, hungarian);
  return { text, optional };
};

const optionsOf = (field: ChoiceSource, text: Text, at: string): FieldOption[] => {
  const option = (value: string, label: string, when?: Rule): FieldOption => ({
    value,
    label: text(["fields", at, "options", value], label),
    ...present({ when }),
  });
  return Object.entries(field.options).flatMap(([value, label]) =>
    typeof label === "string"
      ? [option(value, label)]
      : Object.entries(label).map(([inner, innerLabel]) =>
          option(inner, innerLabel, { "===": [{ var: field.dependsOn ?? "" }, value] }),
        ),
  );
};

/** `at` is where the label files keep the texts: the key, for a column with its table's. */
const columnOf = (field: ColumnSource, labelling: Text, at = field.key): ColumnField => {
  const { key, hint, when, prefill, declareAnew } = field;
  const { text, optional } = textsOf(labelling, "fields", at);
  const base = {
    key,
    label: text("label", field.label),
    ...present({ hint: optional("hint", hint), when, required: isDemanded(field) || undefined }),
    ...present({ prefill, declareAnew }),
  };
  const bounds = "min" in field || "max" in field ? present({ min: field.min, max: field.max }) : {};
  const unit = "unit" in field ? present({ unit: optional("unit", field.unit) }) : {};
  switch (field.kind) {
    case "computed":
      return {
        ...base,
        kind: "computed",
        compute: field.compute,
        as: field.as,
        ...(field.as === "decimal" || field.as === "percent" ? { digits: field.digits } : {}),
        ...present({ hidden: field.hidden }),
      };
    case "integer":
    case "money":
      return { ...base, ...unit, ...bounds, kind: field.kind };
    case "decimal":
    case "percent":
      return { ...base, ...unit, ...bounds, kind: field.kind, digits: field.digits };
    case "date":
      return { ...base, ...(bounds as { min?: string; max?: string }), kind: "date" };
    case "month":
      return {
        ...base,
        ...(bounds as { min?: string; max?: string }),
        kind: "month",
        ...present({ advance: field.advance }),
      };
    case "year":
      return { ...base, ...bounds, kind: "year", ...present({ advance: field.advance }) };
    case "identifier":
      return { ...base, kind: "identifier", identifier: field.identifier };
    case "multi":
      return { ...base, kind: "multi", options: optionsOf(field, labelling, at) };
    case "text":
      return { ...base, kind: "text", ...present({ autocomplete: field.autocomplete }) };
    case "long-text":
      return { ...base, kind: "long-text", ...present({ rows: field.rows }) };
    case "select":
      return {
        ...base,
        kind: "select",
        options: optionsOf(field, labelling, at),
        ...present({ optionsFrom: field.optionsFrom, optionsOn: field.optionsOn }),
      };
    case "radio":
      return { ...base, kind: "radio", options: optionsOf(field, labelling, at) };
    default:
      return { ...base, kind: field.kind };
  }
};

const tableOf = (field: TableSource, labelling: Text): FormField => {
  const { text, optional } = textsOf(labelling, "fields", field.key);
  const { hint, when, declareAnew, minRows, totals } = field;
  return {
    key: field.key,
    kind: "table",
    label: text("label", field.label),
    ...present({ hint: optional("hint", hint), when, required: isDemanded(field) || undefined }),
    ...present({ declareAnew, minRows, totals }),
    maxRows: field.maxRows,
    columns: field.columns.map((column) => columnOf(column, labelling, `${field.key}.${column.key}`)),
  };
};

const fieldsOf = (field: FieldSource, labelling: Text): FormField[] => {
  if (field.kind === "table") return [tableOf(field, labelling)];
  if (field.kind !== "address") return [columnOf(field, labelling)];
  const { text, optional } = textsOf(labelling, "fields", field.key);
  return addressFields(field, {
    label: text("label", field.label),
    ...present({ hint: optional("hint", field.hint) }),
  });
};

const checksOf = ({ checks }: PageSource, labelling: Text): FormCheck[] =>
  checks.map(({ id, field, that, message }) => ({
    id,
    field,
    that,
    message: labelling(["checks", id], message),
  }));

const pageOf = (page: PageSource, labelling: Text): FormPage => {
  const { text, optional } = textsOf(labelling, "pages", page.id);
  return {
    id: page.id,
    title: text("title", page.title),
    ...present({ intro: optional("intro", page.intro), when: page.when, identity: page.identity }),
    fields: page.fields.flatMap((field) => fieldsOf(field, labelling)),
    ...present({ slots: page.slots.length > 0 ? page.slots : undefined }),
    ...present({ checks: page.checks.length > 0 ? checksOf(page, labelling) : undefined }),
  };
};

const slotOf = (slot: SlotSource, labelling: Text): AttachmentSlot => {
  const { text, optional } = textsOf(labelling, "attachments", slot.id);
  return {
    id: slot.id,
    label: text("label", slot.label),
    ...present({ hint: optional("hint", slot.hint), required: slot.required }),
    contentTypes: slot.types,
    maxFiles: slot.maxFiles,
    maxFileSize: slot.maxFileSize,
  };
};

const definitionOf = (id: FormId, version: string, form: FormSource, text: Text): FormDefinition => ({
  id,
  version,
  title: text(["title"], form.title),
  summary: text(["summary"], form.summary),
  sector: form.sector,
  languages: form.languages,
  ...present({ identification: form.identification }),
  schema: answersSchema(form.pages),
  pages: form.pages.map((page) => pageOf(page, text)),
  attachments: form.attachments.map((slot) => slotOf(slot, text)),
  ...present({
    notice: form.notice === undefined ? undefined : text(["notice"], form.notice),
    deadline: form.deadline === undefined ? undefined : text(["deadline"], form.deadline),
    fee: form.fee === undefined ? undefined : text(["fee"], form.fee),
    legalBasis: form.legalBasis === undefined ? undefined : text(["legalBasis"], form.legalBasis),
    parameters: form.parameters,
    filers: form.filers,
    calculator: form.calculator && {
      pages: form.calculator.pages,
      result: form.calculator.result,
      ...present({ without: form.calculator.without }),
    },
  }),
});

const FORM_FILE = /^forms\/([a-z0-9]+(?:-[a-z0-9]+)*)\/(\d+\.\d+\.\d+)\/form\.yaml$/;
const LABEL_FILE = /\/labels\.([a-z]{2})\.yaml$/;

const wholeFile = (file: string, message: string): CatalogueProblem => ({
  file,
  line: 1,
  column: 1,
  field: "",
  message,
});

interface LabelFiles {
  sources: ReadonlyMap<Language, Source<Labels>>;
  problems: readonly CatalogueProblem[];
}

/** Reads exactly the label files the form declares languages for. */
const readLabels = (
  files: readonly SourceFile[],
  { value: form, problemAt }: Source<FormSource>,
): LabelFiles => {
  const sources = new Map<Language, Source<Labels>>();
  const problems: CatalogueProblem[] = [];
  for (const file of files) {
    const language = languages.find((candidate) => candidate === LABEL_FILE.exec(file.path)?.[1]);
    if (!language || language === "hu" || !form.languages.includes(language)) {
      problems.push(wholeFile(file.path, "is for a language that form.yaml does not declare"));
      continue;
    }
    const read = readSource(file, Labels);
    if (read.ok) sources.set(language, read.value);
    else problems.push(...read.failure.problems);
  }
  for (const [index, language] of form.languages.entries()) {
    if (language !== "hu" && !files.some(({ path }) => path.endsWith(`/labels.${language}.yaml`))) {
      problems.push(problemAt(["languages", index], `is declared, but there is no labels.${language}.yaml`));
    }
  }
  return { sources, problems };
};

const invalid = (problems: readonly CatalogueProblem[]) =>
  failure({ code: "invalid-source" as const, problems });

/** The label files beside a form.yaml. */
export const labelFilesOf = ({ path }: SourceFile, files: readonly SourceFile[]): SourceFile[] => {
  const labels = path.replace(/form\.yaml$/, "labels.");
  return files.filter((file) => file.path.startsWith(labels));
};

/**
 * A form as published, from its form.yaml and the label files beside it.
 * Id and version are the names of the folders it lies in.
 */
export const compileForm = (
  file: SourceFile,
  labelFiles: readonly SourceFile[],
): Result<FormDefinition, InvalidSource> => {
  const [, id, version] = FORM_FILE.exec(file.path) ?? [];
  if (id === undefined || version === undefined) {
    return invalid([
      wholeFile(file.path, "must lie in forms/<form-id>/<version>/, such as forms/kerelem/1.0.0/"),
    ]);
  }
  const read = readSource(file, FormSource);
  if (!read.ok) return read;
  const labels = readLabels(labelFiles, read.value);
  const labelling = createLabelling(labels.sources);
  const definition = definitionOf(id as FormId, version, read.value.value, labelling.text);
  const problems = [...checkForm(read.value), ...labels.problems, ...labelling.problems()];
  return problems.length === 0 ? success(definition) : invalid(problems);
};
