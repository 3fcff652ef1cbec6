import type { IdentityBroker } from "../../app/session/ports.ts";
import { attempt } from "./login-failure.ts";
import type { MetadataReader } from "./metadata.ts";

export interface EndSessionOptions {
  readMetadata: MetadataReader;
  clientId: string;
  /** The portal's origin; the goodbye page is below it. */
  portalOrigin: string;
}

/** Where the browser ends the broker's session (OpenID Connect RP-Initiated Logout). Needs no secret. */
export const createEndSessionUrl =
  ({ readMetadata, clientId, portalOrigin }: EndSessionOptions): IdentityBroker["endSessionUrl"] =>
  async (brokerSession) => {
    const metadata = await attempt("discovery", readMetadata);
    if (!metadata.ok || metadata.value.end_session_endpoint === undefined) return undefined;
    const url = new URL(metadata.value.end_session_endpoint);
    url.searchParams.set("client_id", clientId);
    url.searchParams.set("post_logout_redirect_uri", `${portalOrigin}/kijelentkezve`);
    url.searchParams.set("ui_locales", "hu");
    if (brokerSession !== undefined) url.searchParams.set("logout_hint", brokerSession);
    return url.href;
  };
