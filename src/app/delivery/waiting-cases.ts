import type { WaitingCases } from "../../contract/integration.ts";
import type { Destination, Handover } from "../../domain/delivery/handover.ts";
import { afterDelivery } from "../../domain/delivery/retry.ts";
import { coversForm, type SystemActor } from "../../domain/delivery/system-actor.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { toIsoInstant } from "../../domain/time.ts";
import { fromCursor, toCursor } from "../office/cursor.ts";
import type { HandoverStore } from "./ports.ts";
import { checkOffice, type SystemRefusal, type SystemRequest } from "./system-case.ts";

export interface WaitingHandovers {
  /** Longest waiting first; what is no longer waiting is left out, so a page may be short. */
  page(
    destination: Destination,
    limit: number,
    after?: string,
  ): Promise<{ handovers: readonly Handover[]; next?: string }>;
}

const PAGE = 25;
const isPosition = (position: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ#[0-9A-Z]{26}$/.test(position);

/** What the system has not acknowledged, as far as its token covers the forms. Nothing of the cases' content. */
export const listWaiting = async (
  waiting: WaitingHandovers,
  { actor, office, cursor }: { actor: SystemActor; office: string; cursor: string | undefined },
): Promise<Result<WaitingCases, SystemRefusal | { code: "bad-request" }>> => {
  const covered = checkOffice(actor, office);
  if (!covered.ok) return covered;
  const after = cursor === undefined ? undefined : fromCursor(cursor, isPosition);
  if (cursor !== undefined && after === undefined) return failure({ code: "bad-request" });
  const { handovers, next } = await waiting.page(actor, PAGE, after);
  return success({
    cases: handovers
      .filter(({ form }) => coversForm(actor, form))
      .map(({ caseId, form, reason, revision, since }) => ({
        caseId,
        form,
        reason,
        revision,
        since: toIsoInstant(since),
      })),
    ...(next !== undefined && { cursor: toCursor(next) }),
  });
};

const isOwnHandover = (handover: Handover, actor: SystemActor): boolean =>
  handover.office === actor.office && handover.system === actor.system && coversForm(actor, handover.form);

const ATTEMPTS = 4;

/**
 * The system has the case as of `revision`. Not done when something newer waits already. Repeating it is harmless.
 */
export const acknowledge = async (
  store: HandoverStore,
  { actor, office, caseId, now, revision }: SystemRequest & { revision: number },
): Promise<Result<{ done: boolean }, SystemRefusal | { code: "too-busy" }>> => {
  const covered = checkOffice(actor, office);
  if (!covered.ok) return covered;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { handover } = await store.read({ caseId, office: actor.office, system: actor.system });
    if (!handover || !isOwnHandover(handover, actor)) return failure({ code: "not-found" });
    if (handover.revision > revision) return success({ done: false });
    if (handover.state === "done") return success({ done: true });
    const done = afterDelivery(handover, { kind: "delivered" }, { now, random: 0 });
    if (await store.replace(handover, done)) return success({ done: true });
  }
  return failure({ code: "too-busy" });
};
