import { type HandoverSweep, sweepHandovers } from "../../src/app/delivery/sweep-handovers.ts";
import { describeError, type Log } from "../../src/http/log.ts";

/** One run of the schedule; fails, after doing what it could, when a case could not be queued. The next run does the rest. */
export const createHandler =
  ({ log, ...sweep }: Omit<HandoverSweep, "report"> & { log: Log }) =>
  async (): Promise<void> => {
    const { sent, failed } = await sweepHandovers({
      ...sweep,
      report: (caseId, error) => log.warn("sweep", { caseId, code: "not-queued", ...describeError(error) }),
    });
    log.info("sweep", { code: "queued", count: sent });
    if (failed > 0) throw new Error(`The delivery queue refused ${failed} messages`);
  };
