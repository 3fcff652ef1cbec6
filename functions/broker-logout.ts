import { brokerStyle } from "../src/adapters/oidc/broker-style.ts";
import { createEndSessionUrl } from "../src/adapters/oidc/end-session.ts";
import { createMetadataReader } from "../src/adapters/oidc/metadata.ts";
import type { IdentityBroker } from "../src/app/session/ports.ts";
import { systemClock } from "../src/http/clock.ts";

/** The broker, as a function needs it that only leads people out. */
export const createBrokerLogout = (environment: {
  OIDC_ISSUER: string;
  OIDC_CLIENT_ID: string;
  OIDC_LOGOUT_STYLE: string;
  PORTAL_ORIGIN: string;
}): Pick<IdentityBroker, "endSessionUrl"> => ({
  endSessionUrl: createEndSessionUrl({
    readMetadata: createMetadataReader(environment.OIDC_ISSUER, systemClock),
    clientId: environment.OIDC_CLIENT_ID,
    portalOrigin: environment.PORTAL_ORIGIN,
    style: brokerStyle(environment.OIDC_LOGOUT_STYLE),
  }),
});
