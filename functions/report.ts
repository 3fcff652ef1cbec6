import type { Report } from "../src/app/cases/ports.ts";
import { describeError, type Log } from "../src/http/log.ts";

/** What a use case survived goes to the log, as far as it may be said there. */
export const createReport =
  (log: Log): Report =>
  (event, caseId, error) =>
    log.warn(event, { caseId, ...describeError(error) });
