import type { FormDefinition, FormField } from "../../../src/domain/form/definition.ts";
import type { DisplayText, Messages } from "../language.ts";
import type { Sentence } from "../messages/spoken.ts";

/** An error as the API names it: its code may be newer than this page. */
export interface NamedError {
  field: string;
  code: string;
  params?: Readonly<Record<string, number>> | undefined;
  check?: string | undefined;
}

const SLOT_PREFIX = "attachments.";

/** The question an error is about; for `table.2.count` the column of the table. */
const fieldOf = (form: FormDefinition, at: string): FormField | undefined => {
  const fields = form.pages.flatMap((page) => page.fields);
  const field = fields.find(({ key }) => key === at);
  if (field) return field;
  const table = fields.find(({ kind, key }) => kind === "table" && at.startsWith(`${key}.`));
  const column = at.slice(at.lastIndexOf(".") + 1);
  return table?.kind === "table" ? table.columns.find(({ key }) => key === column) : undefined;
};

const TABLE_CELL = /^(.*)\.(\d+)\.[^.]+$/;

/** The question as it is told apart from others of the same name: `Székhely: Irányítószám`, `2. sor: Éjszakák száma`. */
const nameOf = (
  { form: { table } }: Messages,
  field: FormField,
  at: string,
  localize: (text: DisplayText) => string,
): string => {
  const [, , row] = field.key === at ? [] : (TABLE_CELL.exec(at) ?? []);
  const label = localize(field.label);
  if (row !== undefined) return `${table.row({ number: Number(row) + 1 })}, ${label}`;
  return field.group ? `${localize(field.group.label)}, ${label}` : label;
};

const checkMessage = (form: FormDefinition, id: string | undefined): DisplayText | undefined =>
  form.pages.flatMap((page) => page.checks ?? []).find((check) => check.id === id)?.message;

const slotLabel = (form: FormDefinition, field: string): DisplayText | undefined =>
  form.attachments.find((slot) => `${SLOT_PREFIX}${slot.id}` === field)?.label;

const isChoice = (field: FormField | undefined): boolean =>
  field !== undefined &&
  (field.kind === "radio" || field.kind === "multi" || field.kind === "select" || field.kind === "yes-no");

type ErrorText = Sentence<"label" | "limit">;

const MEGABYTE = 1_048_576;

/** The number that was broken, in the unit its sentence speaks of. */
const limitOf = ({ code, params }: NamedError): number =>
  (params?.["limit"] ?? 0) / (code === "files-too-large" ? MEGABYTE : 1);

const textOf = (texts: Readonly<Record<string, ErrorText>>, code: string): ErrorText | undefined =>
  Object.hasOwn(texts, code) ? texts[code] : undefined;

/** The sentence for one error, in the words of the field it belongs to. */
export const errorText = (
  messages: Messages,
  form: FormDefinition,
  error: NamedError,
  localize: (text: DisplayText) => string,
): string => {
  const message = error.code === "check" ? checkMessage(form, error.check) : undefined;
  if (message) return localize(message);
  const field = fieldOf(form, error.field);
  const slot = slotLabel(form, error.field);
  const name = field ? nameOf(messages, field, error.field, localize) : slot ? localize(slot) : error.field;
  if (error.code === "required" && isChoice(field)) return messages.form.chooseOne({ label: name });
  if (error.code === "required" && error.field.startsWith(SLOT_PREFIX))
    return messages.form.attachOne({ label: name });
  if (error.code === "too-late" && field && "max" in field && field.max === "today")
    return messages.form.inFuture({ label: name });
  const text =
    textOf(messages.form.kindErrors, `${error.code}/${field?.kind}`) ??
    textOf(messages.form.errors, error.code);
  return (text ?? messages.form.errors["wrong-type"])({ label: name, limit: limitOf(error) });
};

/** The page of the form that asks for what an error is about. */
export const pageOf = (form: FormDefinition, field: string): string | undefined =>
  form.pages.find(
    (page) =>
      page.fields.some(
        (candidate) =>
          candidate.key === field || (candidate.kind === "table" && field.startsWith(`${candidate.key}.`)),
      ) || page.slots?.some((slot) => `${SLOT_PREFIX}${slot}` === field),
  )?.id;
