import type { ActionRequest } from "../../contract/office.ts";
import type { SystemCall, SystemCallAnswer } from "../../contract/integration.ts";
import { canonicalJson } from "../../domain/canonical-json.ts";
import { type CaseRecord, revisionOf } from "../../domain/case/case.ts";
import { destinationName } from "../../domain/delivery/handover.ts";
import type { SystemActor } from "../../domain/delivery/system-actor.ts";
import { hasForbiddenCharacters, normaliseLine } from "../../domain/form/text.ts";
import { type DocumentId, newEntityId } from "../../domain/ids.ts";
import { awaitsDelivery } from "../../domain/office/permissions.ts";
import type { Post } from "../../domain/office/post.ts";
import { supplementDueOn } from "../../domain/procedure/deadline.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { PublishedSettlement } from "../../domain/settlement/settlement.ts";
import { toIsoInstant, toLocalDate } from "../../domain/time.ts";
import type { RandomBytes } from "../cases/ports.ts";
import type { AccessLog } from "../casework/access-log.ts";
import {
  type CaseworkDependencies,
  changeCase,
  type ChangeFailure,
  type PlannedChange,
} from "../casework/change-case.ts";
import type { CaseFile } from "../casework/ports.ts";
import { type ActionContext, planAction, type PlanFailure } from "../office/plan-action.ts";
import {
  checkOffice,
  isOwn,
  noteSystemAccess,
  type SystemRefusal,
  type SystemRequest,
  systemName,
  workStates,
} from "./system-case.ts";

export interface SystemCallDependencies extends CaseworkDependencies {
  log: Pick<AccessLog, "add">;
  random: RandomBytes;
}

export type SystemCallFailure =
  | SystemRefusal
  | ChangeFailure
  | PlanFailure
  | { code: "call-reused" | "repeated" };

/** Author of what the system writes, in the place of a clerk. */
const postOf = (actor: SystemActor, name: string): Post => ({
  id: destinationName(actor),
  office: actor.office,
  name,
  roles: [],
  teams: [],
});

/** What a clerk would have asked for. */
const asAction = (asked: SystemCall, revision: number, dueOn: string): ActionRequest =>
  asked.action === "request-supplement"
    ? { ...asked, revision, dueOn: asked.dueOn ?? dueOn }
    : { ...asked, revision };

/** Marks the event of the change with the call it came of. */
const marked = (planned: PlannedChange, call: string): PlannedChange => {
  const { events } = planned.after;
  const last = events.length - 1;
  const withCall = events.map((event, index) => (index === last ? { ...event, call } : event));
  return { ...planned, bySystem: true, after: { ...planned.after, events: withCall } };
};

/** What the call came to, read from the event it left; events never change. */
const answerOf = ({ id, events }: CaseRecord, call: SystemCall, mark: string): SystemCallAnswer => {
  const index = events.findIndex((event) => event.call === mark);
  const event = events[index];
  if (!event) throw new Error("A call left no event");
  return {
    call: call.call,
    caseId: id,
    revision: index + 1,
    at: toIsoInstant(event.at),
    ...(event.document !== undefined && { document: event.document }),
    ...(event.number !== undefined && { number: event.number }),
  };
};

/** Ids of calls hold no full stop. */
const markOf = (
  { sha256 }: Pick<SystemCallDependencies, "sha256">,
  actor: SystemActor,
  call: SystemCall,
): string => `${call.call}.${sha256(canonicalJson({ by: destinationName(actor), ...call })).slice(0, 32)}`;

const planCall = (
  file: CaseFile,
  call: SystemCall,
  context: ActionContext,
  settlement: PublishedSettlement,
): Result<PlannedChange, PlanFailure> => {
  const { record } = file;
  // The table of transitions has the rest; a message moves nothing, and a decision nobody has got is no end of a case.
  if (call.action === "message" && !workStates.includes(record.state))
    return failure({ code: "wrong-state" });
  if (call.action === "close" && awaitsDelivery(file)) return failure({ code: "wrong-state" });
  const signed = "author" in call && call.author !== undefined ? normaliseLine(call.author) : "system";
  if (signed === "" || hasForbiddenCharacters(signed))
    return failure({ code: "invalid-fields", errors: [{ field: "author", code: "characters" }] });
  const { now, timeZone } = context;
  const dueOn = supplementDueOn(settlement.procedure, now, timeZone) ?? toLocalDate(now, timeZone);
  return planAction(file, context, asAction(call, revisionOf(record), dueOn));
};

/**
 * What a specialist system does with its case: the same rules and the same transaction as for a clerk. Sent again, a call
 * changes nothing and gets the answer of the first time; its id with another content is refused (`call-reused`).
 */
export const callOnCase = async (
  dependencies: SystemCallDependencies,
  { actor, office, caseId, now: at, call }: SystemRequest & { call: SystemCall },
): Promise<Result<SystemCallAnswer, SystemCallFailure>> => {
  const covered = checkOffice(actor, office);
  if (!covered.ok) return covered;
  const { catalogue, log, random, timeZone } = dependencies;
  const mark = markOf(dependencies, actor, call);
  const document = newEntityId<DocumentId>(at, random(16));
  let before: SystemCallAnswer | undefined;
  let noted: Promise<void> | undefined;
  const changed = await changeCase<SystemCallFailure>(dependencies, { caseId }, async (file, now) => {
    const { record } = file;
    if (!isOwn(record, actor)) return failure({ code: "not-found" });
    const earlier = record.events.find((event) => event.call?.startsWith(`${call.call}.`));
    if (earlier && earlier.call !== mark) return failure({ code: "call-reused" });
    if (earlier) {
      before = answerOf(record, call, mark);
      return failure({ code: "repeated" });
    }
    const settlement = await catalogue.settlement(record.catalogue.settlement.hash);
    const name = systemName(settlement, actor);
    const author =
      "author" in call && call.author !== undefined ? `${normaliseLine(call.author)} (${name})` : name;
    const post = postOf(actor, author);
    const context = { post, settlement, colleagues: [], document, now, timeZone };
    const planned = planCall(file, call, context, settlement);
    if (!planned.ok) return planned;
    noted ??= noteSystemAccess(log, record, name, { action: "changed", at });
    await noted;
    return success(marked(planned.value, mark));
  });
  if (changed.ok) return success(answerOf(changed.value, call, mark));
  return before ? success(before) : changed;
};
