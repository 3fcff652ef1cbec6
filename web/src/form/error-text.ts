import type { FormDefinition, FormField } from "../../../src/domain/form/definition.ts";
import type { DisplayText, Messages } from "../language.ts";

/** An error as the API names it: its code may be newer than this page. */
export interface NamedError {
  field: string;
  code: string;
  params?: Readonly<Record<string, number>> | undefined;
}

const SLOT_PREFIX = "attachments.";

const fieldOf = (form: FormDefinition, key: string): FormField | undefined =>
  form.pages.flatMap((page) => page.fields).find((field) => field.key === key);

const slotLabel = (form: FormDefinition, field: string): DisplayText | undefined =>
  form.attachments.find((slot) => `${SLOT_PREFIX}${slot.id}` === field)?.label;

const isChoice = (field: FormField | undefined): boolean =>
  field !== undefined && (field.kind === "radio" || field.kind === "select" || field.kind === "yes-no");

/** The sentence for one error, in the words of the field it belongs to. */
export const errorText = (
  messages: Messages,
  form: FormDefinition,
  error: NamedError,
  localize: (text: DisplayText) => string,
): string => {
  const field = fieldOf(form, error.field);
  const label = field?.label ?? slotLabel(form, error.field);
  const name = label ? localize(label) : error.field;
  if (error.code === "required" && isChoice(field)) return messages.form.chooseOne(name);
  if (error.code === "required" && error.field.startsWith(SLOT_PREFIX)) return messages.form.attachOne(name);
  const texts: Readonly<Record<string, (label: string, limit: number) => string>> = messages.form.errors;
  const text = Object.hasOwn(texts, error.code) ? texts[error.code] : undefined;
  return (text ?? messages.form.errors["wrong-type"])(name, error.params?.["limit"] ?? 0);
};

/** The page of the form that asks for what an error is about. */
export const pageOf = (form: FormDefinition, field: string): string | undefined =>
  form.pages.find(
    (page) =>
      page.fields.some((candidate) => candidate.key === field) ||
      page.slots?.some((slot) => `${SLOT_PREFIX}${slot}` === field),
  )?.id;
