import type { CaseDetail, CaseSummary } from "../../contract/cases.ts";
import { type Attachment, type CaseRecord, revisionOf, type Submitter } from "../../domain/case/case.ts";
import { clientActionsIn, isWithheld, waitsForClient } from "../../domain/case/client-actions.ts";
import { invalidationOf, timeline } from "../../domain/case/timeline.ts";
import type { AccountId } from "../../domain/ids.ts";
import { toIsoInstant } from "../../domain/time.ts";
import { viewActing } from "../acting/acting-view.ts";
import { looseFiles, viewDocument, viewLaterFile, viewWithheld } from "../casework/later-view.ts";
import type { CaseFile } from "../casework/ports.ts";
import type { Dossier } from "./ports.ts";

export type AttachmentView = CaseDetail["attachments"][number];

/** Hash and object version stay inside; the client knows the hash it sent. */
export const viewAttachment = (attachment: Attachment): AttachmentView => ({
  id: attachment.id,
  slot: attachment.slot,
  fileName: attachment.fileName,
  size: attachment.size,
  contentType: attachment.contentType,
  state: attachment.state,
  rejection: attachment.rejection,
});

export const viewSummary = ({ catalogue, ...record }: CaseRecord): CaseSummary => ({
  id: record.id,
  state: record.state,
  settlement: { code: catalogue.settlement.code, name: catalogue.settlement.name },
  office: { name: catalogue.office.name },
  form: { id: catalogue.form.id, version: catalogue.form.version, title: catalogue.form.title },
  createdAt: toIsoInstant(record.createdAt),
  updatedAt: toIsoInstant(record.updatedAt),
  submissionNumber: record.submission?.number,
  arrivalNumber: record.arrival?.number,
  registryNumber: record.registration?.number,
  ...(record.registration &&
    invalidationOf(record.events, record.registration.number) && { registryNumberInvalidated: true }),
  ...(waitsForClient(record) && { waitsForClient: true }),
});

/**
 * Mother's name and birth data identify a person to the office. To others who may read the case (the party, its other
 * representatives and proxies) a name tells who acted.
 */
const submitterFor = ({ submitter, acting }: Dossier, reader: AccountId): Submitter =>
  acting.actor === reader
    ? submitter
    : { name: submitter.name, birthName: "", mothersName: "", placeOfBirth: "", dateOfBirth: "" };

const viewDeadline = ({ deadline }: CaseRecord): CaseDetail["deadline"] =>
  deadline && {
    dueOn: deadline.dueOn,
    extended: deadline.extended ?? false,
    paused: deadline.pausedAt !== undefined,
  };

/** A draft has nothing that came later. */
export type ViewedCase = Dossier & Partial<Pick<CaseFile, "documents" | "laterFiles">>;

export const viewCase = (
  { documents = [], laterFiles = [], ...dossier }: ViewedCase,
  reader: AccountId,
): CaseDetail => ({
  ...viewSummary(dossier.record),
  version: dossier.record.draftVersion,
  revision: revisionOf(dossier.record),
  catalogue: {
    settlementHash: dossier.record.catalogue.settlement.hash,
    formHash: dossier.record.catalogue.form.hash,
  },
  submitter: submitterFor(dossier, reader),
  acting: { actorName: dossier.acting.actorName, ...viewActing(dossier.acting) },
  answers: { ...dossier.answers },
  attachments: dossier.attachments.map(viewAttachment),
  events: timeline(dossier.record).map((event) => ({ ...event, at: toIsoInstant(event.at) })),
  documents: documents.map((document) =>
    isWithheld(document) ? viewWithheld(document) : viewDocument(document, laterFiles),
  ),
  looseFiles: looseFiles({ documents, laterFiles }, "supplement").map(viewLaterFile),
  deadline: viewDeadline(dossier.record),
  officer: dossier.record.assignment?.officer?.name,
  actions: clientActionsIn(dossier.record, documents),
});

export interface AttachmentsView {
  version: number;
  attachments: AttachmentView[];
}

/** In the order they were added: ids sort by time. */
export const viewAttachments = (version: number, attachments: readonly Attachment[]): AttachmentsView => ({
  version,
  attachments: attachments
    .toSorted((first, second) => (first.id < second.id ? -1 : 1))
    .map((attachment) => viewAttachment(attachment)),
});
