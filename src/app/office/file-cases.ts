import type { CaseId } from "../../domain/ids.ts";
import { isInPower } from "../../domain/office/permissions.ts";
import type { FilingStep } from "../../domain/registry/filing-steps.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { AccessLog } from "../casework/access-log.ts";
import type { OfficeDirectory } from "../catalogue/ports.ts";
import { type ClerksFilingOutcome, fileByClerk } from "../filing/file-by-clerk.ts";
import type { FilingDependencies } from "../filing/filing-jobs.ts";
import { type Clerk, findPost, type NotAClerk } from "./clerk.ts";
import type { PostReader } from "./ports.ts";

export interface FileCasesDependencies extends FilingDependencies {
  posts: Pick<PostReader, "find">;
  log: Pick<AccessLog, "add">;
  offices: OfficeDirectory;
}

export interface ClerkFiled {
  outcomes: (ClerksFilingOutcome & { id: CaseId })[];
}

/** Receives or registers cases of the office, each with its own outcome; a case of another office is `not-found`. */
export const fileCases = async (
  dependencies: FileCasesDependencies,
  clerk: Clerk,
  { cases, step, now }: { cases: readonly CaseId[]; step: FilingStep; now: EpochSeconds },
): Promise<Result<ClerkFiled, NotAClerk | { code: "not-permitted" }>> => {
  const { posts, log, offices } = dependencies;
  const { office } = clerk;
  const post = await findPost(posts, clerk);
  if (!post.ok) return post;
  if (!isInPower(post.value, step)) return failure({ code: "not-permitted" });
  const outcomes = await fileByClerk(dependencies, { office, cases, step });
  // In the order they were asked for.
  const filed = [...new Set(cases)].flatMap((id) => {
    const outcome = outcomes.get(id);
    return outcome ? [{ id, ...outcome }] : [];
  });
  // Only now is it known which of them are the office's; and still before anything is answered.
  const { name } = post.value;
  const officeName = (await offices.currentOffice(office))?.name.hu ?? office;
  const entry = { at: now, action: "changed" as const, by: name, office: officeName };
  const done = filed.filter(({ outcome }) => outcome === "done");
  await Promise.all(done.map(({ id }) => log.add(id, entry)));
  return success({ outcomes: filed });
};
