import { createDynamoSessionStore } from "../../src/adapters/dynamo/session-store.ts";
import { createSessionGate } from "../../src/app/session/session-gate.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createPersonalDataEndpoints } from "./handler.ts";

const environment = readEnvironment("personal-data");

export const handler = createApi({
  functionName: "personal-data",
  endpoints: createPersonalDataEndpoints(),
  sessions: createSessionGate({
    store: createDynamoSessionStore({ tableName: environment.SESSIONS_TABLE }),
    idleMinutes: environment.SESSION_IDLE_MINUTES,
  }),
  origin: environment.PORTAL_ORIGIN,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger: createLog("personal-data", environment.LOG_LEVEL),
});
