import * as v from "valibot";
import { caseStates } from "../domain/case/transitions.ts";
import { ENTITY_ID_PATTERN } from "../domain/ids.ts";
import { ActingSchema } from "./acting.ts";

const Instant = v.pipe(v.string(), v.isoTimestamp());
const EntityId = v.pipe(v.string(), v.regex(ENTITY_ID_PATTERN));
const SettlementCode = v.pipe(v.string(), v.regex(/^\d{5}$/));
const FormId = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), v.maxLength(60));
const Localized = v.object({
  hu: v.string(),
  en: v.optional(v.string()),
  de: v.optional(v.string()),
  hr: v.optional(v.string()),
});
const DraftVersion = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

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
export const SaveAnswersRequestSchema = v.strictObject({ version: DraftVersion, answers: AnswersSchema });
export const DraftSavedSchema = v.object({ version: DraftVersion, savedAt: Instant });

export const SubmitCaseRequestSchema = v.strictObject({ version: DraftVersion });

export const CaseEventSchema = v.object({
  type: v.picklist(["created", "submitted", "received", "registered", "routed", "parked"]),
  at: Instant,
  office: v.optional(v.string()),
  number: v.optional(v.string()),
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
});
export type CaseSummary = v.InferOutput<typeof CaseSummarySchema>;

export const SubmitterSchema = v.object({
  name: v.string(),
  birthName: v.string(),
  mothersName: v.string(),
  placeOfBirth: v.string(),
  dateOfBirth: v.string(),
});

/** GET /api/cases/{caseId}: the case with its timeline; content of the draft or of what was submitted. */
export const CaseDetailSchema = v.object({
  ...CaseSummarySchema.entries,
  version: DraftVersion,
  /** Hashes of the published settlement and form it was started under (`/catalogue/…`). */
  catalogue: v.object({ settlementHash: v.string(), formHash: v.string() }),
  /** Identity of who acted. */
  submitter: SubmitterSchema,
  /** Who acted, in whose name and on what basis. */
  acting: v.object({ actorName: v.string(), ...ActingSchema.entries }),
  answers: AnswersSchema,
  attachments: v.array(AttachmentSchema),
  events: v.array(CaseEventSchema),
});
export type CaseDetail = v.InferOutput<typeof CaseDetailSchema>;

/** POST …/submission: the same answer for every repetition. */
export const SubmittedSchema = v.object({
  id: EntityId,
  submissionNumber: v.pipe(v.string(), v.regex(/^\d{27}$/)),
  submittedAt: Instant,
});

/** GET /api/cases?cursor= — newest first, 20 a page. */
export const ListCasesQuerySchema = v.object({ cursor: v.optional(v.pipe(v.string(), v.maxLength(400))) });
export const CaseListSchema = v.object({
  cases: v.array(CaseSummarySchema),
  cursor: v.optional(v.string()),
});

export const OfferAttachmentRequestSchema = v.strictObject({
  version: DraftVersion,
  slot: v.pipe(v.string(), v.maxLength(60)),
  fileName: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  size: v.pipe(v.number(), v.integer(), v.minValue(1)),
  contentType: v.pipe(v.string(), v.maxLength(100)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
/** Where and with which form fields the browser posts the file, at the latest until `expiresAt`. */
export const AttachmentOfferedSchema = v.object({
  attachment: AttachmentSchema,
  version: DraftVersion,
  upload: v.object({ url: v.string(), fields: v.record(v.string(), v.string()), expiresAt: Instant }),
});
/** Answer to verify and remove: the draft's new version and its files. */
export const AttachmentsChangedSchema = v.object({
  version: DraftVersion,
  attachments: v.array(AttachmentSchema),
});
