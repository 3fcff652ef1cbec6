import type { ActionRequest } from "../../contract/office.ts";
import { isCalendarDay } from "../../domain/acting/natural-person.ts";
import { applyTransition, type WrongState } from "../../domain/case/apply-transition.ts";
import { type CaseDocument, type DocumentKind, documentKinds } from "../../domain/case/case-document.ts";
import type { Assignment, CaseEvent, CaseRecord } from "../../domain/case/case.ts";
import { filesToSendErrors } from "../../domain/case/later-files.ts";
import type { TransitionName } from "../../domain/case/transitions.ts";
import type { FieldError } from "../../domain/form/definition.ts";
import type { AttachmentId, DocumentId } from "../../domain/ids.ts";
import type { Post } from "../../domain/office/post.ts";
import { extendDeadline, pauseDeadline, resumeDeadline } from "../../domain/procedure/deadline.ts";
import { sendDocument } from "../../domain/procedure/delivery.ts";
import { addDays } from "../../domain/procedure/working-days.ts";
import { planInvalidation } from "../../domain/registry/invalidate-entry.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { PublishedSettlement } from "../../domain/settlement/settlement.ts";
import { type EpochSeconds, toLocalDate } from "../../domain/time.ts";
import type { PlannedChange } from "../casework/change-case.ts";
import { looseFiles } from "../casework/later-view.ts";
import type { CaseFile } from "../casework/ports.ts";
import { readTexts } from "./written-texts.ts";

/** Who acts, and what they work with. */
export interface ActionContext {
  post: Post;
  /** Of the settlement the case was filed in: procedure, and the office's teams. */
  settlement: Pick<PublishedSettlement, "procedure" | "office">;
  colleagues: readonly Post[];
  /** Of the document the action writes, should it write one. */
  document: DocumentId;
  now: EpochSeconds;
  timeZone: string;
}

export type PlanFailure =
  | WrongState
  | { code: "not-found" | "wrong-state" }
  | { code: "invalid-fields"; errors: readonly FieldError[] };
type Planned = Result<PlannedChange, PlanFailure>;
type Asked<Name extends ActionRequest["action"]> = Extract<ActionRequest, { action: Name }>;

const invalid = (...errors: FieldError[]) => failure({ code: "invalid-fields" as const, errors });

/** A supplement is asked for within so many days: a later one is a slip of the pen, and the case would wait for it. */
const LONGEST_WAIT_DAYS = 366;

/** An event of the office. The name is the one clients know their office by. */
const eventOf = (
  { record }: CaseFile,
  { now }: ActionContext,
  event: Omit<CaseEvent, "at" | "office">,
): CaseEvent => ({ ...event, at: now, office: record.catalogue.office.name.hu });

const stay = (file: CaseFile, event: CaseEvent, changes: Partial<CaseRecord> = {}): CaseRecord => ({
  ...file.record,
  ...changes,
  updatedAt: event.at,
  events: [...file.record.events, event],
});

interface Written {
  kind: DocumentKind;
  text: string;
  files: readonly string[];
  dueOn?: string;
}

const writeDocument = (
  { kind, text, files, dueOn }: Written,
  { document, post, now, settlement, timeZone }: ActionContext,
): CaseDocument => ({
  id: document,
  kind,
  from: "office",
  at: now,
  author: post.name,
  text,
  files: files as readonly AttachmentId[],
  ...(dueOn !== undefined && { dueOn }),
  ...(documentKinds[kind].delivered && { delivery: sendDocument(now, settlement.procedure, timeZone) }),
});

/** Every file must be the office's own, loose and found clean. */
const fileErrors = (file: CaseFile, files: readonly string[]): FieldError[] =>
  filesToSendErrors(files as readonly AttachmentId[], looseFiles(file, "office"));

/** Moves the case and writes the document that goes with it; the client is told. */
const moveWith = (
  file: CaseFile,
  context: ActionContext,
  name: TransitionName,
  written: Written,
  event: Pick<CaseEvent, "type" | "dueOn" | "note">,
  changes: Partial<CaseRecord> = {},
): Planned => {
  const errors = fileErrors(file, written.files);
  if (errors.length > 0) return invalid(...errors);
  const document = writeDocument(written, context);
  const moved = applyTransition(
    file.record,
    name,
    eventOf(file, context, { ...event, document: document.id }),
  );
  if (!moved.ok) return moved;
  return success({
    after: { ...moved.value, ...changes },
    documents: [document],
    isNew: true,
    notify: true,
  });
};

const assign = (file: CaseFile, context: ActionContext, { team, officer }: Asked<"assign">): Planned => {
  const { settlement, colleagues } = context;
  const { assignment } = file.record;
  if (!assignment) return failure({ code: "wrong-state" });
  const chosen = settlement.office.teams.find(({ id }) => id === team);
  if (!chosen) return invalid({ field: "team", code: "not-an-option" });
  const colleague = colleagues.find(({ id }) => id === officer);
  const mayHave =
    colleague?.roles.includes("head-of-office") ||
    (colleague?.roles.includes("case-officer") && colleague.teams.includes(team));
  if (officer !== undefined && !mayHave) return invalid({ field: "officer", code: "not-an-option" });
  const { officer: _, ...placed } = assignment;
  const event = eventOf(file, context, { type: "assigned", note: colleague?.name ?? chosen.name.hu });
  const given = colleague ? givenTo(placed, colleague) : placed;
  return success({ after: stay(file, event, { assignment: { ...given, team } }) });
};

/** A case is dealt with by a person or by a specialist system: whom it is given to takes it from the system. */
const givenTo = (assignment: Assignment, { id, name }: Pick<Post, "id" | "name">): Assignment => {
  const { system: _, ...placed } = assignment;
  return { ...placed, officer: { id, name } };
};

/** A specialist system has no role in the office; what it takes remains its own. */
const takenBy = (assignment: Assignment, post: Post): Assignment =>
  post.roles.length > 0
    ? givenTo(assignment, post)
    : { ...assignment, officer: { id: post.id, name: post.name } };

/** Whoever begins with a case nobody has takes it. */
const start = (file: CaseFile, context: ActionContext): Planned => {
  const moved = applyTransition(file.record, "start", eventOf(file, context, { type: "started" }));
  if (!moved.ok) return moved;
  const { assignment } = moved.value;
  const taken = assignment && !assignment.officer ? takenBy(assignment, context.post) : assignment;
  return success({ after: { ...moved.value, ...(taken && { assignment: taken }) }, notify: true });
};

const requestSupplement = (
  file: CaseFile,
  context: ActionContext,
  { text, dueOn, files }: Asked<"request-supplement">,
): Planned => {
  const today = toLocalDate(context.now, context.timeZone);
  if (!isCalendarDay(dueOn)) return invalid({ field: "dueOn", code: "date" });
  if (dueOn <= today) return invalid({ field: "dueOn", code: "too-early" });
  if (dueOn > addDays(today, LONGEST_WAIT_DAYS)) return invalid({ field: "dueOn", code: "too-late" });
  const { deadline } = file.record;
  return moveWith(
    file,
    context,
    "requestSupplement",
    { kind: "supplement-request", text, files, dueOn },
    { type: "supplement-requested", dueOn },
    deadline && { deadline: pauseDeadline(deadline, context.now, dueOn) },
  );
};

const endWaiting = (file: CaseFile, context: ActionContext, { note }: Asked<"end-waiting">): Planned => {
  const { settlement, now, timeZone } = context;
  const moved = applyTransition(
    file.record,
    "endWaiting",
    eventOf(file, context, { type: "waiting-ended", note }),
  );
  if (!moved.ok) return moved;
  const { deadline } = moved.value;
  const running = deadline && { deadline: resumeDeadline(deadline, settlement.procedure, now, timeZone) };
  return success({ after: { ...moved.value, ...running }, notify: true });
};

const extend = (file: CaseFile, context: ActionContext, { note }: Asked<"extend-deadline">): Planned => {
  const { settlement, now, timeZone } = context;
  const deadline = extendDeadline(file.record, settlement.procedure, now, timeZone);
  if (!deadline) return failure({ code: "wrong-state" });
  const event = eventOf(file, context, { type: "deadline-extended", dueOn: deadline.dueOn, note });
  return success({ after: stay(file, event, { deadline }), notify: true });
};

const message = (file: CaseFile, context: ActionContext, { text, files }: Asked<"message">): Planned => {
  const errors = fileErrors(file, files);
  if (errors.length > 0) return invalid(...errors);
  const document = writeDocument({ kind: "message", text, files }, context);
  const after = stay(file, eventOf(file, context, { type: "message", document: document.id }));
  return success({ after, documents: [document], isNew: true, notify: true });
};

const decide = (file: CaseFile, context: ActionContext, { text, files }: Asked<"decide">): Planned =>
  text === "" && files.length === 0
    ? invalid({ field: "text", code: "required" })
    : moveWith(file, context, "decide", { kind: "decision", text, files }, { type: "decided" });

const transfer = (file: CaseFile, context: ActionContext, asked: Asked<"transfer">): Planned => {
  const { authority, text, files } = asked;
  // A letter of its own, in the language of the office: a name alone would tell its reader nothing.
  const moved = `Az ügyet áttettük a következő hatósághoz: ${authority}.`;
  const whole = text === "" ? moved : `${moved}\n\n${text}`;
  const written: Written = { kind: "transfer", text: whole, files };
  return moveWith(file, context, "transfer", written, { type: "transferred", note: authority });
};

const moveAlone = (
  file: CaseFile,
  context: ActionContext,
  name: "requeue" | "close",
  type: "requeued" | "closed",
): Planned => {
  const moved = applyTransition(file.record, name, eventOf(file, context, { type }));
  if (!moved.ok) return moved;
  return success({ after: moved.value, ...(name === "requeue" ? { refile: true } : { notify: true }) });
};

const invalidate = (
  file: CaseFile,
  { post, now }: ActionContext,
  { document, reason }: Asked<"invalidate">,
): Planned =>
  planInvalidation(file, { document: document as DocumentId | undefined, reason, by: post.name }, now);

type Planner<Name extends ActionRequest["action"]> = (
  file: CaseFile,
  context: ActionContext,
  asked: Asked<Name>,
) => Planned;

const reject: Planner<"reject"> = (file, context, { text, files }) =>
  moveWith(file, context, "reject", { kind: "rejection", text, files }, { type: "rejected" });

const planners: { [Name in ActionRequest["action"]]: Planner<Name> } = {
  requeue: (file, context) => moveAlone(file, context, "requeue", "requeued"),
  assign,
  start,
  "request-supplement": requestSupplement,
  "end-waiting": endWaiting,
  "extend-deadline": extend,
  message,
  decide,
  close: (file, context) => moveAlone(file, context, "close", "closed"),
  reject,
  transfer,
  invalidate,
};

/**
 * What a case becomes by what a clerk does, from how it stands now. Whether the clerk may is asked before
 * (src/domain/office/permissions.ts); here the table of transitions and the fields decide.
 */
export const planAction = (file: CaseFile, context: ActionContext, asked: ActionRequest): Planned => {
  const read = readTexts(asked);
  if (!read.ok) return read;
  return (planners[asked.action] as Planner<ActionRequest["action"]>)(file, context, read.value);
};
