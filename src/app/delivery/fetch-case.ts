import type { CasePackage } from "../../contract/integration.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { SealReader } from "../cases/ports.ts";
import { isSent } from "../casework/later-view.ts";
import type { FileLink, FileLinks } from "../casework/file-ports.ts";
import type { CaseFile } from "../casework/ports.ts";
import { packageCase } from "./case-package.ts";
import {
  findSystemCase,
  noteSystemAccess,
  type SystemDependencies,
  type SystemRefusal,
  type SystemRequest,
  systemName,
} from "./system-case.ts";

const nameFor = async ({ catalogue }: SystemDependencies, { record }: CaseFile, { actor }: SystemRequest) =>
  systemName(await catalogue.settlement(record.catalogue.settlement.hash), actor);

/** The whole case, as the portal's messages have it; for systems that fetch, and for whoever missed a message. */
export const fetchCase = async (
  dependencies: SystemDependencies & { seals: SealReader },
  request: SystemRequest,
): Promise<Result<CasePackage, SystemRefusal>> => {
  const found = await findSystemCase(dependencies.cases, request);
  if (!found.ok) return found;
  const file = found.value;
  const data = await packageCase(dependencies.seals, file);
  if (!data) return failure({ code: "not-found" });
  const by = await nameFor(dependencies, file, request);
  await noteSystemAccess(dependencies.log, file.record, by, { action: "downloaded", at: request.now });
  return success(data);
};

/** A link to one file of the submission or of a later document, for a short time. */
export const fetchFile = async (
  dependencies: SystemDependencies & { links: FileLinks },
  request: SystemRequest & { fileId: string },
): Promise<Result<FileLink, SystemRefusal>> => {
  const found = await findSystemCase(dependencies.cases, request);
  if (!found.ok) return found;
  const { record, attachments, laterFiles } = found.value;
  const file = [...attachments, ...laterFiles].find(({ id }) => id === request.fileId);
  if (file?.state !== "verified" || !isSent(found.value, file)) return failure({ code: "not-found" });
  const by = await nameFor(dependencies, found.value, request);
  await noteSystemAccess(dependencies.log, record, by, { action: "opened-file", at: request.now });
  return success(await dependencies.links.linkTo(record.id, file, request.now));
};
