import type { JwtPayload } from "aws-jwt-verify/jwt-model";
import type { BrokerMetadata } from "./metadata.ts";
import type { TokenVerifier } from "./signed-token.ts";

export interface IdTokenClaims extends JwtPayload {
  iss: string;
  sub: string;
}

/** OpenID Connect Core 2 and 3.1.3.7: besides what holds for every token of the broker, `sub` and nonce. */
const wrongClaim = ({ sub, nonce }: JwtPayload, expectedNonce: string): string | undefined => {
  if (sub === undefined || sub === "" || sub.length > 255) return "sub";
  return nonce === expectedNonce ? undefined : "nonce";
};

/** Throws as `verify` does; `typ` keeps tokens of other kinds out, the nonce those of other logins. */
export const verifyIdToken = async (
  verify: TokenVerifier,
  metadata: BrokerMetadata,
  idToken: string,
  nonce: string,
): Promise<IdTokenClaims> => {
  const kind = { types: ["jwt"], wrongClaim: (payload: JwtPayload) => wrongClaim(payload, nonce) };
  return (await verify(metadata, idToken, kind)) as IdTokenClaims;
};
