import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { createFilingRegister } from "../../src/adapters/dynamo/filing-register.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { createDeliveryQueue } from "../../src/adapters/sqs/delivery-queue.ts";
import { createGiveBack } from "../../src/adapters/sqs/give-back.ts";
import { announceHandovers } from "../../src/app/filing/announce-handovers.ts";
import { jitteredPause } from "../../src/app/filing/jitter.ts";
import { systemClock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog, describeError } from "../../src/http/log.ts";
import { createHandler } from "./handler.ts";

const environment = readEnvironment("filing-worker");
const log = createLog("filing-worker", environment.LOG_LEVEL);

export const handler = createHandler({
  register: createFilingRegister({
    casesTable: environment.CASES_TABLE,
    registryTable: environment.REGISTRY_TABLE,
  }),
  catalogue: createS3Catalogue({ bucket: environment.CATALOGUE_BUCKET, clock: systemClock }),
  sha256: (text) => createHash("sha256").update(text).digest("hex"),
  timeZone: environment.TIME_ZONE,
  clock: systemClock,
  pause: (attempt) => setTimeout(jitteredPause(attempt, Math.random())),
  deliver: announceHandovers({
    queue: createDeliveryQueue({ queueUrl: environment.DELIVERY_QUEUE_URL }),
    report: (caseId, error) => log.warn("filing", { caseId, code: "not-announced", ...describeError(error) }),
  }),
  giveBack: createGiveBack({
    queueUrl: environment.FILING_QUEUE_URL,
    report: (error) => log.warn("filing", { code: "not-given-back", ...describeError(error) }),
  }),
  log,
});
