import { createPendingCases } from "../../src/adapters/dynamo/filing-pending.ts";
import { createFilingQueue } from "../../src/adapters/sqs/filing-queue.ts";
import { systemClock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createHandler } from "./handler.ts";

const environment = readEnvironment("filing-sweeper");

export const handler = createHandler({
  pending: createPendingCases({ casesTable: environment.CASES_TABLE }),
  queue: createFilingQueue({ queueUrl: environment.FILING_QUEUE_URL }),
  clock: systemClock,
  log: createLog("filing-sweeper", environment.LOG_LEVEL),
});
