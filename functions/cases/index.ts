import { createCaseFileReader, createDynamoCaseReader } from "../../src/adapters/dynamo/case-reader.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog } from "../../src/http/log.ts";
import { createClientGate } from "../client-gate.ts";
import { createCaseEndpoints } from "./handler.ts";

const environment = readEnvironment("cases");
const table = { tableName: environment.CASES_TABLE };

export const handler = createApi({
  functionName: "cases",
  endpoints: createCaseEndpoints({ ...createDynamoCaseReader(table), ...createCaseFileReader(table) }),
  sessions: createClientGate(environment),
  origin: environment.PORTAL_ORIGIN,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger: createLog("cases", environment.LOG_LEVEL),
});
