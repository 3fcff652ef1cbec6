import { Validator, type OutputUnit } from "@cfworker/json-schema";
import type { Answers, Attachment } from "../case/case.ts";
import { readAnswer } from "./answers.ts";
import { canonicalPhone, isEmailAddress } from "./contact.ts";
import type { AttachmentSlot, FieldError, FormDefinition, FormField, FormPage } from "./definition.ts";
import { readDraft } from "./draft.ts";
import { isRequired, limitOf } from "./field-schema.ts";
import { holds } from "./logic.ts";
import { visibleAnswers, visiblePages } from "./visibility.ts";

type AttachmentState = Pick<Attachment, "slot" | "state">;

/** Keywords about one value; all others (`properties`, `required`, `allOf` …) only pass on or repeat. */
const codes: Readonly<Record<string, FieldError["code"]>> = {
  type: "wrong-type",
  enum: "not-an-option",
  minLength: "too-short",
  maxLength: "too-long",
  pattern: "pattern",
  format: "pattern",
};
const LIMITS: readonly string[] = ["minLength", "maxLength"];

const validators = new WeakMap<FormDefinition, Validator>();

const validatorOf = (form: FormDefinition): Validator => {
  const known = validators.get(form);
  if (known) return known;
  // The library notes addresses on the schema's objects: it gets its own copy.
  const created = new Validator(structuredClone(form.schema), "2020-12", false);
  validators.set(form, created);
  return created;
};

/** `#/contact/email` → `contact.email`; keys have no characters a JSON pointer escapes. */
const keyOf = (unit: OutputUnit): string => unit.instanceLocation.slice(2).replaceAll("/", ".");

/** What the data contract says against each answer. */
const contractErrors = (form: FormDefinition, answers: Answers): ReadonlyMap<string, OutputUnit> => {
  const found = new Map<string, OutputUnit>();
  for (const unit of validatorOf(form).validate(answers).errors) {
    const known = Object.hasOwn(codes, unit.keyword) || unit.keyword === "const";
    if (known && !found.has(keyOf(unit))) found.set(keyOf(unit), unit);
  }
  return found;
};

const kindError = (field: FormField, value: unknown): FieldError["code"] | undefined => {
  if (field.kind === "declaration") return value === true ? undefined : "must-accept";
  if (field.kind === "email") return isEmailAddress(String(value)) ? undefined : "email";
  if (field.kind === "phone") return canonicalPhone(String(value)) === undefined ? "phone" : undefined;
  if ("options" in field) {
    return field.options.some((option) => option.value === value) ? undefined : "not-an-option";
  }
  return undefined;
};

const contractError = (form: FormDefinition, field: FormField, unit: OutputUnit): FieldError => {
  const code = codes[unit.keyword] ?? "wrong-type";
  const limit = LIMITS.includes(unit.keyword) ? limitOf(form, field.key, unit.keyword) : undefined;
  return { field: field.key, code, ...(limit === undefined ? {} : { params: { limit } }) };
};

/** The first thing wrong with the attachments of a slot. */
const slotError = (
  slot: AttachmentSlot,
  attachments: readonly AttachmentState[],
  answers: Answers,
): FieldError | undefined => {
  const field = `attachments.${slot.id}`;
  const files = attachments.filter((file) => file.slot === slot.id);
  if (files.length > slot.maxFiles)
    return { field, code: "too-many-files", params: { limit: slot.maxFiles } };
  if (files.some((file) => file.state !== "verified")) return { field, code: "file-not-verified" };
  const required = slot.required !== undefined && holds(slot.required, answers);
  return required && files.length === 0 ? { field, code: "required" } : undefined;
};

interface Checked {
  form: FormDefinition;
  /** Visible answers only. */
  answers: Answers;
  unreadable: ReadonlyMap<string, FieldError>;
  contract: ReadonlyMap<string, OutputUnit>;
  attachments: readonly AttachmentState[];
}

const fieldError = (checked: Checked, field: FormField): FieldError | undefined => {
  const { form, answers, unreadable, contract } = checked;
  const unread = unreadable.get(field.key);
  if (unread) return unread;
  const value = readAnswer(answers, field.key);
  if (value === undefined) {
    if (!isRequired(form, field)) return undefined;
    return { field: field.key, code: field.kind === "declaration" ? "must-accept" : "required" };
  }
  const code = kindError(field, value);
  if (code) return { field: field.key, code };
  const unit = contract.get(field.key);
  return unit && contractError(form, field, unit);
};

const pageErrors = (checked: Checked, page: FormPage): FieldError[] => {
  const slots = checked.form.attachments.filter((slot) => page.slots?.includes(slot.id));
  return [
    ...page.fields.map((field) => fieldError(checked, field)),
    ...slots.map((slot) => slotError(slot, checked.attachments, checked.answers)),
  ].filter((error) => error !== undefined);
};

const check = (
  form: FormDefinition,
  input: Answers,
  attachments: readonly AttachmentState[],
): { checked: Checked; pages: readonly FormPage[]; strangers: FieldError[] } => {
  const draft = readDraft(form, input);
  const keys = new Set(form.pages.flatMap((page) => page.fields.map((field) => field.key)));
  const answers = visibleAnswers(form, draft.answers);
  return {
    pages: visiblePages(form, draft.answers),
    strangers: draft.errors.filter((error) => !keys.has(error.field)),
    checked: {
      form,
      answers,
      attachments,
      unreadable: new Map(draft.errors.map((error) => [error.field, error])),
      contract: contractErrors(form, answers),
    },
  };
};

/**
 * The complete check before submission, in the order of the form, at most one error per field and slot.
 * Hidden pages and fields do not count. Never throws, whatever the answers are.
 */
export const validateAnswers = (
  form: FormDefinition,
  answers: Answers,
  attachments: readonly AttachmentState[],
): FieldError[] => {
  const { checked, pages, strangers } = check(form, answers, attachments);
  return [...strangers, ...pages.flatMap((page) => pageErrors(checked, page))];
};

/** The same check for what one page asks; nothing when the page is unknown or hidden. */
export const validatePage = (
  form: FormDefinition,
  pageId: string,
  answers: Answers,
  attachments: readonly AttachmentState[],
): FieldError[] => {
  const { checked, pages } = check(form, answers, attachments);
  return pages.filter((page) => page.id === pageId).flatMap((page) => pageErrors(checked, page));
};
