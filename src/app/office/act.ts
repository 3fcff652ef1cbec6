import type { ActionRequest, OfficeCase as OfficeCaseView } from "../../contract/office.ts";
import { type CaseId, type DocumentId, newEntityId } from "../../domain/ids.ts";
import { isInPower, isOwnCase, maySee } from "../../domain/office/permissions.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { RandomBytes } from "../cases/ports.ts";
import { type CaseworkDependencies, changeCase, type ChangeFailure } from "../casework/change-case.ts";
import type { CaseFile } from "../casework/ports.ts";
import { actionsFor, viewOfficeCase } from "./case-view.ts";
import { type Clerk, findPost } from "./clerk.ts";
import { planAction, type PlanFailure } from "./plan-action.ts";
import type { PostReader } from "./ports.ts";
import { type CaseDependencies, noteAccess, type SeeFailure } from "./read-case.ts";

export interface ActDependencies
  extends Omit<CaseDependencies, "cases" | "catalogue">,
    Omit<CaseworkDependencies, "timeZone"> {
  posts: Pick<PostReader, "find" | "inOffice">;
  random: RandomBytes;
}

export type ActFailure = SeeFailure | ChangeFailure | PlanFailure | { code: "not-permitted" };

/**
 * What a clerk does with a case, on the case as they saw it (`revision`): of two clerks at once one wins, the other is told
 * `case-changed`. The post is looked up first, and the case must be theirs to see at the moment it is changed. The answer is
 * the case as it is then.
 */
export const actOnCase = async (
  dependencies: ActDependencies,
  clerk: Clerk,
  { caseId, asked, now: at }: { caseId: CaseId; asked: ActionRequest; now: EpochSeconds },
): Promise<Result<OfficeCaseView, ActFailure>> => {
  const { posts, catalogue, store, timeZone, random } = dependencies;
  const [found, colleagues] = await Promise.all([
    findPost(posts, clerk),
    asked.action === "assign" ? posts.inOffice(clerk.office) : [],
  ]);
  if (!found.ok) return found;
  const post = found.value;
  const document = newEntityId<DocumentId>(at, random(16));
  // The plan is made once more from every fresh read; the access log gets one entry, before anything is written.
  let noted: Promise<void> | undefined;
  const plan = async (file: CaseFile, now: EpochSeconds) => {
    const { record } = file;
    if (!maySee(post, record)) return failure({ code: "not-found" as const });
    if (isOwnCase(clerk, file)) return failure({ code: "own-case" as const });
    if (asked.revision !== record.events.length) return failure({ code: "case-changed" as const });
    if (!isInPower(post, asked.action)) return failure({ code: "not-permitted" as const });
    const settlement = await catalogue.settlement(record.catalogue.settlement.hash);
    const context = { post, settlement, now, timeZone };
    if (!actionsFor(file, context).includes(asked.action)) return failure({ code: "wrong-state" as const });
    const planned = planAction(file, { ...context, colleagues, document }, asked);
    if (!planned.ok) return planned;
    noted ??= noteAccess(dependencies, { post, file }, "changed", at);
    await noted;
    return planned;
  };
  // The revision is compared in the plan, after it is clear that the case may be known at all.
  const changed = await changeCase<ActFailure>(dependencies, { caseId }, plan);
  if (!changed.ok) return changed;
  const file = await store.find(caseId);
  if (!file) return failure({ code: "not-found" });
  const settlement = await catalogue.settlement(file.record.catalogue.settlement.hash);
  return success(viewOfficeCase(file, { post, settlement, now: at, timeZone }));
};
