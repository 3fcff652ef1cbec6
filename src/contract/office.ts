import * as v from "valibot";
import { type OfficeAction, officeActions } from "../domain/office/permissions.ts";
import { officeRoles } from "../domain/office/post.ts";
import { caseStates } from "../domain/case/transitions.ts";
import { ActingSchema } from "./acting.ts";
import { AnswersSchema, AttachmentSchema, CaseEventSchema, SubmitterSchema } from "./cases.ts";
import {
  CaseDocumentSchema,
  Files,
  LaterFileSchema,
  Revision,
  WrittenLine,
  WrittenText,
} from "./casework.ts";
import { Day, EntityId, FormId, Instant, Localized, SettlementCode } from "./common.ts";

/** Routes of the office pages, all with access `clerk` and below `/api/office/{officeId}` but for the list of posts. */
const OfficeId = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,39}$/));
export const OfficeParamsSchema = v.object({ officeId: OfficeId });
export const OfficeCaseParamsSchema = v.object({ officeId: OfficeId, caseId: EntityId });
export const OfficeDocumentParamsSchema = v.object({
  officeId: OfficeId,
  caseId: EntityId,
  documentId: EntityId,
});
export const OfficeFileParamsSchema = v.object({ officeId: OfficeId, caseId: EntityId, fileId: EntityId });

/** `to-receive`, `to-register`, `review`, `done` or `team:<id>` (src/domain/office/worklist.ts). */
const ListName = v.pipe(
  v.string(),
  v.regex(/^(to-receive|to-register|review|done|team:[a-z][a-z0-9-]{0,39})$/),
);

/** GET /api/office/posts: the offices the person works in; empty for everybody else. */
export const PostsSchema = v.object({
  posts: v.array(
    v.object({
      id: v.string(),
      office: v.object({ id: OfficeId, name: Localized }),
      name: v.string(),
      roles: v.array(v.picklist(officeRoles)),
      teams: v.array(v.string()),
    }),
  ),
});
export type Posts = v.InferOutput<typeof PostsSchema>;

/** GET …/overview: the lists the post may see, the colleagues work can be given to, and the office's systems. */
export const OverviewSchema = v.object({
  lists: v.array(
    v.object({
      list: ListName,
      /** Name of a team's list. */
      name: v.optional(Localized),
      /** Counted up to 100; `more` when there are more. */
      count: v.number(),
      more: v.boolean(),
      /** Of those counted: how many are past their deadline. */
      overdue: v.number(),
    }),
  ),
  teams: v.array(v.object({ id: v.string(), name: Localized })),
  colleagues: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      roles: v.array(v.picklist(officeRoles)),
      teams: v.array(v.string()),
    }),
  ),
});
export type Overview = v.InferOutput<typeof OverviewSchema>;

export const WorklistEntrySchema = v.object({
  id: EntityId,
  state: v.picklist(caseStates),
  partyName: v.string(),
  settlement: v.object({ code: SettlementCode, name: Localized }),
  form: v.object({ id: FormId, title: Localized }),
  submittedAt: Instant,
  submissionNumber: v.string(),
  arrivalNumber: v.optional(v.string()),
  registryNumber: v.optional(v.string()),
  team: v.optional(v.string()),
  /** Id of the specialist system that deals with it. */
  system: v.optional(v.string()),
  officer: v.optional(v.object({ id: v.string(), name: v.string() })),
  dueOn: v.optional(Day),
  /** The deadline stands still: a supplement is waited for. */
  paused: v.boolean(),
  /** By when it was asked for; past that day the case is overdue again. */
  pausedUntil: v.optional(Day),
  updatedAt: Instant,
});
export type WorklistEntry = v.InferOutput<typeof WorklistEntrySchema>;

const Cursor = v.optional(v.pipe(v.string(), v.maxLength(600)));
/** GET …/worklist?list=team:ado&cursor=…; the most urgent first, `done` newest first, 25 a page. */
export const WorklistQuerySchema = v.object({ list: ListName, cursor: Cursor });
export const WorklistSchema = v.object({
  entries: v.array(WorklistEntrySchema),
  cursor: v.optional(v.string()),
});

/**
 * POST …/search: a registry, arrival or submission number, or the beginning of the party's name (accents and case do
 * not matter); `form` narrows. What the post may not see is not found. It changes nothing;
 * it is no GET because names belong in no address.
 */
export const SearchRequestSchema = v.strictObject({
  text: v.optional(v.pipe(v.string(), v.maxLength(100)), ""),
  form: v.optional(FormId),
  /** Holds a name, sealed. */
  cursor: v.optional(v.pipe(v.string(), v.maxLength(4000))),
});

/** GET …/cases/{caseId}: reading it leaves an entry in the case's access log. */
export const OfficeCaseSchema = v.object({
  ...WorklistEntrySchema.entries,
  revision: Revision,
  formVersion: v.string(),
  catalogue: v.object({ settlementHash: v.string(), formHash: v.string() }),
  submitter: SubmitterSchema,
  acting: v.object({ actorName: v.string(), ...ActingSchema.entries }),
  answers: AnswersSchema,
  attachments: v.array(AttachmentSchema),
  events: v.array(CaseEventSchema),
  documents: v.array(CaseDocumentSchema),
  /** Files of the office that belong to no document yet. */
  looseFiles: v.array(LaterFileSchema),
  deadline: v.optional(
    v.object({ dueOn: Day, extended: v.boolean(), paused: v.boolean(), mayExtendTo: v.optional(Day) }),
  ),
  /** What the post may do now; the page shows these and no others. */
  actions: v.array(v.picklist(officeActions)),
  /** By when a supplement would be due if the clerk says nothing else. */
  supplementDueOn: v.optional(Day),
});
export type OfficeCase = v.InferOutput<typeof OfficeCaseSchema>;

/** POST …/receiving and …/registering: up to 25 cases at once; each has its own outcome. */
export const BulkRequestSchema = v.strictObject({
  cases: v.pipe(v.array(EntityId), v.minLength(1), v.maxLength(25)),
});
export const BulkResponseSchema = v.object({
  outcomes: v.array(
    v.object({
      id: EntityId,
      /** `done` now or before; otherwise nothing was changed. */
      outcome: v.picklist(["done", "wrong-state", "not-found", "cannot-be-filed", "try-again"]),
      number: v.optional(v.string()),
    }),
  ),
});

/**
 * Files of the office: POST …/cases/{caseId}/files announces one, POST …/files/{fileId}/verify has what arrived looked at,
 * DELETE …/files/{fileId} takes back one that belongs to no document yet. GET …/files/{fileId} gives a link to any file of
 * the case and leaves an entry in its access log.
 */

const Text = v.pipe(WrittenText, v.minLength(1));
const action = <Name extends OfficeAction, Entries extends v.ObjectEntries>(name: Name, entries: Entries) =>
  v.strictObject({ action: v.literal(name), revision: Revision, ...entries });

/** POST …/cases/{caseId}/actions; answers the case as it is then. Receiving and registering go by the bulk routes. */
export const ActionRequestSchema = v.variant("action", [
  action("requeue", {}),
  /** To a team, and in it to a colleague or to nobody yet. */
  action("assign", { team: v.string(), officer: v.optional(v.string()) }),
  action("start", {}),
  action("request-supplement", { text: Text, dueOn: Day, files: Files }),
  action("end-waiting", { note: WrittenLine }),
  action("extend-deadline", { note: WrittenLine }),
  action("message", { text: Text, files: Files }),
  /** Written, uploaded, or both. */
  action("decide", { text: WrittenText, files: Files }),
  action("close", {}),
  action("reject", { text: Text, files: Files }),
  action("transfer", { authority: WrittenLine, text: WrittenText, files: Files }),
  /** Of the case's registration (`document` absent) or of a later document. */
  action("invalidate", { document: v.optional(EntityId), reason: WrittenLine }),
]);
export type ActionRequest = v.InferOutput<typeof ActionRequestSchema>;

/** GET …/books: the office's registry books with their years. POST …/books/{book}/{year}/closing closes one. */
export const BookParamsSchema = v.object({
  officeId: OfficeId,
  book: v.pipe(v.string(), v.regex(/^[A-Z][A-Z0-9]{1,9}$/)),
  year: v.pipe(v.string(), v.regex(/^\d{4}$/), v.transform(Number)),
});
export const BooksSchema = v.object({
  books: v.array(
    v.object({
      id: v.string(),
      name: Localized,
      year: v.number(),
      cases: v.number(),
      entries: v.number(),
      lastEntryAt: v.optional(Instant),
      closedAt: v.optional(Instant),
      /** SHA-256 that seals the whole book so far. */
      seal: v.optional(v.string()),
      mayClose: v.boolean(),
    }),
  ),
});
export const BookClosedSchema = v.object({ closedAt: Instant, entries: v.number(), seal: v.string() });
