import type { OfficeCase as OfficeCaseView } from "../../contract/office.ts";
import type { AccessEntry } from "../../contract/casework.ts";
import type { CaseId } from "../../domain/ids.ts";
import { isOwnCase, maySee } from "../../domain/office/permissions.ts";
import type { Post } from "../../domain/office/post.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { PublishedSettlement } from "../../domain/settlement/settlement.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { AccessLog } from "../casework/access-log.ts";
import type { CaseFile, CaseFileReader } from "../casework/ports.ts";
import type { Catalogue, OfficeDirectory } from "../catalogue/ports.ts";
import { viewOfficeCase } from "./case-view.ts";
import { type Clerk, type NotAClerk, readAsClerk } from "./clerk.ts";
import type { PostReader } from "./ports.ts";

export interface CaseDependencies {
  posts: Pick<PostReader, "find">;
  cases: CaseFileReader;
  log: Pick<AccessLog, "add">;
  catalogue: Pick<Catalogue, "settlement">;
  offices: OfficeDirectory;
  /** IANA name; days begin and end by the offices' calendar. */
  timeZone: string;
}

/** A case a clerk may see, with the settlement it was filed in as published then. */
export interface SeenCase {
  post: Post;
  file: CaseFile;
  settlement: PublishedSettlement;
}

export type SeeFailure = NotAClerk | { code: "not-found" | "own-case" };

/**
 * The case, if the clerk may see it; everything else does not exist for them, and their own is a colleague's to deal with. No entry in the access log: whoever gives
 * something of the case away writes it first.
 */
export const seeCase = async (
  { posts, cases, catalogue }: Pick<CaseDependencies, "posts" | "cases" | "catalogue">,
  clerk: Clerk,
  caseId: CaseId,
): Promise<Result<SeenCase, SeeFailure>> => {
  const read = await readAsClerk(posts, clerk, () => cases.find(caseId));
  if (!read.ok) return read;
  const { post, data: file } = read.value;
  if (!file || file.record.state === "draft" || !maySee(post, file.record))
    return failure({ code: "not-found" });
  if (isOwnCase(clerk, file)) return failure({ code: "own-case" });
  const settlement = await catalogue.settlement(file.record.catalogue.settlement.hash);
  return success({ post, file, settlement });
};

/** Who of which office did what; awaited before anything of the case leaves. */
export const noteAccess = async (
  { log, offices }: Pick<CaseDependencies, "log" | "offices">,
  { post, file: { record } }: Pick<SeenCase, "post"> & { file: Pick<CaseFile, "record"> },
  action: AccessEntry["action"],
  at: EpochSeconds,
): Promise<void> => {
  const name = (await offices.currentOffice(post.office))?.name ?? record.catalogue.office.name;
  await log.add(record.id, { at, action, by: post.name, office: name.hu });
};

/** The whole case. Reading it leaves an entry in its access log, which the client reads. */
export const readCase = async (
  dependencies: CaseDependencies,
  clerk: Clerk,
  { caseId, now }: { caseId: CaseId; now: EpochSeconds },
): Promise<Result<OfficeCaseView, SeeFailure>> => {
  const seen = await seeCase(dependencies, clerk, caseId);
  if (!seen.ok) return seen;
  await noteAccess(dependencies, seen.value, "viewed", now);
  const { file, ...context } = seen.value;
  return success(viewOfficeCase(file, { ...context, now, timeZone: dependencies.timeZone }));
};
