import type { MandateView } from "../../contract/acting.ts";
import type { Actor } from "../../domain/acting/actor.ts";
import type { Mandate } from "../../domain/acting/capacity.ts";
import { mandateState } from "../../domain/acting/mandate-validity.ts";
import { mayDelegate, partyOfAccount } from "../../domain/acting/party.ts";
import type { MandateId, PartyId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { type EpochSeconds, toLocalDate } from "../../domain/time.ts";
import { viewMandate } from "./acting-view.ts";
import type { MandateStore } from "./ports.ts";
import type { RightToAct } from "./right-to-act.ts";

export interface RevokeMandateDependencies {
  mandates: Pick<MandateStore, "find" | "findGranted" | "revoke">;
  mayAct: RightToAct;
  timeZone: string;
}

type Side = NonNullable<Mandate["revokedBy"]>;

/** Whose mandates the person may end: their own at any time, those of the party acted for as its representative. */
const principals = async (
  mayAct: RightToAct,
  actor: Actor,
  now: EpochSeconds,
): Promise<ReadonlySet<PartyId>> => {
  const isPrincipal = mayDelegate(actor.acting) && (await mayAct(actor, now)).ok;
  return new Set([partyOfAccount(actor.account), ...(isPrincipal ? [actor.acting.party.id] : [])]);
};

const findOwn = async (
  { mandates, mayAct }: RevokeMandateDependencies,
  actor: Actor,
  id: MandateId,
  now: EpochSeconds,
): Promise<{ mandate: Mandate; side: Side } | undefined> => {
  const received = actor.personKey === undefined ? undefined : await mandates.find(actor.personKey, id);
  if (received) return { mandate: received, side: "proxy" };
  for (const party of await principals(mayAct, actor, now)) {
    const granted = await mandates.findGranted(party, id);
    if (granted) return { mandate: granted, side: "principal" };
  }
  return undefined;
};

/**
 * Ends a mandate at once and for good, by either side. One that has ended already stays as it is, whoever
 * asks again; somebody else's is `not-found`.
 */
export const revokeMandate = async (
  dependencies: RevokeMandateDependencies,
  { actor, id, now }: { actor: Actor; id: MandateId; now: EpochSeconds },
): Promise<Result<MandateView, { code: "not-found" }>> => {
  const today = toLocalDate(now, dependencies.timeZone);
  const found = await findOwn(dependencies, actor, id, now);
  if (!found) return failure({ code: "not-found" });
  const { mandate, side } = found;
  const state = mandateState(mandate, today);
  if (state === "revoked" || state === "expired") return success(viewMandate(mandate, today));
  const ended = await dependencies.mandates.revoke(mandate.proxy.personKey, id, side, now);
  return ended ? success(viewMandate(ended, today)) : failure({ code: "not-found" });
};
