import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createClientGate } from "../client-gate.ts";
import { createActingEndpoints } from "./handler.ts";

const environment = readEnvironment("acting");

export const handler = createApi({
  functionName: "acting",
  endpoints: createActingEndpoints(),
  sessions: createClientGate(environment),
  origin: environment.PORTAL_ORIGIN,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger: createLog("acting", environment.LOG_LEVEL),
});
