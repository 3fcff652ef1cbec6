import type { Actor } from "../../domain/acting/actor.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { idleExpiryAfter, sessionState } from "../../domain/session/clocks.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { RightFailure, RightToAct } from "../acting/right-to-act.ts";
import type { Session, SessionStore } from "./ports.ts";
import { hashToken } from "./token.ts";

export type SessionFailure = {
  code: "session-missing" | "session-lapsed" | "session-ended" | "not-a-clerk";
};

export interface SessionGate {
  /**
   * Establishes who calls and counts the call as activity, in one write; for `client` also that the capacity
   * the session acts in still holds. For `clerk` it is only checked that the broker told who the person is: the post is
   * looked up with the request's data. Throws when the store is overloaded.
   */
  check(
    token: string | undefined,
    now: EpochSeconds,
    access: "person" | "client" | "clerk",
  ): Promise<Result<Actor, SessionFailure | RightFailure>>;
}

const toActor = ({ account, displayName, acting, level, personKey }: Session): Actor => ({
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
    const actor = toActor(session);
    if (access === "clerk" && actor.personKey === undefined) return failure({ code: "not-a-clerk" });
    if (access !== "client") return success(actor);
    if (!mayAct) throw new Error("A client route in a function that cannot check the right to act");
    const right = await mayAct(actor, now);
    return right.ok ? success(actor) : right;
  },
});
