import type { MandateView } from "../../contract/acting.ts";
import type { Actor } from "../../domain/acting/actor.ts";
import type { Mandate } from "../../domain/acting/capacity.ts";
import { mayDelegate } from "../../domain/acting/party.ts";
import { type EpochSeconds, toLocalDate } from "../../domain/time.ts";
import { viewMandate } from "./acting-view.ts";
import type { MandateReader } from "./ports.ts";
import type { RightToAct } from "./right-to-act.ts";

export interface ListMandatesDependencies {
  mandates: Pick<MandateReader, "receivedBy" | "grantedBy">;
  mayAct: RightToAct;
  timeZone: string;
}

/**
 * Mandates given by the party acted for now, as long as the person may give some in its name, and those the
 * person received; newest first.
 */
export const listMandates = async (
  { mandates, mayAct, timeZone }: ListMandatesDependencies,
  actor: Actor,
  now: EpochSeconds,
): Promise<{ granted: MandateView[]; received: MandateView[] }> => {
  const today = toLocalDate(now, timeZone);
  const isPrincipal = mayDelegate(actor.acting) && (await mayAct(actor, now)).ok;
  const [granted, received] = await Promise.all([
    isPrincipal ? mandates.grantedBy(actor.acting.party.id) : [],
    actor.personKey === undefined ? [] : mandates.receivedBy(actor.personKey),
  ]);
  const view = (given: readonly Mandate[]): MandateView[] =>
    given
      .toSorted((first, second) => (first.id < second.id ? 1 : -1))
      .map((mandate) => viewMandate(mandate, today));
  return { granted: view(granted), received: view(received) };
};
