import { JwtBaseError } from "aws-jwt-verify/error";
import type { JwtPayload } from "aws-jwt-verify/jwt-model";
import { type SystemActor, systemActor } from "../../domain/delivery/system-actor.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { BrokerUnavailable } from "./http.ts";
import { createMetadataReader } from "./metadata.ts";
import { createTokenVerifier, type TokenKind } from "./signed-token.ts";

/** Some issuers write the client into `azp` instead. */
const clientOf = ({ client_id, azp }: JwtPayload): string | undefined =>
  [client_id, azp].find((value): value is string => typeof value === "string");

const wrongClaim = (payload: JwtPayload): string | undefined => {
  if (clientOf(payload) === undefined) return "client_id";
  return typeof payload["scope"] === "string" ? undefined : "scope";
};

/** RFC 9068; issuers in use also leave the type plain. An ID token has no scope, so it does not pass for one. */
const ACCESS_TOKEN: TokenKind = {
  types: ["at+jwt", "application/at+jwt", "jwt"],
  isForAnyParty: true,
  wrongClaim,
};

export interface SystemTokenOptions {
  /** Absent: no system can call in this deployment. */
  issuer?: string;
  audience?: string;
  clock: () => EpochSeconds;
}

export type SystemTokenFailure = { code: "token-missing" | "token-invalid" | "too-busy" };

/**
 * Checks access tokens of the client-credentials flow (RFC 6749 4.4) in the header `Authorization: Bearer …`: signature by a
 * key of the configured issuer, issuer, audience and times. `too-busy`: the issuer's keys cannot be had just now.
 */
export const createSystemTokens = ({ issuer, audience, clock }: SystemTokenOptions) => {
  const accepted =
    issuer !== undefined && audience !== undefined
      ? {
          metadata: createMetadataReader(issuer, clock),
          verify: createTokenVerifier({ issuer, clientId: audience, clock }),
        }
      : undefined;

  const read = async (token: string): Promise<SystemActor | undefined> => {
    if (!accepted) return undefined;
    const payload = await accepted.verify(await accepted.metadata(), token, ACCESS_TOKEN);
    return systemActor(clientOf(payload) ?? "", String(payload["scope"]));
  };

  return {
    async check(authorization: string | undefined): Promise<Result<SystemActor, SystemTokenFailure>> {
      const token = /^Bearer ([\w.~+/-]{1,8000}=*)$/i.exec(authorization ?? "")?.[1];
      if (token === undefined) return failure({ code: "token-missing" });
      try {
        const actor = await read(token);
        return actor ? success(actor) : failure({ code: "token-invalid" });
      } catch (error) {
        if (error instanceof JwtBaseError) return failure({ code: "token-invalid" });
        if (error instanceof BrokerUnavailable) return failure({ code: "too-busy" });
        throw error;
      }
    },
  };
};
