import { mayRead } from "../../domain/acting/case-access.ts";
import type { Attachment } from "../../domain/case/case.ts";
import { isWithheld } from "../../domain/case/client-actions.ts";
import { transitions } from "../../domain/case/transitions.ts";
import type { AttachmentId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { findOwn, type OwnCase } from "../cases/own-case.ts";
import type { FileLink, FileLinks } from "./file-ports.ts";
import type { FileSide } from "./later-files.ts";
import type { CaseFile, CaseFileReader } from "./ports.ts";

type Refusal = { code: "not-found" | "cannot-query" };

/** The party's side of a case's later files: what a supplement is made of. */
export const clientFiles = (store: CaseFileReader, own: OwnCase): FileSide<Refusal> => ({
  purpose: "supplement",
  states: transitions.supplement.from,
  find: () => findOwn(store, own, mayRead),
});

/** Whether the client may open it: their own, and the office's as far as its document was delivered. */
const mayOpen = ({ documents }: CaseFile, { id, purpose }: Attachment): boolean =>
  purpose !== "office" || documents.some((document) => document.files.includes(id) && !isWithheld(document));

/** A short-lived link to one file; only what the malware scan found clean has one. */
export const openOwnFile = async (
  { store, links }: { store: CaseFileReader; links: FileLinks },
  { file: id, now, ...own }: OwnCase & { file: AttachmentId; now: EpochSeconds },
): Promise<Result<FileLink, Refusal>> => {
  const found = await findOwn(store, own, mayRead);
  if (!found.ok) return found;
  const { attachments, laterFiles } = found.value;
  const file = [...attachments, ...laterFiles].find((candidate) => candidate.id === id);
  if (file?.state !== "verified" || !mayOpen(found.value, file)) return failure({ code: "not-found" });
  return success(await links.linkTo(own.caseId, file, now));
};
