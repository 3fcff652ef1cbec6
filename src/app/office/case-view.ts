import type { OfficeCase } from "../../contract/office.ts";
import { revisionOf } from "../../domain/case/case.ts";
import { timeline } from "../../domain/case/timeline.ts";
import { allowedActions } from "../../domain/office/permissions.ts";
import type { Post } from "../../domain/office/post.ts";
import { extendDeadline, supplementDueOn } from "../../domain/procedure/deadline.ts";
import { automaticFiling, type PublishedSettlement } from "../../domain/settlement/settlement.ts";
import { type EpochSeconds, toIsoInstant } from "../../domain/time.ts";
import { viewActing } from "../acting/acting-view.ts";
import { viewAttachment } from "../cases/case-view.ts";
import { looseFiles, viewDocument, viewLaterFile } from "../casework/later-view.ts";
import type { CaseFile } from "../casework/ports.ts";
import { viewEntry } from "./case-entry.ts";

export interface ViewContext {
  post: Post;
  /** The one the case was filed in, as published then. */
  settlement: Pick<PublishedSettlement, "procedure" | "filing">;
  now: EpochSeconds;
  timeZone: string;
}

/** What the post may do with the case now. */
export const actionsFor = (file: CaseFile, { post, settlement, now, timeZone }: ViewContext) => {
  const { procedure, filing = automaticFiling } = settlement;
  const extendable = extendDeadline(file.record, procedure, now, timeZone) !== undefined;
  return allowedActions(post, { record: file.record, documents: file.documents, filing, extendable });
};

/** The whole case as the office reads it. */
export const viewOfficeCase = (file: CaseFile, context: ViewContext): OfficeCase => {
  const { record, acting, documents, laterFiles } = file;
  const { settlement, now, timeZone } = context;
  const { catalogue, deadline } = record;
  return {
    ...viewEntry(record),
    revision: revisionOf(record),
    formVersion: catalogue.form.version,
    catalogue: { settlementHash: catalogue.settlement.hash, formHash: catalogue.form.hash },
    submitter: file.submitter,
    acting: { actorName: acting.actorName, ...viewActing(acting) },
    answers: { ...file.answers },
    attachments: file.attachments.map(viewAttachment),
    events: timeline(record).map((event) => ({ ...event, at: toIsoInstant(event.at) })),
    documents: documents.map((document) => viewDocument(document, laterFiles)),
    looseFiles: looseFiles(file, "office").map(viewLaterFile),
    deadline: deadline && {
      dueOn: deadline.dueOn,
      extended: deadline.extended ?? false,
      paused: deadline.pausedAt !== undefined,
      mayExtendTo: extendDeadline(record, settlement.procedure, now, timeZone)?.dueOn,
    },
    actions: actionsFor(file, context),
    supplementDueOn: supplementDueOn(settlement.procedure, now, timeZone),
  };
};
