import { createDynamoAttachmentStore } from "../../src/adapters/dynamo/case-attachment-store.ts";
import { createDynamoCaseReader } from "../../src/adapters/dynamo/case-reader.ts";
import { createS3AttachmentVault } from "../../src/adapters/s3/attachment-vault.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createClientGate } from "../client-gate.ts";
import { createReport } from "../report.ts";
import { createAttachmentEndpoints } from "./handler.ts";

const environment = readEnvironment("attachments");
const logger = createLog("attachments", environment.LOG_LEVEL);
const tableName = environment.CASES_TABLE;

export const handler = createApi({
  functionName: "attachments",
  endpoints: createAttachmentEndpoints({
    catalogue: createS3Catalogue({ bucket: environment.CATALOGUE_BUCKET, clock }),
    cases: createDynamoCaseReader({ tableName }),
    attachments: createDynamoAttachmentStore({ tableName }),
    vault: createS3AttachmentVault({ bucket: environment.ATTACHMENTS_BUCKET }),
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    report: createReport(logger),
  }),
  sessions: createClientGate(environment),
  origin: environment.PORTAL_ORIGIN,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger,
});
