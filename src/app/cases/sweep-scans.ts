import type { EpochSeconds } from "../../domain/time.ts";
import type { WaitingFiles } from "./attachment-ports.ts";
import type { Report } from "./ports.ts";

export interface SweepScansDependencies {
  waiting: Pick<WaitingFiles, "scanning" | "giveUp">;
  clock: () => EpochSeconds;
  /** Told of each file whose result did not come. */
  report: Report;
}

/** Seconds a file waits for its scan; one usually takes less than a minute. */
const PATIENCE = 15 * 60;
/** Files a run looks at; what is left over is older next time, and the list is read oldest first. */
const FILES_PER_RUN = 500;

/**
 * Ends waiting that leads nowhere: a file whose scan result never came is shown as one that could not be checked, so
 * that its owner removes it and uploads it again, which has it scanned anew. Should the result come after all, it
 * counts. Gives the number of such files.
 */
export const sweepScans = async ({ waiting, clock, report }: SweepScansDependencies): Promise<number> => {
  let overdue = 0;
  let seen = 0;
  for await (const file of waiting.scanning(clock() - PATIENCE)) {
    if (++seen > FILES_PER_RUN) break;
    if (!(await waiting.giveUp(file))) continue;
    overdue++;
    report("scan-overdue", file.caseId, undefined);
  }
  return overdue;
};
