import type { CaseDetail } from "../../contract/cases.ts";
import { applyTransition } from "../../domain/case/apply-transition.ts";
import type { CaseDocument } from "../../domain/case/case-document.ts";
import type { CaseRecord } from "../../domain/case/case.ts";
import { filesToSendErrors } from "../../domain/case/later-files.ts";
import type { FieldError } from "../../domain/form/definition.ts";
import { hasForbiddenCharacters, normaliseLines } from "../../domain/form/text.ts";
import { type AttachmentId, type DocumentId, newEntityId } from "../../domain/ids.ts";
import { resumeDeadline } from "../../domain/procedure/deadline.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { RandomBytes } from "../cases/ports.ts";
import type { OwnCase } from "../cases/own-case.ts";
import type { CaseworkDependencies } from "./change-case.ts";
import { looseFiles } from "./later-view.ts";
import { changeOwnCase, type OwnChangeFailure } from "./own-change.ts";

export interface ClientDocumentDependencies extends CaseworkDependencies {
  random: RandomBytes;
}

type Changed = Promise<Result<CaseDetail, OwnChangeFailure>>;
type Written = OwnCase & { revision: number; text: string };

const invalid = (...errors: FieldError[]) => failure({ code: "invalid-fields" as const, errors });

/** What was written, as it is kept; undefined where it holds what no text may contain. */
const readText = (written: string): string | undefined => {
  const text = normaliseLines(written);
  return hasForbiddenCharacters(text) ? undefined : text;
};
const forbidden = invalid({ field: "text", code: "characters" });
const missing = invalid({ field: "text", code: "required" });

const write = (
  { random }: ClientDocumentDependencies,
  { actor }: OwnCase,
  kind: "supplement" | "withdrawal" | "message",
  text: string,
  now: EpochSeconds,
  files: readonly AttachmentId[] = [],
): CaseDocument => ({
  id: newEntityId<DocumentId>(now, random(16)),
  kind,
  from: "client",
  at: now,
  author: actor.displayName,
  text,
  files,
});

/** What stood still while the office waited goes on, by the calendar its settlement was published with. */
const running = async (
  { catalogue, timeZone }: ClientDocumentDependencies,
  record: CaseRecord,
  now: EpochSeconds,
): Promise<CaseRecord> => {
  if (!record.deadline) return record;
  const { procedure } = await catalogue.settlement(record.catalogue.settlement.hash);
  return { ...record, deadline: resumeDeadline(record.deadline, procedure, now, timeZone) };
};

/**
 * Answers the open request for a supplement, with words, files, or both. Every file must have been found clean: while one
 * is still being scanned, nothing is sent.
 */
export const sendSupplement = async (
  dependencies: ClientDocumentDependencies,
  request: Written & { files: readonly AttachmentId[] },
): Changed =>
  changeOwnCase(dependencies, { ...request, action: "supplement" }, async (file, now) => {
    const text = readText(request.text);
    if (text === undefined) return forbidden;
    if (text === "" && request.files.length === 0) return missing;
    const errors = filesToSendErrors(request.files, looseFiles(file, "supplement"));
    if (errors.length > 0) return invalid(...errors);
    const document = write(dependencies, request, "supplement", text, now, request.files);
    const moved = applyTransition(file.record, "supplement", {
      type: "supplemented",
      at: now,
      document: document.id,
    });
    if (!moved.ok) return moved;
    const after = await running(dependencies, moved.value, now);
    return success({ after, documents: [document], isNew: true });
  });

/**
 * The client takes the submission back. What is not registered yet never will be; afterwards the withdrawal is a document
 * of the case with a number of its own.
 */
export const withdrawCase = async (dependencies: ClientDocumentDependencies, request: Written): Changed =>
  changeOwnCase(dependencies, { ...request, action: "withdraw" }, ({ record }, now) => {
    const text = readText(request.text);
    if (text === undefined) return forbidden;
    const document = write(dependencies, request, "withdrawal", text, now);
    const moved = applyTransition(record, "withdraw", { type: "withdrawn", at: now, document: document.id });
    return moved.ok ? success({ after: moved.value, documents: [document], isNew: true }) : moved;
  });

/** A message to whoever deals with the case; its state stays. */
export const sendMessage = async (dependencies: ClientDocumentDependencies, request: Written): Changed =>
  changeOwnCase(dependencies, { ...request, action: "message" }, ({ record }, now) => {
    const text = readText(request.text);
    if (text === undefined) return forbidden;
    if (text === "") return missing;
    const document = write(dependencies, request, "message", text, now);
    const event = { type: "message", at: now, document: document.id } as const;
    const after = { ...record, updatedAt: now, events: [...record.events, event] };
    return success({ after, documents: [document], isNew: true });
  });
