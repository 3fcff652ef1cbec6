import { createDynamoAccountStore } from "../../src/adapters/dynamo/account-store.ts";
import { createDynamoDraftStore } from "../../src/adapters/dynamo/case-draft-store.ts";
import { createDynamoCaseReader } from "../../src/adapters/dynamo/case-reader.ts";
import { createS3AttachmentVault } from "../../src/adapters/s3/attachment-vault.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createClientGate } from "../client-gate.ts";
import { randomBytes } from "../random.ts";
import { createReport } from "../report.ts";
import { createDraftEndpoints } from "./handler.ts";

const environment = readEnvironment("drafts");
const logger = createLog("drafts", environment.LOG_LEVEL);
const tableName = environment.CASES_TABLE;

export const handler = createApi({
  functionName: "drafts",
  endpoints: createDraftEndpoints({
    accounts: createDynamoAccountStore({ tableName: environment.ACCOUNTS_TABLE }),
    catalogue: createS3Catalogue({ bucket: environment.CATALOGUE_BUCKET, clock }),
    cases: createDynamoCaseReader({ tableName }),
    drafts: createDynamoDraftStore({ tableName }),
    vault: createS3AttachmentVault({ bucket: environment.ATTACHMENTS_BUCKET }),
    random: randomBytes,
    timeZone: environment.TIME_ZONE,
    report: createReport(logger),
  }),
  sessions: createClientGate(environment),
  origin: environment.PORTAL_ORIGIN,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger,
});
