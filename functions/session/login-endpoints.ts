import { completeLogin, LOGIN_SECONDS, startLogin } from "../../src/app/session/login.ts";
import type { LoginFailure } from "../../src/app/session/ports.ts";
import { failure, type Result, success } from "../../src/domain/result.ts";
import {
  expiredLoginCookie,
  LOGIN_COOKIE,
  loginCookie,
  readToken,
  SESSION_COOKIE,
  sessionCookie,
} from "../../src/http/cookies.ts";
import type { Endpoint, EndpointReply } from "../../src/http/endpoint.ts";
import { describeError, type Log } from "../../src/http/log.ts";
import { isTransient } from "../../src/http/transient.ts";
import type { SessionDependencies } from "./handler.ts";

/** A browser navigates to these two, so whatever goes wrong ends on a page of the portal, not in JSON. */
export const createLoginEndpoints = (
  dependencies: SessionDependencies,
): { login: Endpoint<"login">; callback: Endpoint<"callback"> } => {
  const { origin, logger } = dependencies;

  const showFailure = ({ code, reason }: LoginFailure, requestId: string): EndpointReply => {
    logger.warn("login failed", { requestId, code, ...(reason !== undefined && { reason }) });
    return {
      location: `${origin}/bejelentkezes-hiba?kod=${code}`,
      // The cookie of another tab's login, still under way, is left to it.
      ...(code !== "not-started-here" && { setCookies: [expiredLoginCookie()] }),
    };
  };

  return {
    async login({ query, cookies, now, requestId }) {
      const request = {
        returnTo: query.returnTo,
        level: query.level === undefined ? undefined : Number(query.level),
        sessionToken: readToken(cookies, SESSION_COOKIE),
      };
      const started = await guarded(logger, requestId, () => startLogin(dependencies, request, now));
      if (!started.ok) return success(showFailure(started.failure, requestId));
      return success(toBroker(started.value));
    },

    async callback({ query, cookies, now, requestId }) {
      const answer = { token: readToken(cookies, LOGIN_COOKIE), answer: query };
      const completed = await guarded(logger, requestId, () => completeLogin(dependencies, answer, now));
      if (!completed.ok) return success(showFailure(completed.failure, requestId));
      if (completed.value.leads === "back") {
        logger.warn("login repeated", { requestId, ...completed.value.because });
        return success(toBroker(completed.value));
      }
      const { returnTo, token } = completed.value;
      return success({
        location: `${origin}${returnTo}`,
        setCookies: [sessionCookie(token), expiredLoginCookie()],
      });
    },
  };
};

const toBroker = ({ redirectTo, token }: { redirectTo: string; token: string }): EndpointReply => ({
  location: redirectTo,
  setCookies: [loginCookie(token, LOGIN_SECONDS)],
});

const guarded = async <T>(
  logger: Log,
  requestId: string,
  run: () => Promise<Result<T, LoginFailure>>,
): Promise<Result<T, LoginFailure>> => {
  try {
    return await run();
  } catch (error) {
    logger.error("login broke off", { requestId, ...describeError(error) });
    return failure({ code: isTransient(error) ? "too-busy" : "unexpected" });
  }
};
