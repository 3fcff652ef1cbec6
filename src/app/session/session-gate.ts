import type { Acting } from "../../domain/acting/capacity.ts";
import type { AccountId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { idleExpiryAfter, sessionState } from "../../domain/session/clocks.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { Session, SessionStore } from "./ports.ts";
import { hashToken } from "./token.ts";

interface Principal {
  account: AccountId;
  displayName: string;
  acting: Acting;
}

export type SessionFailure = { code: "session-missing" | "session-lapsed" | "session-ended" };

export interface SessionGate {
  /** Establishes who calls and counts the call as activity, in one write. Throws when the store is overloaded. */
  check(token: string | undefined, now: EpochSeconds): Promise<Result<Principal, SessionFailure>>;
}

const admit = ({ account, displayName, acting }: Session): Result<Principal, SessionFailure> =>
  success({ account, displayName, acting });

/** `idleMinutes` from the region's configuration. */
export const createSessionGate = ({
  store,
  idleMinutes,
}: {
  store: Pick<SessionStore, "touch">;
  idleMinutes: number;
}): SessionGate => ({
  async check(token, now) {
    if (token === undefined) return failure({ code: "session-missing" });
    const idleExpiresAt = idleExpiryAfter(now, idleMinutes);
    const { session } = await store.touch(await hashToken(token), now, idleExpiresAt);
    if (!session) return failure({ code: "session-missing" });
    // Active though not written: a parallel request of this very moment moved the idle clock further.
    const state = sessionState(session, now);
    return state === "active" ? admit(session) : failure({ code: `session-${state}` });
  },
});
