import { createDynamoWaitingFiles } from "../../src/adapters/dynamo/case-waiting-files.ts";
import { systemClock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createHandler } from "./handler.ts";

const environment = readEnvironment("scan-sweeper");

export const handler = createHandler({
  waiting: createDynamoWaitingFiles({ tableName: environment.CASES_TABLE }),
  clock: systemClock,
  log: createLog("scan-sweeper", environment.LOG_LEVEL),
});
