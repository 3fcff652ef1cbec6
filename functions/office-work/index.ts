import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { createAccessLog } from "../../src/adapters/dynamo/access-log.ts";
import { createCaseworkStore } from "../../src/adapters/dynamo/casework-store.ts";
import { createDynamoPostStore } from "../../src/adapters/dynamo/post-store.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { jitteredPause } from "../../src/app/filing/jitter.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createClerkGate } from "../clerk-gate.ts";
import { randomBytes } from "../random.ts";
import { createOfficeWorkEndpoints } from "./handler.ts";

const environment = readEnvironment("office-work");
const catalogue = createS3Catalogue({ bucket: environment.CATALOGUE_BUCKET, clock });

export const handler = createApi({
  functionName: "office-work",
  endpoints: createOfficeWorkEndpoints({
    posts: createDynamoPostStore({ tableName: environment.ACCOUNTS_TABLE }),
    store: createCaseworkStore({
      casesTable: environment.CASES_TABLE,
      registryTable: environment.REGISTRY_TABLE,
    }),
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
  logger: createLog("office-work", environment.LOG_LEVEL),
});
