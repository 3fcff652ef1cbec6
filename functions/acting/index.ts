import { createDynamoMandateStore } from "../../src/adapters/dynamo/mandate-store.ts";
import { createDynamoPersonAccounts } from "../../src/adapters/dynamo/person-accounts.ts";
import { createDynamoRegisterStore } from "../../src/adapters/dynamo/register-store.ts";
import { createDynamoSessionStore } from "../../src/adapters/dynamo/session-store.ts";
import { createS3Catalogue } from "../../src/adapters/s3/catalogue.ts";
import { createRightToAct } from "../../src/app/acting/right-to-act.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createClientGate } from "../client-gate.ts";
import { createActingEndpoints } from "./handler.ts";

const environment = readEnvironment("acting");
const tableName = environment.ACCOUNTS_TABLE;
const rights = {
  mandates: createDynamoMandateStore({ tableName }),
  register: createDynamoRegisterStore({ tableName }),
  timeZone: environment.TIME_ZONE,
};

export const handler = createApi({
  functionName: "acting",
  endpoints: createActingEndpoints({
    ...rights,
    mayAct: createRightToAct(rights),
    accountOf: createDynamoPersonAccounts({ tableName }),
    sessions: createDynamoSessionStore({ tableName: environment.SESSIONS_TABLE }),
    catalogue: createS3Catalogue({ bucket: environment.CATALOGUE_BUCKET, clock }),
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
  }),
  sessions: createClientGate(environment),
  origin: environment.PORTAL_ORIGIN,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger: createLog("acting", environment.LOG_LEVEL),
});
