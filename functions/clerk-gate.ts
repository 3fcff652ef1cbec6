import { createDynamoSessionStore } from "../src/adapters/dynamo/session-store.ts";
import { createSessionGate, type SessionGate } from "../src/app/session/session-gate.ts";

/** The session check of a function with `clerk` routes: whom the session acts for does not matter there. */
export const createClerkGate = (environment: {
  SESSIONS_TABLE: string;
  SESSION_IDLE_MINUTES: number;
}): SessionGate =>
  createSessionGate({
    store: createDynamoSessionStore({ tableName: environment.SESSIONS_TABLE }),
    idleMinutes: environment.SESSION_IDLE_MINUTES,
  });
