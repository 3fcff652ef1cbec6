import type { CaseId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { DeliveryQueue, DueHandover, DueHandovers, DuePageCursor } from "./ports.ts";

export interface HandoverSweep {
  due: DueHandovers;
  queue: DeliveryQueue;
  clock: () => EpochSeconds;
  /** Told of each case that could not be queued. */
  report: (caseId: CaseId, error: unknown) => void;
}

/** Pages per part and run; the rest is older next minute, and the list is read oldest first. */
const PAGES = 10;
const PARALLEL_SENDS = 10;
/** Seconds between two messages for the same try: the time SQS remembers a de-duplication id. */
const ATTEMPT_INTERVAL = 300;

/**
 * Queues the cases whose next delivery has come: a first message that got lost, a delivery that failed before. Safe to
 * repeat: whoever gets a message looks first whether there is something to do. Throws when the list cannot be read.
 */
export const sweepHandovers = async (sweep: HandoverSweep): Promise<{ sent: number; failed: number }> => {
  const now = sweep.clock();
  const shards = await Promise.all(sweep.due.shards.map((shard) => sweepShard(sweep, shard, now)));
  const results = shards.flat();
  const sent = results.filter((isSent) => isSent).length;
  return { sent, failed: results.length - sent };
};

const sweepShard = async (sweep: HandoverSweep, shard: string, now: EpochSeconds): Promise<boolean[]> => {
  const results: boolean[] = [];
  let after: DuePageCursor | undefined;
  for (let page = 0; page < PAGES; page++) {
    const { handovers, next } = await sweep.due.page(shard, now, after);
    for (let from = 0; from < handovers.length; from += PARALLEL_SENDS) {
      const some = handovers.slice(from, from + PARALLEL_SENDS);
      results.push(...(await Promise.all(some.map((one) => queueOne(sweep, one, now)))));
    }
    if (!next) break;
    after = next;
  }
  return results;
};

const queueOne = async (
  { queue, report }: HandoverSweep,
  { dueAt, ...message }: DueHandover,
  now: EpochSeconds,
): Promise<boolean> => {
  try {
    await queue.send(message, `${dueAt}-${Math.floor((now - dueAt) / ATTEMPT_INTERVAL)}`);
    return true;
  } catch (error) {
    report(message.caseId, error);
    return false;
  }
};
