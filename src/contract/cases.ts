import * as v from "valibot";
import { caseEventTypes } from "../domain/case/case.ts";
import { clientActions } from "../domain/case/client-actions.ts";
import { caseStates } from "../domain/case/transitions.ts";
import { ActingSchema } from "./acting.ts";
import { CaseDocumentSchema, LaterFileSchema, Revision } from "./casework.ts";
import { Day, EntityId, FormId, Instant, Localized, SettlementCode, Version } from "./common.ts";

export const CaseParamsSchema = v.object({ caseId: EntityId });
export const AttachmentParamsSchema = v.object({ caseId: EntityId, attachmentId: EntityId });

/**
 * `basedOn`: an own case of the same form. The new draft begins with its answers: of a draft all of them, of what was
 * submitted those that need not be declared anew, with the period moved on.
 */
export const StartCaseRequestSchema = v.strictObject({
  settlement: SettlementCode,
  form: FormId,
  basedOn: v.optional(EntityId),
});

/** Any JSON object, as it came: the form engine names what does not belong. `v.record` would let arrays pass. */
export const AnswersSchema = v.custom<Record<string, unknown>>(
  (input) => typeof input === "object" && input !== null && !Array.isArray(input),
);

/** PUT …/answers. `version` is the one the browser last saw; another one in the store answers `draft-changed`. */
export const SaveAnswersRequestSchema = v.strictObject({ version: Version, answers: AnswersSchema });
export const DraftSavedSchema = v.object({ version: Version, savedAt: Instant });

export const SubmitCaseRequestSchema = v.strictObject({ version: Version });

export const CaseEventSchema = v.object({
  type: v.picklist(caseEventTypes),
  at: Instant,
  office: v.optional(v.string()),
  number: v.optional(v.string()),
  document: v.optional(EntityId),
  dueOn: v.optional(Day),
  note: v.optional(v.string()),
});

export const AttachmentSchema = v.object({
  id: EntityId,
  slot: v.string(),
  fileName: v.string(),
  size: v.number(),
  contentType: v.string(),
  state: v.picklist(["pending", "scanning", "verified", "rejected"]),
  /** Why a rejected file must be removed. */
  rejection: v.optional(v.picklist(["threats", "unscannable", "failed"])),
});

export const CaseSummarySchema = v.object({
  id: EntityId,
  state: v.picklist(caseStates),
  settlement: v.object({ code: SettlementCode, name: Localized }),
  office: v.object({ name: Localized }),
  form: v.object({ id: FormId, version: v.string(), title: Localized }),
  createdAt: Instant,
  updatedAt: Instant,
  submissionNumber: v.optional(v.string()),
  arrivalNumber: v.optional(v.string()),
  registryNumber: v.optional(v.string()),
  /** The office declared the entry with this number mistaken: nobody should refer to it. */
  registryNumberInvalidated: v.optional(v.boolean()),
  /** Something is asked of the client: an answer, or to take a document over. */
  waitsForClient: v.optional(v.boolean()),
});
export type CaseSummary = v.InferOutput<typeof CaseSummarySchema>;

export const SubmitterSchema = v.object({
  name: v.string(),
  birthName: v.string(),
  mothersName: v.string(),
  placeOfBirth: v.string(),
  dateOfBirth: v.string(),
});

/**
 * GET /api/cases/{caseId}: the case with its timeline; content of the draft or of what was submitted, and what came to it
 * since.
 */
export const CaseDetailSchema = v.object({
  ...CaseSummarySchema.entries,
  revision: Revision,
  version: Version,
  /** Hashes of the published settlement and form it was started under (`/catalogue/…`). */
  catalogue: v.object({ settlementHash: v.string(), formHash: v.string() }),
  /** Identity of who acted. */
  submitter: SubmitterSchema,
  /** Who acted, in whose name and on what basis. */
  acting: v.object({ actorName: v.string(), ...ActingSchema.entries }),
  answers: AnswersSchema,
  attachments: v.array(AttachmentSchema),
  events: v.array(CaseEventSchema),
  /** Oldest first. */
  documents: v.array(CaseDocumentSchema),
  /** Files uploaded for a supplement that is not sent yet. */
  looseFiles: v.array(LaterFileSchema),
  /** By when the office must be done; `paused`: it waits for a supplement, and these days do not count. */
  deadline: v.optional(v.object({ dueOn: Day, extended: v.boolean(), paused: v.boolean() })),
  /** Name of the clerk who deals with it. */
  officer: v.optional(v.string()),
  actions: v.array(v.picklist(clientActions)),
});
export type CaseDetail = v.InferOutput<typeof CaseDetailSchema>;

/** POST …/submission: the same answer for every repetition. */
export const SubmittedSchema = v.object({
  id: EntityId,
  submissionNumber: v.pipe(v.string(), v.regex(/^\d{27}$/)),
  submittedAt: Instant,
});

/** Cases as a client looks for them: begun, at the office, waiting for the client, over. */
export const caseGroups = ["draft", "at-office", "waiting-for-client", "finished"] as const;
export type CaseGroup = (typeof caseGroups)[number];

/** GET /api/cases?settlement=&group=&cursor= — newest first, 20 a page. */
export const ListCasesQuerySchema = v.object({
  cursor: v.optional(v.pipe(v.string(), v.maxLength(400))),
  settlement: v.optional(SettlementCode),
  group: v.optional(v.picklist(caseGroups)),
});
export const CaseListSchema = v.object({
  cases: v.array(CaseSummarySchema),
  cursor: v.optional(v.string()),
});

export const OfferAttachmentRequestSchema = v.strictObject({
  version: Version,
  slot: v.pipe(v.string(), v.maxLength(60)),
  fileName: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  size: v.pipe(v.number(), v.integer(), v.minValue(1)),
  contentType: v.pipe(v.string(), v.maxLength(100)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
/** Where and with which form fields the browser posts the file, at the latest until `expiresAt`. */
export const AttachmentOfferedSchema = v.object({
  attachment: AttachmentSchema,
  version: Version,
  upload: v.object({ url: v.string(), fields: v.record(v.string(), v.string()), expiresAt: Instant }),
});
/** Answer to verify and remove: the draft's new version and its files. */
export const AttachmentsChangedSchema = v.object({
  version: Version,
  attachments: v.array(AttachmentSchema),
});
