import type {
  AccountId,
  AttachmentId,
  CaseId,
  DocumentId,
  MandateId,
  OfficeId,
  PartyId,
  SubmissionNumber,
} from "../../domain/ids.ts";
import { searchableName } from "../../domain/office/search.ts";
import type { ListName } from "../../domain/office/worklist.ts";
import { type EpochSeconds, toIsoInstant } from "../../domain/time.ts";

/** The only place where DynamoDB key strings are built. Tables and indexes: lib/stacks/data-stack.ts. */
export const sessionKeys = {
  session: (tokenHash: string) => ({ pk: `SESSION#${tokenHash}` }),
  loginTransaction: (cookieHash: string) => ({ pk: `LOGIN#${cookieHash}` }),
  /** The sessions of an account, as the set `sessions`. */
  ofAccount: (account: AccountId) => ({ pk: `ACCOUNT#${account}` }),
  /** The sessions resting on one session of the broker, by the SHA-256 of its `sid`. */
  ofBroker: (sidHash: string) => ({ pk: `BROKER#${sidHash}` }),
  /** A logout message of the broker that was acted on. */
  logoutToken: (tokenHash: string) => ({ pk: `JTI#${tokenHash}` }),
};

export const accountKeys = {
  account: (id: AccountId) => ({ pk: `ACCOUNT#${id}`, sk: "ACCOUNT" }),
  /** Leads from the natural identification data to the account; written at every login. */
  ofPerson: (personKey: string) => ({ pk: `PERSON#${personKey}`, sk: "ACCOUNT" }),
  /** The link that confirms an e-mail address, by its token's hash; leads to the account. */
  emailLink: (tokenHash: string) => ({ pk: `EMAIL#${tokenHash}`, sk: "EMAIL" }),
  /** When confirmation e-mails were asked for, by an account or for an address (by its hash). */
  mailsOf: (asker: AccountId | string) => ({ pk: `MAILS#${asker}`, sk: "MAILS" }),
};

const PERSON_PREFIX = "PERSON#";
const MANDATE_PREFIX = "MANDATE#";
const GRANTED_PREFIX = "GRANTED#";
const REGISTER_PREFIX = "REGISTER#";

/** Rights to act for others, in table `accounts`: what a person holds is one partition, read at every request. */
export const actingKeys = {
  person: (personKey: string) => `${PERSON_PREFIX}${personKey}`,
  /** A mandate lies with the person it entitles. */
  mandate: (proxyKey: string, id: MandateId) => ({
    pk: actingKeys.person(proxyKey),
    sk: `${MANDATE_PREFIX}${id}`,
  }),
  mandatePrefix: MANDATE_PREFIX,
  party: (party: PartyId) => `PARTY#${party}`,
  /** Leads from the represented party to a mandate it gave. */
  granted: (party: PartyId, id: MandateId) => ({ pk: actingKeys.party(party), sk: `${GRANTED_PREFIX}${id}` }),
  grantedPrefix: GRANTED_PREFIX,
  /** Which mandate the party gave last: of two at once only one can follow it. */
  latestGrant: (party: PartyId) => ({ pk: actingKeys.party(party), sk: "LATEST" }),
  representation: (personKey: string, entry: string) => ({
    pk: actingKeys.person(personKey),
    sk: `${REGISTER_PREFIX}${entry}`,
  }),
  representationPrefix: REGISTER_PREFIX,
  /** Everything one register was last imported with, so that the next import can end what is gone. */
  register: (register: string) => `REGISTER#${register}`,
  registered: (register: string, personKey: string, entry: string) => ({
    pk: actingKeys.register(register),
    sk: `${PERSON_PREFIX}${personKey}#${entry}`,
  }),
  registeredPrefix: PERSON_PREFIX,
};

const POST_PREFIX = "POST#";

/** Who works in an office, in table `accounts`: with the person, and a pointer with the office. */
export const postKeys = {
  post: (personKey: string, office: OfficeId) => ({
    pk: actingKeys.person(personKey),
    sk: `${POST_PREFIX}${office}`,
  }),
  prefix: POST_PREFIX,
  office: (office: OfficeId) => `OFFICE#${office}`,
  ofOffice: (office: OfficeId, personKey: string) => ({
    pk: postKeys.office(office),
    sk: `${POST_PREFIX}${personKey}`,
  }),
};

const OWNER_PREFIX = "OWNER#";
const PENDING_SHARDS = 8;
const ATTACHMENT_PREFIX = "ATTACHMENT#";
const DOCUMENT_PREFIX = "DOCUMENT#";

/** Parts of index `pending`: the last character of an id is random. */
const shardOf = (list: string, id: CaseId): string =>
  `${list}#${id.charCodeAt(id.length - 1) % PENDING_SHARDS}`;
const shardsOf = (list: string): string[] =>
  Array.from({ length: PENDING_SHARDS }, (_, shard) => `${list}#${shard}`);

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
  attachmentIdOf: (sk: string) => sk.slice(ATTACHMENT_PREFIX.length) as AttachmentId,
  /** How far the search for files that belong to nothing came. */
  orphanSweep: () => ({ pk: "SWEEP#ORPHANS", sk: "POSITION" }),
  /** Claims a 27-digit number so that no two cases can carry the same one. */
  submissionNumber: (number: SubmissionNumber) => ({ pk: `SUBMISSION#${number}`, sk: "SUBMISSION" }),
  /** Index `by-owner` (ownerKey, pk): everything of one party, newest last. */
  owner: (party: PartyId) => `${OWNER_PREFIX}${party}`,
  ownerOf: (ownerKey: string) => ownerKey.slice(OWNER_PREFIX.length) as PartyId,
  /** In the same index: drafts a person began for others on an uploaded document, until they are submitted. */
  documentDrafts: (actor: AccountId) => `${OWNER_PREFIX}document-${actor}`,
  /**
   * Index `pending` (pendingKey, pendingSince): submitted, and the client not yet told of the registration. What is still
   * to be done, filing or telling, the state of the case says, so that filing need not touch the index.
   */
  pending: (id: CaseId) => shardOf("PENDING", id),
  pendingShards: () => shardsOf("PENDING"),
  /** In the same index: files announced and not verified yet. Removed with the verification. */
  unfinishedUpload: (id: CaseId) => shardOf("UPLOAD", id),
  unfinishedUploadShards: () => shardsOf("UPLOAD"),
  /** In the same index: files waiting for their scan. Removed with its result. */
  awaitedScan: (id: CaseId) => shardOf("SCAN", id),
  awaitedScanShards: () => shardsOf("SCAN"),
  /** Index `worklist` (worklistKey, worklistSort): an office's lists (src/domain/office/worklist.ts). */
  worklist: (office: OfficeId, list: ListName) => `OFFICE#${office}#${list}`,
  /** Index `by-name` (nameKey, nameSort): an office's cases by the party's name (src/domain/office/search.ts). */
  names: (office: OfficeId) => `NAMES#${office}`,
  /** A key must not be empty: a name of signs alone stands before all others, at what no searchable name contains. */
  nameSort: (name: string) => searchableName(name) || "#",
  /** Which cases got the arrival numbers from `first` on, in their order: one item for all that arrived together. */
  arrivals: (office: OfficeId, year: number, first: number) => ({
    pk: `ARRIVED#${office}#${year}`,
    sk: `FROM#${String(first).padStart(9, "0")}`,
  }),
  firstOfArrivals: (sk: string) => Number(sk.slice("FROM#".length)),
  document: (id: CaseId, document: DocumentId) => ({ pk: `CASE#${id}`, sk: `${DOCUMENT_PREFIX}${document}` }),
  documentPrefix: DOCUMENT_PREFIX,
  documentIdOf: (sk: string) => sk.slice(DOCUMENT_PREFIX.length) as DocumentId,
  /** Who of an office looked into the case or did something, in a partition of its own. */
  access: (id: CaseId, at: EpochSeconds, entry: string) => ({
    pk: `ACCESS#${id}`,
    sk: `${toIsoInstant(at)}#${entry}`,
  }),
  accessLog: (id: CaseId) => `ACCESS#${id}`,
  /** In index `pending`: the client is to be told to log in. */
  notice: (id: CaseId) => shardOf("NOTICE", id),
  noticeShards: () => shardsOf("NOTICE"),
  /** In the same index: documents whose delivery has a next step, at `pendingSince`. */
  delivery: (id: CaseId) => shardOf("DELIVERY", id),
  deliveryShards: () => shardsOf("DELIVERY"),
  /** In the same index: cases on their way to a specialist system, at the next try. */
  handover: (id: CaseId) => shardOf("HANDOVER", id),
  handoverShards: () => shardsOf("HANDOVER"),
  handoverItem: (id: CaseId) => ({ pk: `CASE#${id}`, sk: "HANDOVER" }),
  /** In index `worklist`: cases a specialist system has not got yet. */
  systemList: (office: OfficeId, system: string) => `SYSTEM#${office}/${system}`,
  /** How the deliveries to a specialist system go. */
  destination: (office: OfficeId, system: string) => ({
    pk: `DESTINATION#${office}/${system}`,
    sk: "DESTINATION",
  }),
};

export const registryKeys = {
  /** Last arrival number given by an office in a year. */
  arrivals: (office: OfficeId, year: number) => ({ pk: `ARRIVALS#${office}#${year}`, sk: "COUNTER" }),
  /** Last number given in a book and year. */
  counter: (office: OfficeId, book: string, year: number) => ({
    pk: `BOOK#${office}#${book}#${year}`,
    sk: "COUNTER",
  }),
  /** What a book holds besides numbered entries: invalidations, its closing. */
  note: (office: OfficeId, book: string, year: number, sequence: number) => ({
    pk: `BOOK#${office}#${book}#${year}`,
    sk: `NOTE#${String(sequence).padStart(9, "0")}`,
  }),
  /** Zero-padded so that the entries of a book sort by number. */
  entry: (office: OfficeId, book: string, year: number, main: number, sub: number) => ({
    pk: `BOOK#${office}#${book}#${year}`,
    sk: `ENTRY#${String(main).padStart(9, "0")}#${String(sub).padStart(5, "0")}`,
  }),
};
