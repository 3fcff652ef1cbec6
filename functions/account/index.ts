import { createDynamoSessionStore } from "../../src/adapters/dynamo/session-store.ts";
import { createSessionGate } from "../../src/app/session/session-gate.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createAccountEndpoints } from "./handler.ts";

const environment = readEnvironment("account");

export const handler = createApi({
  functionName: "account",
  endpoints: createAccountEndpoints(),
  sessions: createSessionGate({
    store: createDynamoSessionStore({ tableName: environment.SESSIONS_TABLE }),
    idleMinutes: environment.SESSION_IDLE_MINUTES,
  }),
  origin: environment.PORTAL_ORIGIN,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger: createLog("account", environment.LOG_LEVEL),
});
