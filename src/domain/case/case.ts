import type {
  AttachmentId,
  CaseId,
  FormId,
  OfficeId,
  PartyId,
  SettlementCode,
  SubmissionNumber,
} from "../ids.ts";
import type { LocalizedText } from "../localized.ts";
import type { EpochSeconds } from "../time.ts";
import type { Rejection } from "./scan.ts";
import type { CaseState } from "./transitions.ts";

export const caseEventTypes = ["created", "submitted", "received", "registered", "routed", "parked"] as const;

/** Dated, append-only entry of the timeline. `office` is the one responsible at that moment. */
export interface CaseEvent {
  type: (typeof caseEventTypes)[number];
  at: EpochSeconds;
  /** Name of the responsible office; absent for what the client did alone. */
  office?: string;
  /** The number the event gave to the case, where it gave one. */
  number?: string;
}

/** The exact published objects a case was started under; they never change. */
export interface CatalogueReference {
  settlement: { code: SettlementCode; name: LocalizedText; hash: string };
  office: { id: OfficeId; name: LocalizedText };
  form: { id: FormId; version: string; title: LocalizedText; hash: string };
}

export interface Submission {
  number: SubmissionNumber;
  at: EpochSeconds;
}

/** Receipt registration (érkeztetés) in the office's arrival book. */
export interface Arrival {
  /** e.g. `E-KOPH/12/2026`; gapless per office and year. */
  number: string;
  at: EpochSeconds;
}

/** Registration (iktatás) in a registry book. */
export interface Registration {
  /** e.g. `KOPH/12-1/2026`; main number gapless per book and year. */
  number: string;
  book: string;
  year: number;
  main: number;
  sub: number;
  at: EpochSeconds;
}

/** Where a registered case waits for a person. */
export interface Assignment {
  office: OfficeId;
  team: string;
}

/** The aggregate. Answers and attachments are kept beside it so that filing never rewrites them. */
export interface CaseRecord {
  id: CaseId;
  /** The represented party, whoever acted; the account's id for somebody in their own name. */
  owner: PartyId;
  state: CaseState;
  /** Grows by one with every change of the draft's content; submit is conditioned on it. */
  draftVersion: number;
  catalogue: CatalogueReference;
  /** Registry book the settlement files into; also the queue's message group. */
  book: string;
  createdAt: EpochSeconds;
  updatedAt: EpochSeconds;
  submission?: Submission;
  arrival?: Arrival;
  registration?: Registration;
  assignment?: Assignment;
  events: readonly CaseEvent[];
}

/**
 * A file belonging to a draft or case. `pending` = upload permitted but not yet looked at; `scanning` = what arrived is
 * what was announced, and waits for the malware scan; `verified` = found clean; `rejected` = must not be used.
 */
export interface Attachment {
  id: AttachmentId;
  slot: string;
  /** The user's own name for it: shown, never used in a key. */
  fileName: string;
  /** Bytes. */
  size: number;
  contentType: string;
  /** Lower-case hex. */
  sha256: string;
  state: "pending" | "scanning" | "verified" | "rejected";
  /** Why it is rejected. */
  rejection?: Rejection;
  /** S3 version the verification saw; the file of the case is this one for ever. */
  objectVersion?: string;
  addedAt: EpochSeconds;
}

/** Answers as the client gave them, validated against the form's schema. JSON object. */
export type Answers = Readonly<Record<string, unknown>>;

/** Identity data from the broker, read-only for the client, copied into the draft when it is started. */
export interface Submitter {
  name: string;
  birthName: string;
  mothersName: string;
  placeOfBirth: string;
  /** ISO date. */
  dateOfBirth: string;
}
