import type { LaterFile } from "../../contract/casework.ts";
import type { FileOffer } from "../../domain/case/attachment-rules.ts";
import type { CaseState } from "../../domain/case/transitions.ts";
import type { AttachmentId, CaseId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { InspectionRefusal, UploadPermit } from "../cases/ports.ts";
import type { FileLink, FileLinks } from "../casework/file-ports.ts";
import {
  type FileSide,
  type LaterFileDependencies,
  offerLaterFile,
  type OfferFileFailure,
  removeLaterFile,
  verifyLaterFile,
} from "../casework/later-files.ts";
import { isSent } from "../casework/later-view.ts";
import type { Clerk } from "./clerk.ts";
import { type CaseDependencies, noteAccess, seeCase, type SeenCase, type SeeFailure } from "./read-case.ts";

/** As long as the office can still write a document. */
const states: readonly CaseState[] = [
  "received",
  "registered",
  "in-progress",
  "supplement-requested",
  "decided",
  "needs-review",
];

export type OfficeFileDependencies = CaseDependencies & LaterFileDependencies;
type Loose = { files: LaterFile[] };

/** Which case of which clerk, and which file of it. */
export interface FileOfCase {
  caseId: CaseId;
  file: AttachmentId;
}

/** The office's side of a case's files. */
const sideOf = (
  dependencies: CaseDependencies,
  clerk: Clerk,
  caseId: CaseId,
  /** Done once with the case as it was found first, before anything is changed. */
  first?: (seen: SeenCase) => Promise<void>,
): FileSide<SeeFailure> => {
  let isNoted = first === undefined;
  return {
    purpose: "office",
    states,
    find: async () => {
      const seen = await seeCase(dependencies, clerk, caseId);
      if (!seen.ok) return seen;
      if (!isNoted) await first?.(seen.value);
      isNoted = true;
      return success(seen.value.file);
    },
  };
};

/** A file for a document the office is going to write. */
export const offerOfficeFile = (
  dependencies: OfficeFileDependencies,
  clerk: Clerk,
  { caseId, offer, now }: { caseId: CaseId; offer: Omit<FileOffer, "slot">; now: EpochSeconds },
): Promise<Result<{ file: LaterFile; upload: UploadPermit }, SeeFailure | OfferFileFailure>> => {
  const side = sideOf(dependencies, clerk, caseId, (seen) => noteAccess(dependencies, seen, "changed", now));
  return offerLaterFile(dependencies, side, offer, now);
};

/** Looks at what arrived; the malware scan follows. */
export const verifyOfficeFile = (
  dependencies: OfficeFileDependencies,
  clerk: Clerk,
  { caseId, file, now }: FileOfCase & { now: EpochSeconds },
): Promise<Result<Loose, SeeFailure | InspectionRefusal>> =>
  verifyLaterFile(dependencies, sideOf(dependencies, clerk, caseId), file, now);

/** Takes back a file that belongs to no document yet. */
export const removeOfficeFile = (
  dependencies: OfficeFileDependencies,
  clerk: Clerk,
  { caseId, file, now }: FileOfCase & { now: EpochSeconds },
): Promise<Result<Loose, SeeFailure | { code: "wrong-state" }>> => {
  const side = sideOf(dependencies, clerk, caseId, (seen) => noteAccess(dependencies, seen, "changed", now));
  return removeLaterFile(dependencies, side, file);
};

/** A short-lived link to one file of the case, once the access log says who opened it. Only clean files have one. */
export const openOfficeFile = async (
  dependencies: CaseDependencies & { links: FileLinks },
  clerk: Clerk,
  { caseId, file: id, now }: FileOfCase & { now: EpochSeconds },
): Promise<Result<FileLink, SeeFailure>> => {
  const seen = await seeCase(dependencies, clerk, caseId);
  if (!seen.ok) return seen;
  const { attachments, laterFiles } = seen.value.file;
  const file = [...attachments, ...laterFiles].find((candidate) => candidate.id === id);
  if (file?.state !== "verified" || !isSent(seen.value.file, file)) return failure({ code: "not-found" });
  await noteAccess(dependencies, seen.value, "opened-file", now);
  return success(await dependencies.links.linkTo(caseId, file, now));
};
