import { sweepScans, type SweepScansDependencies } from "../../src/app/cases/sweep-scans.ts";
import type { Log } from "../../src/http/log.ts";

/**
 * One run of the schedule. Fails, after doing what it could, when a scan result did not come: the function's error
 * metric is what the operator's alarm looks at.
 */
export const createHandler =
  ({ log, ...dependencies }: Omit<SweepScansDependencies, "report"> & { log: Log }) =>
  async (): Promise<void> => {
    const overdue = await sweepScans({
      ...dependencies,
      report: (event, caseId) => log.error("scan", { caseId, code: event }),
    });
    if (overdue > 0) throw new Error(`${overdue} files were not scanned in time`);
  };
