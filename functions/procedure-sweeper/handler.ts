import { sweepDeliveries, type SweepDeliveries } from "../../src/app/procedure/sweep-deliveries.ts";
import { describeError, type Log } from "../../src/http/log.ts";

/** One run of the schedule. Fails, after doing what it could, when a step could not be taken; the next run tries again. */
export const createHandler =
  ({ log, ...dependencies }: Omit<SweepDeliveries, "report"> & { log: Log }) =>
  async (): Promise<void> => {
    const { done, failed } = await sweepDeliveries({
      ...dependencies,
      report: (code, caseId, error) =>
        log.warn("delivery", { caseId, code, ...(error !== undefined && describeError(error)) }),
    });
    log.info("delivery", { code: "done", count: done });
    if (failed > 0) throw new Error(`${failed} deliveries could not be taken further`);
  };
