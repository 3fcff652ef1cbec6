import type { MandateView } from "../../contract/acting.ts";
import type { Actor } from "../../domain/acting/actor.ts";
import { mayDelegate } from "../../domain/acting/party.ts";
import { type EpochSeconds, toLocalDate } from "../../domain/time.ts";
import { viewMandates } from "./acting-view.ts";
import type { MandateReader } from "./ports.ts";
import type { RightToAct } from "./right-to-act.ts";

export interface ListMandatesDependencies {
  mandates: Pick<MandateReader, "receivedBy" | "grantedBy">;
  mayAct: RightToAct;
  timeZone: string;
}

/** Ended ones pile up over the years, and an answer has an end; the download of one's own data has them all. */
const MOST_ENDED = 300;

const withoutLongEnded = (newestFirst: readonly MandateView[]): MandateView[] => {
  const ended = newestFirst.filter(({ state }) => state === "expired" || state === "revoked");
  const left = new Set(ended.slice(MOST_ENDED));
  return newestFirst.filter((mandate) => !left.has(mandate));
};

/**
 * Mandates given by the party acted for now, as long as the person may give some in its name, and those the
 * person received; newest first, of those that have ended the latest 300.
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
  return {
    granted: withoutLongEnded(viewMandates(granted, today)),
    received: withoutLongEnded(viewMandates(received, today)),
  };
};
