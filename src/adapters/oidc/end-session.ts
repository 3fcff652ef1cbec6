import type { IdentityBroker } from "../../app/session/ports.ts";
import type { BrokerStyle } from "./broker-style.ts";
import { attempt } from "./login-failure.ts";
import type { MetadataReader } from "./metadata.ts";

export interface EndSessionOptions {
  readMetadata: MetadataReader;
  clientId: string;
  /** The portal's origin; the goodbye page is below it. */
  portalOrigin: string;
  style: Pick<BrokerStyle, "logout">;
}

/** Where the browser ends the broker's session (OpenID Connect RP-Initiated Logout). Needs no secret. */
export const createEndSessionUrl =
  ({ readMetadata, clientId, portalOrigin, style }: EndSessionOptions): IdentityBroker["endSessionUrl"] =>
  async (brokerSession) => {
    const metadata = await attempt("discovery", readMetadata);
    if (!metadata.ok || metadata.value.end_session_endpoint === undefined) return undefined;
    const url = new URL(metadata.value.end_session_endpoint);
    const parameters = {
      client_id: clientId,
      ...style.logout(`${portalOrigin}/kijelentkezve`, brokerSession),
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  };
