import type { AccountId, AttachmentId, CaseId, OfficeId, SubmissionNumber } from "../../domain/ids.ts";
import { type EpochSeconds, toIsoInstant } from "../../domain/time.ts";

/** The only place where DynamoDB key strings are built. Tables and indexes: lib/stacks/data-stack.ts. */
export const sessionKeys = {
  session: (tokenHash: string) => ({ pk: `SESSION#${tokenHash}` }),
  loginTransaction: (cookieHash: string) => ({ pk: `LOGIN#${cookieHash}` }),
};

export const accountKeys = {
  account: (id: AccountId) => ({ pk: `ACCOUNT#${id}`, sk: "ACCOUNT" }),
};

const PENDING_SHARDS = 8;
const ATTACHMENT_PREFIX = "ATTACHMENT#";

export const caseKeys = {
  case: (id: CaseId) => ({ pk: `CASE#${id}`, sk: "CASE" }),
  /** The way back, for indexes that project keys only. */
  idOf: (pk: string) => pk.slice("CASE#".length) as CaseId,
  answers: (id: CaseId) => ({ pk: `CASE#${id}`, sk: "ANSWERS" }),
  attachment: (id: CaseId, attachment: AttachmentId) => ({
    pk: `CASE#${id}`,
    sk: `${ATTACHMENT_PREFIX}${attachment}`,
  }),
  attachmentPrefix: ATTACHMENT_PREFIX,
  /** Claims a 27-digit number so that no two cases can carry the same one. */
  submissionNumber: (number: SubmissionNumber) => ({ pk: `SUBMISSION#${number}`, sk: "SUBMISSION" }),
  /** Index `by-owner` (ownerKey, caseId): everything of one person, newest last. */
  owner: (account: AccountId) => `OWNER#${account}`,
  /** Index `pending` (pendingKey, pendingSince): submitted but not yet filed. Sparse: removed by filing. */
  pending: (id: CaseId) => `PENDING#${id.charCodeAt(id.length - 1) % PENDING_SHARDS}`,
  pendingShards: (): string[] => Array.from({ length: PENDING_SHARDS }, (_, shard) => `PENDING#${shard}`),
  /** Index `worklist` (worklistKey, worklistSort): registered cases waiting for an office's team. */
  worklist: (office: OfficeId, team: string) => `OFFICE#${office}#TEAM#${team}`,
  /** Parked cases of an office; `#` cannot be part of a team's id. */
  reviewList: (office: OfficeId) => `OFFICE#${office}#REVIEW`,
  /** Oldest first; the case id tells cases of the same second apart. */
  worklistSort: (at: EpochSeconds, id: CaseId) => `${toIsoInstant(at)}#${id}`,
};

export const registryKeys = {
  /** Last arrival number given by an office in a year. */
  arrivals: (office: OfficeId, year: number) => ({ pk: `ARRIVALS#${office}#${year}`, sk: "COUNTER" }),
  /** Last number given in a book and year. */
  counter: (office: OfficeId, book: string, year: number) => ({
    pk: `BOOK#${office}#${book}#${year}`,
    sk: "COUNTER",
  }),
  /** Zero-padded so that the entries of a book sort by number. */
  entry: (office: OfficeId, book: string, year: number, main: number, sub: number) => ({
    pk: `BOOK#${office}#${book}#${year}`,
    sk: `ENTRY#${String(main).padStart(9, "0")}#${String(sub).padStart(5, "0")}`,
  }),
};
