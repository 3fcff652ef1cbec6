import { type Destination, type Handover } from "../../domain/delivery/handover.ts";
import { redriven } from "../../domain/delivery/retry.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { HandoverStore } from "../delivery/ports.ts";
import type { WaitingHandovers } from "../delivery/waiting-cases.ts";

const PAGE = 100;

/** Cases a specialist system has not got yet, the oldest first. May miss what happened in the last moments. */
export const listUndelivered = async (
  waiting: WaitingHandovers,
  destination: Destination,
): Promise<readonly Handover[]> => {
  const found: Handover[] = [];
  let after: string | undefined;
  do {
    const { handovers, next } = await waiting.page(destination, PAGE, after);
    found.push(...handovers);
    after = next;
  } while (after !== undefined);
  return found;
};

/**
 * Has a case delivered again that was given up: the sweeper queues it within a minute, and it is tried for three more
 * days. False: it was not given up (any more), nothing happens; so repeating it is harmless.
 */
export const deliverAgain = async (
  handovers: HandoverStore,
  { caseId, destination, now }: { caseId: CaseId; destination: Destination; now: EpochSeconds },
): Promise<boolean> => {
  const { handover } = await handovers.read({ caseId, ...destination });
  const isGivenUp = handover?.state === "set-aside" && handover.system === destination.system;
  return isGivenUp && handovers.replace(handover, redriven(handover, now));
};
