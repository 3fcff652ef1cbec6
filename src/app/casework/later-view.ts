import type { AccessEntry, CaseDocumentView, LaterFile } from "../../contract/casework.ts";
import type { CaseDocument, Delivery } from "../../domain/case/case-document.ts";
import type { Attachment } from "../../domain/case/case.ts";
import { toIsoInstant } from "../../domain/time.ts";
import type { AccessRecord } from "./access-log.ts";
import type { CaseFile } from "./ports.ts";

export const viewLaterFile = (file: Attachment): LaterFile => ({
  id: file.id,
  fileName: file.fileName,
  size: file.size,
  contentType: file.contentType,
  state: file.state,
  rejection: file.rejection,
});

const optionalInstant = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : toIsoInstant(at);

const viewDelivery = ({ state, sentAt, secondNoticeAt, deliveredAt }: Delivery) => ({
  state,
  sentAt: toIsoInstant(sentAt),
  secondNoticeAt: optionalInstant(secondNoticeAt),
  deliveredAt: optionalInstant(deliveredAt),
});

/** A document as the office and whoever has taken it over sees it. */
export const viewDocument = (document: CaseDocument, files: readonly Attachment[]): CaseDocumentView => ({
  id: document.id,
  kind: document.kind,
  from: document.from,
  at: toIsoInstant(document.at),
  author: document.author,
  text: document.text,
  files: files.filter(({ id }) => document.files.includes(id)).map(viewLaterFile),
  number: document.number,
  dueOn: document.dueOn,
  delivery: document.delivery && viewDelivery(document.delivery),
  invalidated: document.invalidated && {
    ...document.invalidated,
    at: toIsoInstant(document.invalidated.at),
  },
});

/** That there is a document, without what it says. */
export const viewWithheld = (document: CaseDocument): CaseDocumentView => {
  const { text: _, files: __, ...rest } = viewDocument(document, []);
  return rest;
};

/** Files of one side that belong to no document yet. */
export const looseFiles = (
  { documents, laterFiles }: Pick<CaseFile, "documents" | "laterFiles">,
  purpose: NonNullable<Attachment["purpose"]>,
): Attachment[] => {
  const bound = new Set(documents.flatMap(({ files }) => files));
  return laterFiles.filter((file) => file.purpose === purpose && !bound.has(file.id));
};

/** What a client has uploaded and not sent yet is theirs alone: neither the office nor its systems know of it. */
export const isSent = ({ documents }: Pick<CaseFile, "documents">, { id, purpose }: Attachment): boolean =>
  purpose !== "supplement" || documents.some(({ files }) => files.includes(id));

export const viewAccess = ({ at, action, by, office }: AccessRecord): AccessEntry => ({
  at: toIsoInstant(at),
  action,
  by,
  office,
});
