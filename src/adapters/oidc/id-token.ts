import { JwtVerifier } from "aws-jwt-verify/jwt-verifier";
import { JwtBaseError } from "aws-jwt-verify/error";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import type { JwtPayload } from "aws-jwt-verify/jwt-model";
import { CLOCK_SKEW_SECONDS } from "../../domain/session/clocks.ts";
import { BrokerUnavailable, fetchFromBroker } from "./http.ts";
import type { BrokerMetadata } from "./metadata.ts";

export interface IdTokenClaims extends JwtPayload {
  iss: string;
  sub: string;
}

export type IdTokenVerifier = (
  metadata: BrokerMetadata,
  idToken: string,
  nonce: string,
) => Promise<IdTokenClaims>;

class UnacceptableClaim extends JwtBaseError {
  override name = "UnacceptableClaim";
}

/**
 * OpenID Connect Core 3.1.3.7, beyond issuer, audience, signature and expiry, which the library checks (the
 * last only where `exp` is there at all). Names the first claim that is wrong.
 */
const wrongClaim = (payload: JwtPayload, clientId: string, nonce: string): string | undefined => {
  const { aud, azp, exp, iat, sub } = payload;
  if (typeof exp !== "number") return "exp";
  if (typeof sub !== "string" || sub === "" || sub.length > 255) return "sub";
  if (typeof iat !== "number" || iat > Date.now() / 1000 + CLOCK_SKEW_SECONDS) return "iat";
  if (payload["nonce"] !== nonce) return "nonce";
  const forOthersToo = Array.isArray(aud) && aud.length > 1;
  return (azp === undefined && !forOthersToo) || azp === clientId ? undefined : "azp";
};

const createJwksCache = (): SimpleJwksCache =>
  new SimpleJwksCache({
    fetcher: {
      async fetch(uri) {
        const response = await fetchFromBroker(uri, { redirect: "error" });
        if (response.status !== 200) throw new BrokerUnavailable("The broker's keys cannot be had");
        return response.arrayBuffer();
      },
    },
  });

/**
 * Verifies an ID token: asymmetric signature by a key of the broker (fetched again when the token names an
 * unknown one, with a pause between such fetches), issuer, audience, `azp`, times, nonce. Throws otherwise.
 */
export const createIdTokenVerifier = (issuer: string, clientId: string): IdTokenVerifier => {
  const jwksCache = createJwksCache();

  return async (metadata, idToken, nonce) => {
    const verifier = JwtVerifier.create(
      { issuer, audience: clientId, jwksUri: metadata.jwks_uri, graceSeconds: CLOCK_SKEW_SECONDS },
      { jwksCache },
    );
    const payload = await verifier.verify(idToken, {
      customJwtCheck: (token) => {
        const claim = wrongClaim(token.payload, clientId, nonce);
        if (claim !== undefined) throw new UnacceptableClaim(claim);
      },
    });
    return payload as IdTokenClaims;
  };
};
