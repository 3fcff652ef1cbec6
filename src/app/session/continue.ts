import { failure, type Result, success } from "../../domain/result.ts";
import { idleExpiryAfter, type SessionState, sessionState } from "../../domain/session/clocks.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { IdentityBroker, RandomBytes, Session, SessionStore } from "./ports.ts";
import type { SessionFailure } from "./session-gate.ts";
import { hashToken, newToken } from "./token.ts";

export type Status =
  | { state: "anonymous" | "ended" }
  | { state: Exclude<SessionState, "ended">; session: Session };

const statusOf = (session: Session, now: EpochSeconds): Status => {
  const state = sessionState(session, now);
  return state === "ended" ? { state } : { state, session };
};

/** Looks without touching: asking how long is left must not lengthen it. */
export const readStatus = async (
  store: Pick<SessionStore, "read">,
  token: string | undefined,
  now: EpochSeconds,
): Promise<Status> => {
  const session = token === undefined ? undefined : await store.read(await hashToken(token));
  return session ? statusOf(session, now) : { state: "anonymous" };
};

export interface ResumeSession {
  store: Pick<SessionStore, "read" | "replace" | "touch">;
  idleMinutes: number;
  random: RandomBytes;
}

export interface Resumed {
  session: Session;
  /** Only when the session had lapsed: the new token; the old one is worth nothing from now on. */
  token?: string;
}

/**
 * Continues a lapsed session without credentials, as the brief promises within the broker's 240 minutes.
 * An active one (another tab was faster) is simply continued. The loser of a race for the same lapsed
 * session is told `session-lapsed` again: its browser already holds the winner's cookie. Where the broker has ended its
 * own session, ours is over too.
 */
export const resumeSession = async (
  { store, idleMinutes, random }: ResumeSession,
  token: string | undefined,
  now: EpochSeconds,
): Promise<Result<Resumed, SessionFailure>> => {
  if (token === undefined) return failure({ code: "session-missing" });
  const oldHash = await hashToken(token);
  const { touched, session } = await store.touch(oldHash, now, idleExpiryAfter(now, idleMinutes));
  if (!session) return failure({ code: "session-missing" });
  const state = sessionState(session, now);
  if (touched || state === "active") return success({ session });
  if (state === "ended") return failure({ code: "session-ended" });
  const newest = newToken(random);
  const continued = { ...session, idleExpiresAt: idleExpiryAfter(now, idleMinutes) };
  const replaced = await store.replace(oldHash, await hashToken(newest), continued, now);
  if (replaced === "replaced") return success({ session: continued, token: newest });
  return failure({ code: replaced === "ended" ? "session-ended" : "session-lapsed" });
};

export interface Logout {
  store: Pick<SessionStore, "end">;
  broker: Pick<IdentityBroker, "endSessionUrl">;
}

/**
 * Ends our session first, whatever the broker does. The answer: where to end the broker's, `nowhere` when
 * nobody was logged in, `unreachable` when the broker's session goes on and the client must be told.
 */
export const logout = async (
  { store, broker }: Logout,
  token: string | undefined,
): Promise<{ broker: "nowhere" | "unreachable" } | { broker: "end"; url: string }> => {
  if (token === undefined) return { broker: "nowhere" };
  const session = await store.end(await hashToken(token));
  const url = await broker.endSessionUrl(session?.brokerSession);
  return url === undefined ? { broker: "unreachable" } : { broker: "end", url };
};
