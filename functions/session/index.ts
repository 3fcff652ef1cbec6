import { setTimeout as sleep } from "node:timers/promises";
import { createDynamoAccountStore } from "../../src/adapters/dynamo/account-store.ts";
import { createDynamoLoginTransactionStore } from "../../src/adapters/dynamo/login-transaction-store.ts";
import { createDynamoLogoutTokenStore } from "../../src/adapters/dynamo/session-logout-token-store.ts";
import { createDynamoSessionStore } from "../../src/adapters/dynamo/session-store.ts";
import { brokerStyle } from "../../src/adapters/oidc/broker-style.ts";
import { createOidcBroker } from "../../src/adapters/oidc/oidc-broker.ts";
import { createSecretReader } from "../../src/adapters/secrets/secret-reader.ts";
import { createSesMailer } from "../../src/adapters/ses/ses-mailer.ts";
import { announceLogin } from "../../src/app/account/announce-login.ts";
import { createSessionGate } from "../../src/app/session/session-gate.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog, describeError } from "../../src/http/log.ts";
import { createSessionEndpoints } from "./handler.ts";
import { readLevels } from "./levels.ts";

const environment = readEnvironment("session");
const origin = environment.PORTAL_ORIGIN;
const logger = createLog("session", environment.LOG_LEVEL);
const limits = {
  idleMinutes: environment.SESSION_IDLE_MINUTES,
  absoluteMinutes: environment.SESSION_ABSOLUTE_MINUTES,
};
const sessions = createDynamoSessionStore({ tableName: environment.SESSIONS_TABLE });

const accounts = createDynamoAccountStore({ tableName: environment.ACCOUNTS_TABLE });
const notices = {
  accounts,
  mailer: createSesMailer({ from: environment.MAIL_FROM }),
  origin,
  pause: (milliseconds: number) => sleep(milliseconds, undefined, { ref: false }),
  report: (event: string, error: unknown) => logger.warn(event, describeError(error)),
};

const endpoints = createSessionEndpoints({
  sessions,
  transactions: createDynamoLoginTransactionStore({ tableName: environment.SESSIONS_TABLE }),
  logoutTokens: createDynamoLogoutTokenStore({ tableName: environment.SESSIONS_TABLE }),
  accounts,
  broker: createOidcBroker({
    issuer: environment.OIDC_ISSUER,
    clientId: environment.OIDC_CLIENT_ID,
    clientSecret: createSecretReader({ secretId: environment.OIDC_CLIENT_SECRET_ARN, clock }),
    portalOrigin: origin,
    maxAgeSeconds: limits.absoluteMinutes * 60,
    style: brokerStyle(environment.OIDC_LOGOUT_STYLE),
    clock,
  }),
  limits,
  levels: readLevels(environment.IDENTIFICATION_LEVELS),
  announce: (account) => announceLogin(notices, account),
  random: (count) => crypto.getRandomValues(new Uint8Array(count)),
  origin,
  logger,
});

export const handler = createApi({
  functionName: "session",
  endpoints,
  sessions: createSessionGate({ store: sessions, idleMinutes: limits.idleMinutes }),
  origin,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger,
});
