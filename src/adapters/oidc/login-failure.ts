import { JwtBaseError } from "aws-jwt-verify/error";
import * as oauth from "oauth4webapi";
import type { LoginFailure } from "../../app/session/ports.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { BrokerUnavailable } from "./http.ts";

const ofAnswer = (error: oauth.AuthorizationResponseError, step: string): LoginFailure =>
  error.error === "access_denied" ? { code: "cancelled" } : { code: "broker", reason: step };

/** `invalid_grant`: the code was used, is too old or is not ours. Anything else is between us and the broker. */
const ofTokenEndpoint = (error: oauth.ResponseBodyError, step: string): LoginFailure => ({
  code: error.error === "invalid_grant" ? "rejected" : "broker",
  reason: step,
});

const ofProcessing = (error: oauth.OperationProcessingError, step: string): LoginFailure => {
  const isBroken = step === "discovery" || error.code === oauth.RESPONSE_IS_NOT_CONFORM;
  return { code: isBroken ? "broker" : "rejected", reason: step };
};

/** These errors carry tokens and claims in `cause`, so nothing of them but their kind goes on. */
const explain = (error: unknown, step: string): LoginFailure | undefined => {
  if (error instanceof oauth.AuthorizationResponseError) return ofAnswer(error, step);
  if (error instanceof oauth.ResponseBodyError) return ofTokenEndpoint(error, step);
  if (error instanceof BrokerUnavailable || error instanceof oauth.WWWAuthenticateChallengeError)
    return { code: "broker", reason: step };
  if (error instanceof oauth.OperationProcessingError) return ofProcessing(error, step);
  if (error instanceof oauth.UnsupportedOperationError || error instanceof JwtBaseError)
    return { code: "rejected", reason: step };
  return undefined;
};

/** Runs one step of the protocol; what a broker or an attacker can cause becomes a value, the rest throws. */
export const attempt = async <T>(
  step: string,
  run: () => T | Promise<T>,
): Promise<Result<T, LoginFailure>> => {
  try {
    return success(await run());
  } catch (error) {
    const known = explain(error, step);
    if (known) return failure(known);
    throw error;
  }
};
