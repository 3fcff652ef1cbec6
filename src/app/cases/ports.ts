import type { ActingRecord, Basis } from "../../domain/acting/capacity.ts";
import type { Answers, Attachment, CaseRecord, Submission, Submitter } from "../../domain/case/case.ts";
import type { SubmittedRecord } from "../../domain/case/submit.ts";
import type { AttachmentId, CaseId, PartyId, SubmissionNumber } from "../../domain/ids.ts";
import type { Result } from "../../domain/result.ts";
import type { WorklistPlace } from "../../domain/office/worklist.ts";
import type { EpochSeconds } from "../../domain/time.ts";

/** Everything stored of one case. */
export interface Dossier {
  record: CaseRecord;
  /** Identity of who acted. */
  submitter: Submitter;
  /** Who acted, for whom and on what basis; from the submission on for good. */
  acting: ActingRecord;
  answers: Answers;
  attachments: readonly Attachment[];
}

export interface CasePage {
  /** Newest first. */
  cases: readonly CaseRecord[];
  /** Where the next page starts; absent on the last one. */
  next?: CaseId;
}

export interface CaseReader {
  /** As of now: sees every write that was answered before. */
  find(id: CaseId): Promise<Dossier | undefined>;
  /**
   * Cases of all these parties in one list. May miss what happened in the last moments; never shows another
   * party's cases, nor drafts begun for a party on an uploaded document.
   */
  listOwned(owners: readonly PartyId[], after: CaseId | undefined, limit: number): Promise<CasePage>;
}

/** The draft a write is meant for, as its writer last saw it. */
export interface DraftRevision {
  caseId: CaseId;
  owner: PartyId;
  version: number;
  now: EpochSeconds;
}

/** Why a draft was not written. Another person's draft is `not-found`. */
export interface WriteRefusal {
  code: "not-found" | "not-a-draft" | "draft-changed";
}

/** When the change was made; making the same change again (lost answer) gives the same instant. */
export type Written = Result<{ savedAt: EpochSeconds }, WriteRefusal>;

/** Each write happens completely or not at all, and only to a draft that is still at `version`; it adds one to it. */
export interface DraftStore {
  create(dossier: Dossier): Promise<void>;
  saveAnswers(revision: DraftRevision, answers: Answers): Promise<Written>;
  /** Removes the draft, its answers and the items of these attachments (the files themselves lie elsewhere). */
  discard(revision: DraftRevision, attachments: readonly AttachmentId[]): Promise<Result<void, WriteRefusal>>;
}

export interface AttachmentStore {
  add(revision: DraftRevision, attachment: Attachment): Promise<Written>;
  /** Binds a pending file to the object version that was looked at; whether it may be used, the scan of it says. */
  confirm(revision: DraftRevision, attachment: AttachmentId, objectVersion: string): Promise<Written>;
  remove(revision: DraftRevision, attachment: AttachmentId): Promise<Written>;
  /**
   * Drops a file that failed verification, if it is still pending. The draft's version stays: a pending file
   * was never part of what can be submitted, and the client, told of the failure, goes on with its version.
   * False: it was not pending (any more), or the case is no draft of this owner's; nothing was dropped.
   */
  dropPending(caseId: CaseId, owner: PartyId, attachment: AttachmentId): Promise<boolean>;
}

/** What of a draft does not go with the submission because its page is hidden in the end. */
export interface CleanUp {
  /** The answers that remain, when some do not. */
  answers?: Answers;
  attachments: readonly AttachmentId[];
}

/** What changes with the submission, besides the case itself. */
export interface SubmissionChanges extends CleanUp {
  /** Of everything submitted (domain/case/seal.ts); stored with the claim of the number, for good. */
  seal: string;
  /** When somebody else submits than began the draft, or in another capacity: who acted in the end. */
  signed?: { acting: ActingRecord; submitter: Submitter };
  /** The right the submission rests on: it must still be there in the very transaction. */
  right?: { personKey: string; basis: Basis };
  /** The office's list it waits on, where a clerk receives; absent: the portal goes on with it. */
  place?: WorklistPlace;
}

/** The right was withdrawn between the check of the request and its transaction. */
export interface RightRefusal {
  code: "mandate-revoked" | "representation-ended";
}

export interface SubmissionStore {
  /**
   * One transaction: the case becomes `submitted` and claims its number. `version` is the content that was
   * validated. When the case is already submitted with that same content, the stored submission is the answer.
   */
  submit(
    submitted: SubmittedRecord,
    changes: SubmissionChanges,
  ): Promise<Result<Submission, WriteRefusal | RightRefusal | { code: "number-taken" }>>;
}

export interface SealReader {
  /** The seal stored with a submission; absent for submissions of before there were seals. */
  findSeal(number: SubmissionNumber): Promise<string | undefined>;
}

export interface UploadPermit {
  url: string;
  /** Form fields to be posted before the file. */
  fields: Readonly<Record<string, string>>;
  expiresAt: EpochSeconds;
}

export interface InspectionRefusal {
  code: "upload-missing" | "file-too-large" | "file-type-forbidden" | "file-damaged";
}

/** Where uploaded files lie until the case is filed, and after. */
export interface AttachmentVault {
  permitUpload(caseId: CaseId, attachment: Attachment, now: EpochSeconds): Promise<UploadPermit>;
  /** Compares what arrived with what was announced: size, type by content, SHA-256. */
  inspect(
    caseId: CaseId,
    attachment: Attachment,
  ): Promise<Result<{ objectVersion: string }, InspectionRefusal>>;
  /** Removes all that was ever uploaded for it; nothing there is fine. */
  remove(caseId: CaseId, attachment: AttachmentId): Promise<void>;
}

/** Cryptographic randomness. */
export type RandomBytes = (count: number) => Uint8Array;

/** Where a use case reports what it survived. Only codes and case ids, never personal data. */
export type Report = (event: string, caseId: CaseId, error: unknown) => void;
