import * as v from "valibot";
import { caseStates } from "../domain/case/transitions.ts";
import { type DocumentKind, documentKinds } from "../domain/case/case-document.ts";
import { handoverReasons } from "../domain/delivery/handover.ts";
import { Files, WrittenLine, WrittenText } from "./casework.ts";
import { Day, EntityId, FormId, Instant, SettlementCode } from "./common.ts";
import { PackageSchema } from "./documents.ts";

/**
 * What specialist systems of an office send and get: routes with access `system` below `/api/integration/{officeId}`, and the
 * messages the portal sends to them. docs/api.md tells it to those who write such a system.
 */
const OfficeId = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,39}$/));
const Sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const Revision = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

export const IntegrationParamsSchema = v.object({ officeId: OfficeId });
export const IntegrationCaseParamsSchema = v.object({ officeId: OfficeId, caseId: EntityId });
export const IntegrationFileParamsSchema = v.object({
  officeId: OfficeId,
  caseId: EntityId,
  fileId: EntityId,
});

/** GET …/cases: those the system has not acknowledged yet, longest waiting first, 25 a page. */
export const WaitingQuerySchema = v.object({ cursor: v.optional(v.pipe(v.string(), v.maxLength(600))) });
export const WaitingCasesSchema = v.object({
  cases: v.array(
    v.object({
      caseId: EntityId,
      form: FormId,
      reason: v.picklist(handoverReasons),
      /** Of the case, as acknowledged with POST …/acknowledgement. */
      revision: Revision,
      since: Instant,
    }),
  ),
  cursor: v.optional(v.string()),
});
export type WaitingCases = v.InferOutput<typeof WaitingCasesSchema>;

const PackagedFile = v.object({
  id: EntityId,
  fileName: v.string(),
  /** Bytes. */
  size: v.number(),
  contentType: v.string(),
  sha256: Sha256,
});

/** A later document of the case, the client's or the office's. */
const PackagedDocument = v.object({
  id: EntityId,
  kind: v.picklist(Object.keys(documentKinds) as [DocumentKind, ...DocumentKind[]]),
  from: v.picklist(["client", "office"]),
  at: Instant,
  author: v.string(),
  text: v.string(),
  files: v.array(EntityId),
  number: v.optional(v.string()),
  dueOn: v.optional(Day),
  /** Of documents that need a proof of delivery: whether the client has it, or it counts as delivered. */
  delivery: v.optional(
    v.object({ state: v.picklist(["sent", "taken-over", "deemed"]), deliveredAt: v.optional(Instant) }),
  ),
  invalidated: v.optional(v.object({ at: Instant, reason: v.string() })),
});

/** GET …/cases/{caseId}, and `data` of every message: the whole case as it is at that moment. */
export const CasePackageSchema = v.object({
  caseId: EntityId,
  /** Grows with every change of the case; of two packages the one with the higher revision is the newer. */
  revision: Revision,
  state: v.picklist(caseStates),
  office: OfficeId,
  system: v.string(),
  settlement: v.object({ code: SettlementCode, name: v.string() }),
  form: v.object({ id: FormId, version: v.string(), title: v.string() }),
  /** By when the office must be done. */
  dueOn: v.optional(Day),
  /** What was submitted, its seal, and the numbers of the office. */
  submission: PackageSchema,
  documents: v.array(PackagedDocument),
  /** Files of later documents; those of the submission are in `submission.content.attachments`. */
  files: v.array(PackagedFile),
});
export type CasePackage = v.InferOutput<typeof CasePackageSchema>;

/** Body of the portal's messages (Standard Webhooks). Header `webhook-id` is the same for every try of one message. */
export const CaseMessageSchema = v.object({
  type: v.picklist(["case.filed", "case.updated"]),
  timestamp: Instant,
  data: CasePackageSchema,
});
export type CaseMessage = v.InferOutput<typeof CaseMessageSchema>;

/** POST …/acknowledgement: the system has the case as of this revision, and it is on its list no longer. */
export const AcknowledgementSchema = v.strictObject({ revision: Revision });
export const AcknowledgedSchema = v.object({
  /** False: there is something newer already; fetch the case again. */
  done: v.boolean(),
});

/**
 * Chosen by the system, one for each thing it wants to say: the same call with the same id happens once and gets the same
 * answer however often it is sent.
 */
const CallId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/));
const Author = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const Text = v.pipe(WrittenText, v.minLength(1));
const written = { files: v.optional(Files, []), author: v.optional(Author) };
const call = <Name extends string, Entries extends v.ObjectEntries>(name: Name, entries: Entries) =>
  v.strictObject({ call: CallId, action: v.literal(name), ...entries });

/** POST …/cases/{caseId}/calls. `author`: who signs, where it is not the system itself. */
export const SystemCallSchema = v.variant("action", [
  call("start", {}),
  /** `dueOn`: the office's usual number of days from now, where it is absent. */
  call("request-supplement", { text: Text, dueOn: v.optional(Day), ...written }),
  call("end-waiting", { note: WrittenLine }),
  call("message", { text: Text, ...written }),
  /** Text, at least one file, or both. */
  call("decide", { text: WrittenText, ...written }),
  call("close", {}),
]);
export type SystemCall = v.InferOutput<typeof SystemCallSchema>;

/** The same for every repetition of a call. */
export const SystemCallAnswerSchema = v.object({
  call: v.string(),
  caseId: EntityId,
  /** Of the case right after the call. */
  revision: Revision,
  at: Instant,
  document: v.optional(EntityId),
  /** The document's registry number, where it got one. */
  number: v.optional(v.string()),
});
export type SystemCallAnswer = v.InferOutput<typeof SystemCallAnswerSchema>;
