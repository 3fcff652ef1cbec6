import * as v from "valibot";
import type { Dossier } from "../../app/cases/ports.ts";
import type { CaseFile } from "../../app/casework/ports.ts";
import type { ActingRecord } from "../../domain/acting/capacity.ts";
import { inOwnName } from "../../domain/acting/party.ts";
import type { CaseDocument } from "../../domain/case/case-document.ts";
import type { Answers, Attachment, CaseRecord } from "../../domain/case/case.ts";
import { releaseOf, type ScanFindings, type ScanResult, scanResults } from "../../domain/case/scan.ts";
import type { AccountId, AttachmentId, CaseId } from "../../domain/ids.ts";
import { ActingRecordPart } from "./acting-item.ts";
import { parseCaseItem } from "./case-item.ts";
import { Identity, Instant } from "./common-item.ts";
import { parseDocumentItem } from "./document-item.ts";
import { caseKeys } from "./keys.ts";

type Item = Record<string, unknown>;

const AnswersItemSchema = v.object({
  schemaVersion: v.literal(1),
  answers: v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown())),
  submitter: Identity,
  /** Absent in items of before there were capacities: everybody acted in their own name then. */
  acting: v.optional(ActingRecordPart),
});

/** The attribute that holds the versions a scan found this in. */
export const foundIn = (result: ScanResult): string => `${result}Versions`;

const AttachmentItemSchema = v.object({
  schemaVersion: v.literal(1),
  id: v.string(),
  slot: v.string(),
  fileName: v.string(),
  size: v.number(),
  contentType: v.string(),
  sha256: v.string(),
  objectVersion: v.optional(v.string()),
  addedAt: Instant,
  purpose: v.optional(v.picklist(["supplement", "office"])),
});

/** Answers are kept as the JSON they are: a DynamoDB map would bound their depth and reshape numbers. */
export const serializeAnswers = (answers: Answers): string => JSON.stringify(answers);

export const answersItem = (
  id: CaseId,
  { answers, submitter, acting }: Pick<Dossier, "answers" | "submitter" | "acting">,
): Item => ({
  ...caseKeys.answers(id),
  schemaVersion: 1,
  answers: serializeAnswers(answers),
  submitter,
  acting,
});

const inOwnersName = (owner: string, name: string): ActingRecord => {
  const account = owner as AccountId;
  return { ...inOwnName(account, name), actor: account, actorName: name };
};

/** A file's entry has no state of its own: it follows from the version it is bound to and what scans found. */
export const attachmentItem = (id: CaseId, attachment: Attachment): Item => {
  const { state: _, rejection: __, ...kept } = attachment;
  return { ...caseKeys.attachment(id, attachment.id), schemaVersion: 1, ...kept };
};

const findingsIn = (item: Item): ScanFindings =>
  Object.fromEntries(
    scanResults.flatMap((result) => {
      const versions = item[foundIn(result)];
      return versions instanceof Set ? [[result, versions as Set<string>]] : [];
    }),
  );

export const parseAttachment = (item: Item): Attachment => {
  const { id, objectVersion, purpose, schemaVersion: _, ...stored } = v.parse(AttachmentItemSchema, item);
  const file = { id: id as AttachmentId, ...stored, ...(purpose !== undefined && { purpose }) };
  return objectVersion === undefined
    ? { ...file, state: "pending" }
    : { ...file, objectVersion, ...releaseOf(objectVersion, findingsIn(item)) };
};

const sortKeyOf = (item: Item): string => String(item["sk"]);

const attachmentsIn = (items: readonly Item[]): Attachment[] =>
  items.filter((item) => sortKeyOf(item).startsWith(caseKeys.attachmentPrefix)).map(parseAttachment);

/** All items of one case, as its partition holds them; undefined when the case is not (or no longer) there. */
export const parseDossier = (id: CaseId, items: readonly Item[]): Dossier | undefined => {
  const bySortKey = new Map(items.map((item) => [sortKeyOf(item), item]));
  const caseItem = bySortKey.get(caseKeys.case(id).sk);
  const answersOfCase = bySortKey.get(caseKeys.answers(id).sk);
  if (!caseItem || !answersOfCase) return undefined;
  const { answers, submitter, acting } = v.parse(AnswersItemSchema, answersOfCase);
  const record = parseCaseItem(caseItem);
  const files = attachmentsIn(items);
  return {
    record,
    answers,
    submitter,
    acting: (acting as ActingRecord | undefined) ?? inOwnersName(record.owner, submitter.name),
    attachments: files.filter(({ purpose }) => purpose === undefined),
  };
};

/** Ids tell seconds apart, the timeline more than that. */
const inOrderOfEvents = ({ events }: CaseRecord, documents: readonly CaseDocument[]): CaseDocument[] => {
  const places = new Map(
    documents.map(({ id }) => [id, events.findIndex(({ document }) => document === id)]),
  );
  return documents.toSorted((first, second) => (places.get(first.id) ?? 0) - (places.get(second.id) ?? 0));
};

/** As `parseDossier`, with what came after the submission. */
export const parseCaseFile = (id: CaseId, items: readonly Item[]): CaseFile | undefined => {
  const dossier = parseDossier(id, items);
  if (!dossier) return undefined;
  const documents = items.filter((item) => sortKeyOf(item).startsWith(caseKeys.documentPrefix));
  return {
    ...dossier,
    documents: inOrderOfEvents(dossier.record, documents.map(parseDocumentItem)),
    laterFiles: attachmentsIn(items).filter(({ purpose }) => purpose !== undefined),
  };
};
