import type { ActionRequest, OfficeCase } from "../../../src/contract/office.ts";
import { laterFileSlot } from "../../../src/domain/case/later-files.ts";
import { invalidationOf } from "../../../src/domain/case/timeline.ts";
import type { OfficeAction } from "../../../src/domain/office/permissions.ts";
import { isEmptyDay, noDay, toIsoDay, type TypedDay, typeDay } from "../format/typed-day.ts";
import type { OfficeMessages } from "../messages/office.ts";
import type { FieldErrors } from "../ui/field-errors.ts";

/** What is typed into the form of an action, before it is checked. One shape for all: what was typed stays. */
export interface TypedAction {
  text: string;
  note: string;
  authority: string;
  dueOn: TypedDay;
  team: string;
  /** Id of a colleague's post; empty = nobody yet. */
  officer: string;
  /** Id of a later document, `registration`, or nothing chosen yet. */
  document: string;
}

export const nothingTyped: TypedAction = {
  text: "",
  note: "",
  authority: "",
  dueOn: noDay,
  team: "",
  officer: "",
  document: "",
};

/** Field of the files in ErrorSummary and SlotField alike. */
export const FILES = `attachments.${laterFileSlot.id}`;

/** The choice of the case's own registration among the entries that can be declared invalid. */
export const REGISTRATION = "registration";

/** What of the case can be declared invalid: the number of its registration, and its numbered documents. */
export const standingEntries = ({
  registryNumber,
  events,
  documents,
}: Pick<OfficeCase, "registryNumber" | "events" | "documents">) => ({
  registration: invalidationOf(events, registryNumber) ? undefined : registryNumber,
  later: documents.filter(({ number, invalidated }) => number !== undefined && !invalidated),
});

/** Receiving and registering have no form: they go by the bulk routes. */
export type FormAction = Exclude<OfficeAction, "receive" | "register">;

export type ActionField = "text" | "note" | "authority" | "dueOn" | "team" | "document" | "files";

/** What each action asks for, in the order of its form. */
export const actionFields: Readonly<Record<FormAction, readonly ActionField[]>> = {
  requeue: [],
  assign: ["team"],
  start: [],
  "request-supplement": ["text", "dueOn", "files"],
  "end-waiting": ["note"],
  "extend-deadline": ["note"],
  message: ["text", "files"],
  decide: ["text", "files"],
  close: [],
  reject: ["text", "files"],
  transfer: ["authority", "text", "files"],
  invalidate: ["document", "note"],
};

export const isFormAction = (name: string): name is FormAction => Object.hasOwn(actionFields, name);

interface ActionContext {
  revision: number;
  /** The files that go with it, and whether each has been found clean. */
  files: readonly { id: string; state: string }[];
  /** Whether files are still on their way. */
  uploading: boolean;
  /** The day by the offices' calendar. */
  today: string;
  /** The day taken where nothing is typed. */
  supplementDueOn: string | undefined;
}

export type ReadAction = { errors: FieldErrors } | { body: ActionRequest };

const MOST_TEXT = 20_000;
const MOST_LINE = 300;

type Errors = OfficeMessages["action"]["errors"];
type Check = (typed: TypedAction, context: ActionContext, errors: Errors) => string | undefined;

const mayBeWithoutText: ReadonlySet<FormAction> = new Set(["transfer"]);

/** What is wrong with the text of an action; of a decision it depends on whether there are files. */
export const textError = (
  action: FormAction,
  typed: Pick<TypedAction, "text">,
  context: Pick<ActionContext, "files">,
  errors: Errors,
): string | undefined => {
  if (typed.text.length > MOST_TEXT) return errors.textLong;
  if (typed.text.trim() !== "" || mayBeWithoutText.has(action)) return undefined;
  if (action !== "decide") return errors.text;
  return context.files.length === 0 ? errors.textOrFile : undefined;
};

const checkLine = (text: string, missing: string, tooLong: string): string | undefined => {
  if (text.trim() === "") return missing;
  return text.trim().length > MOST_LINE ? tooLong : undefined;
};

const dueOf = (typed: TypedAction, context: ActionContext): string | undefined =>
  isEmptyDay(typed.dueOn) ? context.supplementDueOn : toIsoDay(typed.dueOn);

/** Why the files cannot go with a document as they stand. */
export const filesError = (
  { files, uploading }: Pick<ActionContext, "files" | "uploading">,
  errors: Errors,
): string | undefined =>
  uploading || files.some(({ state }) => state !== "verified") ? errors.files : undefined;

const checks: Readonly<Record<Exclude<ActionField, "text">, Check>> = {
  note: ({ note }, _, errors) => checkLine(note, errors.note, errors.noteLong),
  authority: ({ authority }, _, errors) => checkLine(authority, errors.authority, errors.noteLong),
  dueOn: (typed, context, errors) => {
    const day = dueOf(typed, context);
    if (day === undefined) return errors.dueOn;
    return day <= context.today ? errors.duePast : undefined;
  },
  team: ({ team }, _, errors) => (team === "" ? errors.team : undefined),
  document: ({ document }, _, errors) => (document === "" ? errors.which : undefined),
  files: (_, context, errors) => filesError(context, errors),
};

const findErrors = (
  action: FormAction,
  typed: TypedAction,
  context: ActionContext,
  errors: Errors,
): FieldErrors => {
  const found = new Map<string, string>();
  for (const field of actionFields[action]) {
    const error =
      field === "text" ? textError(action, typed, context, errors) : checks[field](typed, context, errors);
    if (error !== undefined) found.set(field === "files" ? FILES : field, error);
  }
  return found;
};

type Body = (typed: TypedAction, context: ActionContext) => ActionRequest;

const filesOf = ({ files }: ActionContext): string[] => files.map(({ id }) => id);

const bodies: Readonly<Record<FormAction, Body>> = {
  requeue: (_, { revision }) => ({ action: "requeue", revision }),
  start: (_, { revision }) => ({ action: "start", revision }),
  close: (_, { revision }) => ({ action: "close", revision }),
  assign: ({ team, officer }, { revision }) => ({
    action: "assign",
    revision,
    team,
    ...(officer === "" ? {} : { officer }),
  }),
  "request-supplement": (typed, context) => ({
    action: "request-supplement",
    revision: context.revision,
    text: typed.text.trim(),
    dueOn: dueOf(typed, context) ?? "",
    files: filesOf(context),
  }),
  "end-waiting": ({ note }, { revision }) => ({ action: "end-waiting", revision, note: note.trim() }),
  "extend-deadline": ({ note }, { revision }) => ({ action: "extend-deadline", revision, note: note.trim() }),
  message: ({ text }, context) => ({
    action: "message",
    revision: context.revision,
    text: text.trim(),
    files: filesOf(context),
  }),
  decide: ({ text }, context) => ({
    action: "decide",
    revision: context.revision,
    text: text.trim(),
    files: filesOf(context),
  }),
  reject: ({ text }, context) => ({
    action: "reject",
    revision: context.revision,
    text: text.trim(),
    files: filesOf(context),
  }),
  transfer: ({ authority, text }, context) => ({
    action: "transfer",
    revision: context.revision,
    authority: authority.trim(),
    text: text.trim(),
    files: filesOf(context),
  }),
  invalidate: ({ document, note }, { revision }) => ({
    action: "invalidate",
    revision,
    reason: note.trim(),
    ...(document === REGISTRATION ? {} : { document }),
  }),
};

/** The errors of what is typed, or what is sent for it. */
export const readAction = (
  action: FormAction,
  typed: TypedAction,
  context: ActionContext,
  errors: Errors,
): ReadAction => {
  const found = findErrors(action, typed, context, errors);
  return found.size > 0 ? { errors: found } : { body: bodies[action](typed, context) };
};

/** With what a form begins: the day the rules give, and who has the case now, are there to be changed. */
export const beginAction = ({
  supplementDueOn,
  team,
  officer,
}: Pick<OfficeCase, "supplementDueOn" | "team" | "officer">): TypedAction => ({
  ...nothingTyped,
  dueOn: supplementDueOn === undefined ? noDay : typeDay(supplementDueOn),
  team: team ?? "",
  officer: officer?.id ?? "",
});
