import type {
  AttachmentId,
  CaseId,
  DocumentId,
  FormId,
  OfficeId,
  PartyId,
  SettlementCode,
  SubmissionNumber,
} from "../ids.ts";
import type { LocalizedText } from "../localized.ts";
import type { EpochSeconds, LocalDate } from "../time.ts";
import type { Rejection } from "./scan.ts";
import type { CaseState } from "./transitions.ts";

export const caseEventTypes = [
  "created",
  "submitted",
  "received",
  "registered",
  "routed",
  "parked",
  "requeued",
  "assigned",
  "started",
  "supplement-requested",
  "supplemented",
  "waiting-ended",
  "deadline-extended",
  "message",
  "decided",
  "taken-over",
  "second-notice",
  "deemed-delivered",
  "closed",
  "rejected",
  "transferred",
  "withdrawn",
  "invalidated",
] as const;

/** Dated, append-only entry of the timeline. `office` is the one responsible at that moment. */
export interface CaseEvent {
  type: (typeof caseEventTypes)[number];
  at: EpochSeconds;
  /** Name of the responsible office; absent for what the client did alone. */
  office?: string;
  /** The number the event gave to the case or to the document, where it gave one. */
  number?: string;
  /** The document that came with it. */
  document?: DocumentId;
  /** The deadline it set. */
  dueOn?: LocalDate;
  /** Id and content of the specialist system's call it came of, so that a repetition gets the same answer. */
  call?: string;
  /** What the office lets the client know in one line: the authority a case is transferred to, a reason. */
  note?: string;
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

/** Where a registered case waits for a person, or for the specialist system of the office that deals with it. */
export interface Assignment {
  office: OfficeId;
  team: string;
  /** Id of the office's specialist system. */
  system?: string;
  /** The case officer: id and name of their post. */
  officer?: { id: string; name: string };
}

/** By when the office must be done. */
export interface CaseDeadline {
  dueOn: LocalDate;
  /** The last day as counted, where the offices do not work on it and `dueOn` is the next day they do. */
  lastDay?: LocalDate;
  /** It was extended; that happens once. */
  extended?: boolean;
  /** Waiting for a supplement since; these days do not count. */
  pausedAt?: EpochSeconds;
  /** By when the supplement was asked for; past it, it is the office's turn again. */
  pausedUntil?: LocalDate;
}

/** Place of a case's latest entry in the registry; the next document of the case gets the number after it. */
export interface EntryPlace {
  book: string;
  year: number;
  main: number;
  sub: number;
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
  /** Name of the party, for the office's lists; there from the submission on. */
  partyName?: string;
  deadline?: CaseDeadline;
  /** Absent as long as the registration is the only entry. */
  lastEntry?: EntryPlace;
  events: readonly CaseEvent[];
}

/**
 * What a change of a submitted case is conditioned on, besides its state: events are only ever added, and every change
 * adds one.
 */
export const revisionOf = ({ events }: Pick<CaseRecord, "events">): number => events.length;

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
  /**
   * Absent: part of the submission, and of its seal. Otherwise it came later, with a supplement of the client or a
   * document of the office.
   */
  purpose?: "supplement" | "office";
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
