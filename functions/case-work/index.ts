import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { createAccessLog } from "../../src/adapters/dynamo/access-log.ts";
import { createCaseworkStore } from "../../src/adapters/dynamo/casework-store.ts";
import { createLaterFileStore } from "../../src/adapters/dynamo/later-file-store.ts";
import { createS3AttachmentVault } from "../../src/adapters/s3/attachment-vault.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { createS3FileLinks } from "../../src/adapters/s3/file-links.ts";
import { jitteredPause } from "../../src/app/filing/jitter.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createClientGate } from "../client-gate.ts";
import { randomBytes } from "../random.ts";
import { createReport } from "../report.ts";
import { createCaseWorkEndpoints } from "./handler.ts";

const environment = readEnvironment("case-work");
const logger = createLog("case-work", environment.LOG_LEVEL);
const bucket = environment.ATTACHMENTS_BUCKET;
const casesTable = environment.CASES_TABLE;

export const handler = createApi({
  functionName: "case-work",
  endpoints: createCaseWorkEndpoints({
    store: createCaseworkStore({ casesTable, registryTable: environment.REGISTRY_TABLE }),
    files: createLaterFileStore({ tableName: casesTable }),
    log: createAccessLog({ tableName: casesTable, random: randomBytes }),
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
  sessions: createClientGate(environment),
  origin: environment.PORTAL_ORIGIN,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger,
});
