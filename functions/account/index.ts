import { createDynamoEmailStore } from "../../src/adapters/dynamo/account-email-store.ts";
import { createDynamoAccountStore } from "../../src/adapters/dynamo/account-store.ts";
import { createDynamoSessionStore } from "../../src/adapters/dynamo/session-store.ts";
import { brokerStyle } from "../../src/adapters/oidc/broker-style.ts";
import { createEndSessionUrl } from "../../src/adapters/oidc/end-session.ts";
import { createMetadataReader } from "../../src/adapters/oidc/metadata.ts";
import { createSesMailer } from "../../src/adapters/ses/ses-mailer.ts";
import { createSessionGate } from "../../src/app/session/session-gate.ts";
import { createApi } from "../../src/http/api.ts";
import { systemClock as clock } from "../../src/http/clock.ts";
import { readEnvironment } from "../../src/http/environment.ts";
import { createLog, describeError } from "../../src/http/log.ts";
import { createAccountEndpoints } from "./handler.ts";

const environment = readEnvironment("account");
const origin = environment.PORTAL_ORIGIN;
const logger = createLog("account", environment.LOG_LEVEL);
const tableName = environment.ACCOUNTS_TABLE;
const idleMinutes = environment.SESSION_IDLE_MINUTES;
const sessions = createDynamoSessionStore({ tableName: environment.SESSIONS_TABLE });

const endpoints = createAccountEndpoints({
  settings: createDynamoAccountStore({ tableName }),
  emails: createDynamoEmailStore({ tableName }),
  sessions,
  idleMinutes,
  broker: {
    endSessionUrl: createEndSessionUrl({
      readMetadata: createMetadataReader(environment.OIDC_ISSUER, clock),
      clientId: environment.OIDC_CLIENT_ID,
      portalOrigin: origin,
      style: brokerStyle(environment.OIDC_LOGOUT_STYLE),
    }),
  },
  mailer: createSesMailer({ from: environment.MAIL_FROM }),
  random: (count) => crypto.getRandomValues(new Uint8Array(count)),
  origin,
  report: (event, error) => logger.warn(event, describeError(error)),
});

export const handler = createApi({
  functionName: "account",
  endpoints,
  sessions: createSessionGate({ store: sessions, idleMinutes }),
  origin,
  originKey: environment.ORIGIN_KEY,
  clock,
  logger,
});
