import { createAccessLog } from "../../src/adapters/dynamo/access-log.ts";
import { createCaseFileReader } from "../../src/adapters/dynamo/case-reader.ts";
import { createDynamoSealReader } from "../../src/adapters/dynamo/case-seal-reader.ts";
import { createHandoverStore } from "../../src/adapters/dynamo/handover-store.ts";
import { createWebhookSender } from "../../src/adapters/http/webhook.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { createSecretReader } from "../../src/adapters/secrets/secret-reader.ts";
import { createAddressBook } from "../../src/app/delivery/delivery-address.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { randomBytes } from "../random.ts";
import { createHandler } from "./handler.ts";

const environment = readEnvironment("delivery-worker");
const tableName = environment.CASES_TABLE;

export const handler = createHandler({
  handovers: createHandoverStore({ tableName }),
  cases: createCaseFileReader({ tableName }),
  seals: createDynamoSealReader({ tableName }),
  log: createAccessLog({ tableName, random: randomBytes }),
  addressOf: createAddressBook({
    catalogue: createS3Catalogue({ bucket: environment.CATALOGUE_BUCKET, clock }),
    readSecrets: createSecretReader({ secretId: environment.WEBHOOK_SECRETS_ARN, clock }),
    addresses: JSON.parse(environment.WEBHOOK_ADDRESSES) as Record<string, string>,
  }),
  send: createWebhookSender(),
  clock,
  random: Math.random,
  logger: createLog("delivery-worker", environment.LOG_LEVEL),
});
