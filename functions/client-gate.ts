import { createDynamoRightSources } from "../src/adapters/dynamo/right-sources.ts";
import { createDynamoSessionStore } from "../src/adapters/dynamo/session-store.ts";
import { createRightToAct } from "../src/app/acting/right-to-act.ts";
import { createSessionGate, type SessionGate } from "../src/app/session/session-gate.ts";

/** The session check of a function with `client` routes. */
export const createClientGate = (environment: {
  SESSIONS_TABLE: string;
  SESSION_IDLE_MINUTES: number;
  ACCOUNTS_TABLE: string;
  TIME_ZONE: string;
}): SessionGate =>
  createSessionGate({
    store: createDynamoSessionStore({ tableName: environment.SESSIONS_TABLE }),
    idleMinutes: environment.SESSION_IDLE_MINUTES,
    mayAct: createRightToAct({
      ...createDynamoRightSources({ tableName: environment.ACCOUNTS_TABLE }),
      timeZone: environment.TIME_ZONE,
    }),
  });
