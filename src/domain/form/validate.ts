import type { Answers, Attachment } from "../case/case.ts";
import { isRecord, readAnswer } from "./answers.ts";
import type { FormContext } from "./arithmetic.ts";
import type {
  AnswerField,
  AttachmentSlot,
  FieldError,
  FormCheck,
  FormDefinition,
  FormField,
  FormPage,
  TableField,
} from "./definition.ts";
import { brokenKeyword, type ValueKeyword } from "./data-contract.ts";
import { readDraft } from "./draft.ts";
import { fieldSchema, isRequired, limitOf } from "./field-schema.ts";
import { readBy } from "./figures.ts";
import { kindError } from "./kind-errors.ts";
import { holds } from "./logic.ts";
import { visibleForm } from "./visibility.ts";

type AttachmentState = Pick<Attachment, "slot" | "state">;

const codes: Readonly<Record<ValueKeyword, FieldError["code"]>> = {
  type: "wrong-type",
  const: "wrong-type",
  enum: "not-an-option",
  minLength: "too-short",
  maxLength: "too-long",
  pattern: "pattern",
  format: "pattern",
};
const LIMITS: readonly ValueKeyword[] = ["minLength", "maxLength"];

const contractError = (form: FormDefinition, place: Place, keyword: ValueKeyword): FieldError => {
  const limit = LIMITS.includes(keyword) ? limitOf(form, place.key, keyword) : undefined;
  return { field: place.at, code: codes[keyword], ...(limit === undefined ? {} : { params: { limit } }) };
};

/** Where an answer stands: the key of its question, and with the row where it is a cell of a table. */
interface Place {
  key: string;
  at: string;
}

/** States of a file that cannot be submitted, the one the client has to act on first. */
const obstacles: readonly { state: Attachment["state"]; code: FieldError["code"] }[] = [
  { state: "rejected", code: "file-rejected" },
  { state: "pending", code: "file-not-verified" },
  { state: "scanning", code: "file-scanning" },
];

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
  const obstacle = obstacles.find(({ state }) => files.some((file) => file.state === state));
  if (obstacle) return { field, code: obstacle.code };
  const required = slot.required !== undefined && holds(slot.required, answers);
  return required && files.length === 0 ? { field, code: "required" } : undefined;
};

interface Checked {
  form: FormDefinition;
  /** Visible answers only, with computed values. */
  answers: Answers;
  unreadable: ReadonlyMap<string, FieldError>;
  attachments: readonly AttachmentState[] | undefined;
  context: FormContext | undefined;
}

const answerError = (
  checked: Checked,
  field: AnswerField,
  place: Place,
  value: unknown,
): FieldError | undefined => {
  const { form, unreadable, context } = checked;
  const unread = unreadable.get(place.at);
  if (unread) return unread;
  if (value === undefined) {
    if (!isRequired(form, { ...field, key: place.key })) return undefined;
    return { field: place.at, code: field.kind === "declaration" ? "must-accept" : "required" };
  }
  const wrong = kindError(field, value, context);
  if (wrong) return { field: place.at, ...wrong };
  const keyword = brokenKeyword(fieldSchema(form, place.key).schema, value);
  return keyword && contractError(form, place, keyword);
};

const rowErrors = (checked: Checked, table: TableField, row: unknown, index: number): FieldError[] =>
  table.columns
    .filter((column) => column.kind !== "computed")
    .map((column) => {
      const place = { key: `${table.key}.${column.key}`, at: `${table.key}.${index}.${column.key}` };
      return answerError(checked, column, place, isRecord(row) ? readAnswer(row, column.key) : undefined);
    })
    .filter((error) => error !== undefined);

const tableErrors = (checked: Checked, table: TableField): FieldError[] => {
  const unread = [...checked.unreadable.values()].filter(
    ({ field }) => field === table.key || field.startsWith(`${table.key}.`),
  );
  if (unread.length > 0) return unread;
  const value = readAnswer(checked.answers, table.key);
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const least = table.minRows ?? (isRequired(checked.form, table) ? 1 : 0);
  if (rows.length < least) {
    return [
      least === 1
        ? { field: table.key, code: "required" }
        : { field: table.key, code: "too-few-rows", params: { limit: least } },
    ];
  }
  return rows.flatMap((row, index) => rowErrors(checked, table, row, index));
};

const fieldErrors = (checked: Checked, field: FormField): FieldError[] => {
  if (field.kind === "computed") return [];
  if (field.kind === "table") return tableErrors(checked, field);
  const place = { key: field.key, at: field.key };
  const error = answerError(checked, field, place, readAnswer(checked.answers, field.key));
  return error ? [error] : [];
};

/**
 * A check speaks only where its field is shown and answered, and where nothing it compares has an error of its own:
 * a number that cannot be read would count as nothing.
 */
const checkErrors = (checked: Checked, page: FormPage, found: readonly FieldError[]): FieldError[] => {
  const shown = new Set(page.fields.map((field) => field.key));
  const hasError = (key: string) => found.some(({ field }) => field === key || field.startsWith(`${key}.`));
  const isFine = ({ field, that }: FormCheck) =>
    shown.has(field) &&
    readAnswer(checked.answers, field) !== undefined &&
    ![field, ...readBy(that)].some(hasError);
  const failed = (page.checks ?? [])
    .filter((one) => isFine(one) && !holds(one.that, checked.answers, checked.context))
    .map((one): FieldError => ({ field: one.field, code: "check", check: one.id }));
  return [...new Map(failed.toReversed().map((error) => [error.field, error])).values()].toReversed();
};

const pageErrors = (checked: Checked, page: FormPage): FieldError[] => {
  const { attachments } = checked;
  const slots = checked.form.attachments.filter((slot) => page.slots?.includes(slot.id));
  const own = page.fields.flatMap((field) => fieldErrors(checked, field));
  const failed = checkErrors(checked, page, own);
  return [
    // What a check says stands where its field does, as on the page.
    ...page.fields.flatMap(({ key }) => [
      ...own.filter(({ field }) => field === key || field.startsWith(`${key}.`)),
      ...failed.filter(({ field }) => field === key),
    ]),
    ...slots
      .map((slot) => attachments && slotError(slot, attachments, checked.answers))
      .filter((error) => error !== undefined),
  ];
};

const check = (
  form: FormDefinition,
  input: Answers,
  attachments: readonly AttachmentState[] | undefined,
  context: FormContext | undefined,
): { checked: Checked; pages: readonly FormPage[]; strangers: FieldError[] } => {
  const draft = readDraft(form, input);
  const keys = form.pages.flatMap((page) => page.fields.map((field) => field.key));
  const belongs = (at: string) => keys.some((key) => at === key || at.startsWith(`${key}.`));
  const { pages, answers } = visibleForm(form, draft.answers, context);
  return {
    pages,
    strangers: draft.errors.filter((error) => !belongs(error.field)),
    checked: {
      form,
      answers,
      attachments,
      context,
      unreadable: new Map(draft.errors.map((error) => [error.field, error])),
    },
  };
};

/**
 * The complete check before submission, in the order of the form, at most one error per field and slot.
 * Hidden pages and fields do not count. Never throws, whatever the answers are. `attachments` undefined: before the
 * login, when none can be attached yet, so that none is missing either.
 */
export const validateAnswers = (
  form: FormDefinition,
  answers: Answers,
  attachments: readonly AttachmentState[] | undefined,
  context?: FormContext,
): FieldError[] => {
  const { checked, pages, strangers } = check(form, answers, attachments, context);
  return [...strangers, ...pages.flatMap((page) => pageErrors(checked, page))];
};

/**
 * The same check for what one page asks; nothing when the page is unknown or hidden. Leaving a page does not wait for
 * a malware scan; submitting does.
 */
export const validatePage = (
  form: FormDefinition,
  pageId: string,
  answers: Answers,
  attachments: readonly AttachmentState[] | undefined,
  context?: FormContext,
): FieldError[] => {
  const { checked, pages } = check(form, answers, attachments, context);
  const errors = pages.filter((page) => page.id === pageId).flatMap((page) => pageErrors(checked, page));
  return errors.filter(({ code }) => code !== "file-scanning");
};
