import { type SweepDependencies, sweepPending } from "../../src/app/filing/sweep-pending.ts";
import { describeError, type Log } from "../../src/http/log.ts";

/**
 * One run of the schedule. Fails, after doing what it could, when a case could not be queued: the function's
 * error metric is what the operator's alarm looks at, and the next run does the rest.
 */
export const createHandler =
  ({ log, ...dependencies }: Omit<SweepDependencies, "report"> & { log: Log }) =>
  async (): Promise<void> => {
    const result = await sweepPending({
      ...dependencies,
      report: (caseId, error) => log.warn("sweep", { caseId, code: "not-queued", ...describeError(error) }),
    });
    log.info("sweep", { code: "queued", count: result.sent });
    if (result.failed > 0) throw new Error(`${result.failed} cases could not be queued`);
  };
