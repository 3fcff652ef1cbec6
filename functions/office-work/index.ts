import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { createAccessLog } from "../../src/adapters/dynamo/access-log.ts";
import { createBookStore } from "../../src/adapters/dynamo/book-store.ts";
import { createCaseworkStore } from "../../src/adapters/dynamo/casework-store.ts";
import { createFilingRegister } from "../../src/adapters/dynamo/filing-register.ts";
import { createLaterFileStore } from "../../src/adapters/dynamo/later-file-store.ts";
import { createDynamoPostStore } from "../../src/adapters/dynamo/post-store.ts";
import { createS3AttachmentVault } from "../../src/adapters/s3/attachment-vault.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { createDeliveryQueue } from "../../src/adapters/sqs/delivery-queue.ts";
import { announceHandovers } from "../../src/app/filing/announce-handovers.ts";
import { jitteredPause } from "../../src/app/filing/jitter.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog, describeError } from "../../src/http/log.ts";
import { createClerkGate } from "../clerk-gate.ts";
import { randomBytes } from "../random.ts";
import { createReport } from "../report.ts";
import { createOfficeWorkEndpoints } from "./handler.ts";

const environment = readEnvironment("office-work");
const logger = createLog("office-work", environment.LOG_LEVEL);
const tables = { casesTable: environment.CASES_TABLE, registryTable: environment.REGISTRY_TABLE };
const cases = createCaseworkStore(tables);
const catalogue = createS3Catalogue({ bucket: environment.CATALOGUE_BUCKET, clock });

export const handler = createApi({
  functionName: "office-work",
  endpoints: createOfficeWorkEndpoints({
    posts: createDynamoPostStore({ tableName: environment.ACCOUNTS_TABLE }),
    store: cases,
    cases,
    books: createBookStore({ registryTable: environment.REGISTRY_TABLE }),
    register: createFilingRegister(tables),
    deliver: announceHandovers({
      queue: createDeliveryQueue({ queueUrl: environment.DELIVERY_QUEUE_URL }),
      report: (caseId, error) =>
        logger.warn("filing", { caseId, code: "not-announced", ...describeError(error) }),
    }),
    files: createLaterFileStore({ tableName: environment.CASES_TABLE }),
    vault: createS3AttachmentVault({ bucket: environment.ATTACHMENTS_BUCKET }),
    report: createReport(logger),
    log: createAccessLog({ tableName: environment.CASES_TABLE, random: randomBytes }),
    catalogue,
    offices: catalogue,
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
    timeZone: environment.TIME_ZONE,
    clock,
    pause: (attempt) => setTimeout(jitteredPause(attempt, Math.random())),
    random: randomBytes,
  }),
  sessions: createClerkGate(environment),
  origin: environment.PORTAL_ORIGIN,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger,
});
