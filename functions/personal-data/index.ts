import { createDynamoAccountRemoval } from "../../src/adapters/dynamo/account-removal.ts";
import { createDynamoAccountStore } from "../../src/adapters/dynamo/account-store.ts";
import { createDynamoDraftStore } from "../../src/adapters/dynamo/case-draft-store.ts";
import { createCaseFileReader, createDynamoCaseReader } from "../../src/adapters/dynamo/case-reader.ts";
import { createDynamoDocumentDrafts } from "../../src/adapters/dynamo/document-drafts.ts";
import { createDynamoMandateStore } from "../../src/adapters/dynamo/mandate-store.ts";
import { createDynamoSessionStore } from "../../src/adapters/dynamo/session-store.ts";
import { createS3AttachmentVault } from "../../src/adapters/s3/attachment-vault.ts";
import { createSessionGate } from "../../src/app/session/session-gate.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createBrokerLogout } from "../broker-logout.ts";
import { createReport } from "../report.ts";
import { createPersonalDataEndpoints } from "./handler.ts";

const environment = readEnvironment("personal-data");
const origin = environment.PORTAL_ORIGIN;
const logger = createLog("personal-data", environment.LOG_LEVEL);
const accountsTable = { tableName: environment.ACCOUNTS_TABLE };
const casesTable = { tableName: environment.CASES_TABLE };
const idleMinutes = environment.SESSION_IDLE_MINUTES;
const sessions = createDynamoSessionStore({ tableName: environment.SESSIONS_TABLE });

const endpoints = createPersonalDataEndpoints({
  accounts: createDynamoAccountStore(accountsTable),
  removal: createDynamoAccountRemoval(accountsTable),
  mandates: createDynamoMandateStore(accountsTable),
  cases: { ...createDynamoCaseReader(casesTable), ...createCaseFileReader(casesTable) },
  drafts: createDynamoDraftStore(casesTable),
  documentDrafts: createDynamoDocumentDrafts(casesTable),
  vault: createS3AttachmentVault({ bucket: environment.ATTACHMENTS_BUCKET }),
  sessions,
  idleMinutes,
  broker: createBrokerLogout(environment),
  origin,
  timeZone: environment.TIME_ZONE,
  report: createReport(logger),
});

export const handler = createApi({
  functionName: "personal-data",
  endpoints,
  sessions: createSessionGate({ store: sessions, idleMinutes }),
  origin,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger,
});
