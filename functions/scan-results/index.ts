import { createDynamoScanStore } from "../../src/adapters/dynamo/case-scan-store.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createHandler } from "./handler.ts";

const environment = readEnvironment("scan-results");

export const handler = createHandler({
  scans: createDynamoScanStore({ tableName: environment.CASES_TABLE }),
  bucket: environment.ATTACHMENTS_BUCKET,
  log: createLog("scan-results", environment.LOG_LEVEL),
});
