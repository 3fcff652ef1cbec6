import { JwtBaseError } from "aws-jwt-verify/error";
import { decomposeUnverifiedJwt } from "aws-jwt-verify/jwt";
import type { JwtHeader, JwtPayload } from "aws-jwt-verify/jwt-model";
import { verifyJwtSync } from "aws-jwt-verify/jwt-verifier";
import { CLOCK_SKEW_SECONDS } from "../../domain/session/clocks.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { createKeyFinder, isAsymmetric } from "./broker-keys.ts";
import type { BrokerMetadata } from "./metadata.ts";

/** Part of a signed token that makes it unacceptable; the message is the part's name, never its value. */
class UnacceptableToken extends JwtBaseError {
  override name = "UnacceptableToken";
}

/** Names the first thing wrong with a token of a certain kind, beyond what holds for all kinds. */
export type TokenRules = (payload: JwtPayload) => string | undefined;

export interface TokenKind {
  /** Acceptable `typ` headers in lower case, besides none at all. */
  types: readonly string[];
  /** Whoever it was issued to may use it; its audience alone says that it is meant for us (RFC 9068). */
  isForAnyParty?: boolean;
  wrongClaim: TokenRules;
}

export type TokenVerifier = (metadata: BrokerMetadata, token: string, kind: TokenKind) => Promise<JwtPayload>;

/** Default of the metadata's parameter and of the client's registration (Core 2 and 15.1). */
const DEFAULT_ALGORITHMS: readonly string[] = ["RS256"];

const wrongHeader = (
  { alg, ...header }: JwtHeader,
  metadata: BrokerMetadata,
  types: readonly string[],
): string | undefined => {
  const announced = metadata.id_token_signing_alg_values_supported ?? DEFAULT_ALGORITHMS;
  if (!isAsymmetric(alg) || !announced.includes(alg)) return "algorithm";
  // No extension that must be understood is (RFC 7515, 4.1.11).
  if (header["crit"] !== undefined) return "crit";
  const { typ } = header as { typ?: unknown };
  return typ === undefined || (typeof typ === "string" && types.includes(typ.toLowerCase()))
    ? undefined
    : "typ";
};

const wrongTime = ({ exp, iat, nbf }: JwtPayload, now: EpochSeconds): string | undefined => {
  if (exp === undefined || now >= exp + CLOCK_SKEW_SECONDS) return "exp";
  if (iat === undefined || iat > now + CLOCK_SKEW_SECONDS) return "iat";
  return nbf !== undefined && nbf > now + CLOCK_SKEW_SECONDS ? "nbf" : undefined;
};

/** Core 3.1.3.7, items 4 and 5: a token for several parties must say that it was issued to us. */
const wrongParty = ({ aud, azp }: JwtPayload, clientId: string): string | undefined => {
  const forOthersToo = Array.isArray(aud) && aud.length > 1;
  return (azp === undefined && !forOthersToo) || azp === clientId ? undefined : "azp";
};

const refuse = (wrong: string | undefined): void => {
  if (wrong !== undefined) throw new UnacceptableToken(wrong);
};

/**
 * Verifies what ID and logout tokens have in common: an asymmetric signature the broker announced, by one of
 * its keys, issuer, audience, `azp`, and times with a minute of skew. Throws a `JwtBaseError`, or
 * `BrokerUnavailable` when the keys cannot be had.
 */
export const createTokenVerifier = (options: {
  issuer: string;
  clientId: string;
  clock: () => EpochSeconds;
}): TokenVerifier => {
  const { issuer, clientId, clock } = options;
  const findKey = createKeyFinder(clock);

  return async (metadata, token, { types, isForAnyParty = false, wrongClaim }) => {
    const { header } = decomposeUnverifiedJwt(token);
    refuse(wrongHeader(header, metadata, types));
    return verifyJwtSync(token, await findKey(metadata.jwks_uri, header), {
      issuer,
      audience: clientId,
      // The library asks the machine for the time; `wrongTime` asks the portal's clock instead.
      graceSeconds: Number.POSITIVE_INFINITY,
      customJwtCheck: ({ payload }) =>
        refuse(
          wrongTime(payload, clock()) ??
            (isForAnyParty ? undefined : wrongParty(payload, clientId)) ??
            wrongClaim(payload),
        ),
    });
  };
};
