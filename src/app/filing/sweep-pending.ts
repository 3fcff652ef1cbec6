import type { CaseId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { FilingQueue, PageCursor, PendingCase, PendingCases } from "./ports.ts";

export interface SweepDependencies {
  pending: PendingCases;
  queue: FilingQueue;
  clock: () => EpochSeconds;
  /** Told of each case that could not be queued, and why. */
  report: (caseId: CaseId, error: unknown) => void;
}

/** How many cases were found waiting, sent to the queue again, and could not be sent. */
export interface SweepResult {
  found: number;
  sent: number;
  failed: number;
}

/** Seconds a case may wait for its own message before it is queued again. */
const PATIENCE = 60;
/** Seconds between two messages for the same case: the time SQS remembers a de-duplication id. */
const ATTEMPT_INTERVAL = 300;
/**
 * Pages per part and run, the cases between that are filed and wait for their mail included. What is left over is older
 * next minute, and the list is read oldest first.
 */
const PAGES = 100;
const PARALLEL_SENDS = 10;

/**
 * Queues what was stored but is not filed: a submission whose message got lost or was given up. Safe to repeat
 * and to run twice at once: messages of one attempt are one to the queue, and filing twice is filing once.
 * Throws when the list cannot be read.
 */
export const sweepPending = async (dependencies: SweepDependencies): Promise<SweepResult> => {
  const now = dependencies.clock();
  const results = await Promise.all(
    dependencies.pending.shards.map((shard) => sweepShard(dependencies, shard, now)),
  );
  return results.reduce(add, nothing);
};

const nothing: SweepResult = { found: 0, sent: 0, failed: 0 };

const add = (a: SweepResult, b: SweepResult): SweepResult => ({
  found: a.found + b.found,
  sent: a.sent + b.sent,
  failed: a.failed + b.failed,
});

const sweepShard = async (
  dependencies: SweepDependencies,
  shard: string,
  now: EpochSeconds,
): Promise<SweepResult> => {
  let total = nothing;
  let cursor: PageCursor | undefined;
  for (let page = 1; page <= PAGES; page++) {
    const { cases, damaged, next } = await dependencies.pending.page(shard, now - PATIENCE, cursor);
    for (const caseId of damaged) dependencies.report(caseId, new Error("The case is damaged"));
    total = add(total, { found: damaged.length, sent: 0, failed: damaged.length });
    for (let start = 0; start < cases.length; start += PARALLEL_SENDS) {
      const sent = await sendAll(dependencies, cases.slice(start, start + PARALLEL_SENDS), now);
      total = add(total, sent);
      // The queue is down: the next run is a minute away, no use in knocking a thousand times.
      if (sent.sent === 0) return total;
    }
    if (!next) break;
    cursor = next;
  }
  return total;
};

const sendAll = async (
  { queue, report }: SweepDependencies,
  cases: readonly PendingCase[],
  now: EpochSeconds,
): Promise<SweepResult> => {
  const sends = cases.map(async ({ caseId, office, book, since }) => {
    // A case that was put back waits since then, and must not be taken for the one that was swept before.
    const attempt = `sweep-${since}-${Math.floor((now - since) / ATTEMPT_INTERVAL)}`;
    try {
      await queue.send({ caseId, office, book }, attempt);
      return true;
    } catch (error) {
      report(caseId, error);
      return false;
    }
  });
  const sent = (await Promise.all(sends)).filter(Boolean).length;
  return { found: cases.length, sent, failed: cases.length - sent };
};
