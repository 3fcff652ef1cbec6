import type { JwtPayload } from "aws-jwt-verify/jwt-model";
import type { LogoutToken } from "../../app/session/ports.ts";
import type { BrokerMetadata } from "./metadata.ts";
import type { TokenKind, TokenVerifier } from "./signed-token.ts";

const EVENT = "http://schemas.openid.net/event/backchannel-logout";

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isId = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value.length <= 255;

const wrongClaim = (payload: JwtPayload): string | undefined => {
  const { events, jti, sid, sub } = payload;
  if (!isObject(events) || !isObject(events[EVENT])) return "events";
  // Whatever its value: what makes sure that no ID token passes for a logout token.
  if (Object.hasOwn(payload, "nonce")) return "nonce";
  if (!isId(jti)) return "jti";
  if (sid === undefined && sub === undefined) return "sid";
  if (sid !== undefined && !isId(sid)) return "sid";
  return sub === undefined || isId(sub) ? undefined : "sub";
};

/**
 * OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6. `typ` is only RECOMMENDED there, and section 4 says
 * that brokers in use leave it out, so none or plain `JWT` passes: `events` and the absent nonce tell the
 * kinds apart anyway. Another explicit type does not. Other members of `events` are ignored, as 2.4 asks.
 */
const LOGOUT_TOKEN: TokenKind = { types: ["logout+jwt", "application/logout+jwt", "jwt"], wrongClaim };

/** Throws as `verify` does. Whether the `jti` was seen before is the caller's to know. */
export const verifyLogoutToken = async (
  verify: TokenVerifier,
  metadata: BrokerMetadata,
  token: string,
): Promise<LogoutToken> => {
  const payload = await verify(metadata, token, LOGOUT_TOKEN);
  const { sid, sub: subject } = payload;
  return {
    issuer: payload.iss ?? "",
    jti: payload.jti ?? "",
    expiresAt: payload.exp ?? 0,
    ...(isId(sid) && { brokerSession: sid }),
    ...(subject !== undefined && { subject }),
  };
};
