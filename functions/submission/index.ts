import { createDynamoAccountStore } from "../../src/adapters/dynamo/account-store.ts";
import { createDynamoCaseReader } from "../../src/adapters/dynamo/case-reader.ts";
import { createDynamoSubmissionStore } from "../../src/adapters/dynamo/case-submission-store.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { createFilingQueue } from "../../src/adapters/sqs/filing-queue.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createClientGate } from "../client-gate.ts";
import { createReport } from "../report.ts";
import { createSubmissionEndpoints } from "./handler.ts";

const environment = readEnvironment("submission");
const logger = createLog("submission", environment.LOG_LEVEL);
const tableName = environment.CASES_TABLE;

export const handler = createApi({
  functionName: "submission",
  endpoints: createSubmissionEndpoints({
    accounts: createDynamoAccountStore({ tableName: environment.ACCOUNTS_TABLE }),
    catalogue: createS3Catalogue({ bucket: environment.CATALOGUE_BUCKET, clock }),
    cases: createDynamoCaseReader({ tableName }),
    submissions: createDynamoSubmissionStore({ tableName, accountsTable: environment.ACCOUNTS_TABLE }),
    queue: createFilingQueue({ queueUrl: environment.FILING_QUEUE_URL }),
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    report: createReport(logger),
    timeZone: environment.TIME_ZONE,
  }),
  sessions: createClientGate(environment),
  origin: environment.PORTAL_ORIGIN,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger,
});
