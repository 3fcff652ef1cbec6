import { notifyClients, type NotifyClients } from "../../src/app/procedure/notify-clients.ts";
import { describeError, type Log } from "../../src/http/log.ts";

/**
 * One run of the schedule. Fails, after doing what it could, when somebody could not be told: the function's error metric
 * is what the operator's alarm looks at, and the next run tries again.
 */
export const createHandler =
  ({ log, ...dependencies }: Omit<NotifyClients, "report"> & { log: Log }) =>
  async (): Promise<void> => {
    const { found, failed } = await notifyClients({
      ...dependencies,
      report: (code, caseId, error) => log.warn("notice", { caseId, code, ...describeError(error) }),
    });
    log.info("notice", { code: "told", count: found - failed });
    if (failed > 0) throw new Error(`${failed} notices could not be given`);
  };
