import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { createDueDeliveries } from "../../src/adapters/dynamo/case-due-deliveries.ts";
import { createCaseworkStore } from "../../src/adapters/dynamo/casework-store.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { jitteredPause } from "../../src/app/filing/jitter.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createHandler } from "./handler.ts";

const environment = readEnvironment("procedure-sweeper");
const casesTable = environment.CASES_TABLE;

export const handler = createHandler({
  deliveries: createDueDeliveries({ tableName: casesTable }),
  store: createCaseworkStore({ casesTable, registryTable: environment.REGISTRY_TABLE }),
  catalogue: createS3Catalogue({ bucket: environment.CATALOGUE_BUCKET, clock }),
  sha256: (text) => createHash("sha256").update(text).digest("hex"),
  timeZone: environment.TIME_ZONE,
  clock,
  pause: (attempt) => setTimeout(jitteredPause(attempt, Math.random())),
  log: createLog("procedure-sweeper", environment.LOG_LEVEL),
});
