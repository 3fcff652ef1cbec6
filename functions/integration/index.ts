import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { createAccessLog } from "../../src/adapters/dynamo/access-log.ts";
import { createDynamoSealReader } from "../../src/adapters/dynamo/case-seal-reader.ts";
import { createCaseworkStore } from "../../src/adapters/dynamo/casework-store.ts";
import { createHandoverStore } from "../../src/adapters/dynamo/handover-store.ts";
import { createLaterFileStore } from "../../src/adapters/dynamo/later-file-store.ts";
import { createWaitingHandovers } from "../../src/adapters/dynamo/waiting-handovers.ts";
import { createSystemTokens } from "../../src/adapters/oidc/system-tokens.ts";
import { createS3AttachmentVault } from "../../src/adapters/s3/attachment-vault.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { createS3FileLinks } from "../../src/adapters/s3/file-links.ts";
import { jitteredPause } from "../../src/app/filing/jitter.ts";
import { failure } from "../../src/domain/result.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { randomBytes } from "../random.ts";
import { createReport } from "../report.ts";
import { createIntegrationEndpoints } from "./handler.ts";

const environment = readEnvironment("integration");
const logger = createLog("integration", environment.LOG_LEVEL);
const bucket = environment.ATTACHMENTS_BUCKET;
const tableName = environment.CASES_TABLE;
const store = createCaseworkStore({ casesTable: tableName, registryTable: environment.REGISTRY_TABLE });

export const handler = createApi({
  functionName: "integration",
  endpoints: createIntegrationEndpoints({
    cases: store,
    store,
    waiting: createWaitingHandovers({ tableName }),
    handovers: createHandoverStore({ tableName }),
    seals: createDynamoSealReader({ tableName }),
    files: createLaterFileStore({ tableName }),
    log: createAccessLog({ tableName, random: randomBytes }),
    catalogue: createS3Catalogue({ bucket: environment.CATALOGUE_BUCKET, clock }),
    vault: createS3AttachmentVault({ bucket }),
    links: createS3FileLinks({ bucket }),
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
    random: randomBytes,
    timeZone: environment.TIME_ZONE,
    clock,
    pause: (attempt) => setTimeout(jitteredPause(attempt, Math.random())),
    report: createReport(logger),
  }),
  // Nobody's session opens anything here.
  sessions: { check: async () => failure({ code: "session-missing" }) },
  systems: createSystemTokens({
    ...(JSON.parse(environment.SYSTEM_TOKENS) as { issuer?: string; audience?: string }),
    clock,
  }),
  origin: environment.PORTAL_ORIGIN,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger,
});
