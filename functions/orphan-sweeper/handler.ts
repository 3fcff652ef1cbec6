import type { Context } from "aws-lambda";
import { sweepOrphans, type SweepOrphansDependencies } from "../../src/app/cases/sweep-orphans.ts";
import { describeError, type Log } from "../../src/http/log.ts";

/** Milliseconds that must be left to finish what is under way and to note how far the run came. */
const RESERVE = 30_000;

/** An operator may call it with `{ "dryRun": true }`: it then only counts. */
const asksForDryRun = (event: unknown): boolean =>
  typeof event === "object" && event !== null && "dryRun" in event && event.dryRun === true;

/**
 * One run of the schedule. Fails, after doing what it could, when something could not be removed: the function's error
 * metric is what the operator's alarm looks at, and the next run tries again.
 */
export const createHandler =
  ({
    log,
    ...dependencies
  }: Omit<SweepOrphansDependencies, "report" | "isTimeUp" | "dryRun"> & { log: Log }) =>
  async (event: unknown, context: Pick<Context, "getRemainingTimeInMillis">): Promise<void> => {
    const dryRun = asksForDryRun(event);
    const { seen, unfinished, orphans, failed } = await sweepOrphans({
      ...dependencies,
      dryRun,
      isTimeUp: () => context.getRemainingTimeInMillis() < RESERVE,
      report: (code, caseId, error) => log.warn("sweep", { caseId, code, ...describeError(error) }),
    });
    const reason = dryRun ? "dry-run" : "removed";
    log.info("sweep", { code: "seen", reason, count: seen });
    log.info("sweep", { code: "unfinished-uploads", reason, count: unfinished });
    log.info("sweep", { code: "orphans", reason, count: orphans });
    if (failed > 0) throw new Error(`${failed} files could not be removed`);
  };
