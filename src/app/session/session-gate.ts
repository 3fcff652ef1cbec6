import type { Acting } from "../../domain/acting/capacity.ts";
import type { AccountId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { idleExpiryAfter, sessionState } from "../../domain/session/clocks.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { RightFailure, RightToAct } from "../acting/right-to-act.ts";
import type { Session, SessionStore } from "./ports.ts";
import { hashToken } from "./token.ts";

interface Principal {
  account: AccountId;
  displayName: string;
  acting: Acting;
  level: number;
  personKey?: string;
}

export type SessionFailure = { code: "session-missing" | "session-lapsed" | "session-ended" };

export interface SessionGate {
  /**
   * Establishes who calls and counts the call as activity, in one write; for `client` also that the capacity
   * the session acts in still holds. Throws when the store is overloaded.
   */
  check(
    token: string | undefined,
    now: EpochSeconds,
    access: "person" | "client",
  ): Promise<Result<Principal, SessionFailure | RightFailure>>;
}

const toPrincipal = ({ account, displayName, acting, level, personKey }: Session): Principal => ({
  account,
  displayName,
  acting,
  level,
  ...(personKey !== undefined && { personKey }),
});

/**
 * `idleMinutes` from the region's configuration. `mayAct` checks whom a session acts for on `client` routes;
 * functions without such routes do without.
 */
export const createSessionGate = ({
  store,
  idleMinutes,
  mayAct,
}: {
  store: Pick<SessionStore, "touch">;
  idleMinutes: number;
  mayAct?: RightToAct;
}): SessionGate => ({
  async check(token, now, access) {
    if (token === undefined) return failure({ code: "session-missing" });
    const idleExpiresAt = idleExpiryAfter(now, idleMinutes);
    const { session } = await store.touch(await hashToken(token), now, idleExpiresAt);
    if (!session) return failure({ code: "session-missing" });
    // Active though not written: a parallel request of this very moment moved the idle clock further.
    const state = sessionState(session, now);
    if (state !== "active") return failure({ code: `session-${state}` });
    const principal = toPrincipal(session);
    if (access === "person") return success(principal);
    if (!mayAct) throw new Error("A client route in a function that cannot check the right to act");
    const right = await mayAct(principal, now);
    return right.ok ? success(principal) : right;
  },
});
