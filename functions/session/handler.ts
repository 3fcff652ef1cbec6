import { logout, readStatus, resumeSession } from "../../src/app/session/continue.ts";
import { type EndByBroker, endByBroker } from "../../src/app/session/end-by-broker.ts";
import type { CompleteLogin } from "../../src/app/session/login.ts";
import type { IdentityBroker, LoginTransactionStore, SessionStore } from "../../src/app/session/ports.ts";
import { failure, success } from "../../src/domain/result.ts";
import {
  expiredLoginCookie,
  expiredSessionCookie,
  readToken,
  SESSION_COOKIE,
  sessionCookie,
} from "../../src/http/cookies.ts";
import type { Endpoint, EndpointRequest } from "../../src/http/endpoint.ts";
import type { Log } from "../../src/http/log.ts";
import { createLoginEndpoints } from "./login-endpoints.ts";
import { toStatusBody } from "./status-body.ts";

export interface SessionDependencies extends CompleteLogin, EndByBroker {
  broker: IdentityBroker;
  sessions: SessionStore;
  transactions: LoginTransactionStore;
  origin: string;
  logger: Log;
}

type Names = "login" | "callback" | "status" | "touch" | "resume" | "logout" | "backchannelLogout";

export const createSessionEndpoints = (
  dependencies: SessionDependencies,
): { [Name in Names]: Endpoint<Name> } => {
  const { sessions: store, logoutTokens, broker, limits, random, origin } = dependencies;

  const readOwnStatus = async ({ cookies, now }: Pick<EndpointRequest<"status">, "cookies" | "now">) => {
    const status = await readStatus(store, readToken(cookies, SESSION_COOKIE), now);
    return success({ body: toStatusBody(status, now, limits.idleMinutes) });
  };

  return {
    ...createLoginEndpoints(dependencies),
    status: readOwnStatus,
    // The session check before it has already counted the request as activity.
    touch: readOwnStatus,

    async resume({ cookies, now }) {
      const { idleMinutes } = limits;
      const token = readToken(cookies, SESSION_COOKIE);
      const resumed = await resumeSession({ store, idleMinutes, random }, token, now);
      if (!resumed.ok) return resumed;
      const { session, token: newToken } = resumed.value;
      return success({
        body: toStatusBody({ state: "active", session }, now, idleMinutes),
        ...(newToken !== undefined && { setCookies: [sessionCookie(newToken)] }),
      });
    },

    async logout({ cookies }) {
      const ended = await logout({ store, broker }, readToken(cookies, SESSION_COOKIE));
      const goodbye = `${origin}/kijelentkezve`;
      const redirectTo = { nowhere: goodbye, unreachable: `${goodbye}?azonositas=nyitva` };
      return success({
        clearsSite: true,
        body: { redirectTo: ended.broker === "end" ? ended.url : redirectTo[ended.broker] },
        setCookies: [expiredSessionCookie(), expiredLoginCookie()],
      });
    },

    async backchannelLogout({ body, now }) {
      const ended = await endByBroker({ broker, logoutTokens, sessions: store }, body.logout_token, now);
      if (ended.ok) return success({});
      const { code, reason = code } = ended.failure;
      return failure({ code: code === "broker" ? "too-busy" : "bad-request", reason });
    },
  };
};
