import { failure, type Result, success } from "../result.ts";
import type { EpochSeconds } from "../time.ts";

/** Both in minutes; the brief's own numbers are 30 and 240. */
export interface SessionLimits {
  idleMinutes: number;
  absoluteMinutes: number;
}

/** The two clocks of a session. A request is accepted strictly before both instants. */
export interface SessionClocks {
  /** Moves on with every accepted request: last activity + idle minutes. */
  idleExpiresAt: EpochSeconds;
  /** Never moves: the broker's login instant + absolute minutes, whatever the activity. */
  absoluteExpiresAt: EpochSeconds;
}

/** Clocks of a new session, with the login instant they were counted from. */
export interface StartedClocks extends SessionClocks {
  authTime: EpochSeconds;
}

/** `lapsed` can be continued without credentials; `ended` needs a new identification. */
export type SessionState = "active" | "lapsed" | "ended";

/** How far the broker's clock may run ahead of ours, in seconds. */
export const CLOCK_SKEW_SECONDS = 60;

/** Exact to the second: at the very second of expiry a session is no longer active. */
export const sessionState = (clocks: SessionClocks, now: EpochSeconds): SessionState => {
  if (now >= clocks.absoluteExpiresAt) return "ended";
  return now >= clocks.idleExpiresAt ? "lapsed" : "active";
};

/** Where activity at `now` puts the idle clock. Never backwards, so a late request cannot shorten a session. */
export const idleExpiryAfter = (
  now: EpochSeconds,
  idleMinutes: number,
  current: EpochSeconds = 0,
): EpochSeconds => Math.max(current, now + idleMinutes * 60);

export type AuthTimeFailure = { code: "auth-time-missing" | "auth-time-future" | "auth-time-stale" };

/**
 * Clocks of a session beginning at `now` for somebody who identified at the broker at `authTime`: three
 * hours into a broker session of four leave one. Without a credible `authTime` there is no session.
 */
export const startClocks = (
  authTime: number | undefined,
  now: EpochSeconds,
  limits: SessionLimits,
): Result<StartedClocks, AuthTimeFailure> => {
  if (authTime === undefined || !Number.isSafeInteger(authTime) || authTime <= 0)
    return failure({ code: "auth-time-missing" });
  if (authTime > now + CLOCK_SKEW_SECONDS) return failure({ code: "auth-time-future" });
  const absoluteExpiresAt = authTime + limits.absoluteMinutes * 60;
  if (now >= absoluteExpiresAt) return failure({ code: "auth-time-stale" });
  return success({ authTime, idleExpiresAt: idleExpiryAfter(now, limits.idleMinutes), absoluteExpiresAt });
};
