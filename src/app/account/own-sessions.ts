import type { OwnSession } from "../../contract/account.ts";
import type { AccountId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { sessionState } from "../../domain/session/clocks.ts";
import { type EpochSeconds, toIsoInstant } from "../../domain/time.ts";
import type { OwnedSession, SessionStore } from "../session/ports.ts";

/** Enough to tell one's own sessions apart, and useless as a token: it is part of the token's hash. */
const ID_LENGTH = 22;
export const sessionIdOf = (tokenHash: string): string => tokenHash.slice(0, ID_LENGTH);

export interface OwnSessions {
  sessions: Pick<SessionStore, "listOf">;
  idleMinutes: number;
}

const view = (
  { hash, session }: OwnedSession,
  { current, idleMinutes, now }: { current: string | undefined; idleMinutes: number; now: EpochSeconds },
): OwnSession[] => {
  const state = sessionState(session, now);
  if (state === "ended") return [];
  return [
    {
      id: sessionIdOf(hash),
      current: hash === current,
      startedAt: toIsoInstant(session.createdAt),
      lastActiveAt: toIsoInstant(session.idleExpiresAt - idleMinutes * 60),
      endsAt: toIsoInstant(session.absoluteExpiresAt),
      state,
      actingFor: session.acting.party.name,
    },
  ];
};

/** Newest first, without those that are over. `current`: hash of the caller's own token. */
export const listOwnSessions = async (
  { sessions, idleMinutes }: OwnSessions,
  { account, current }: { account: AccountId; current: string | undefined },
  now: EpochSeconds,
): Promise<OwnSession[]> => {
  const owned = await sessions.listOf(account);
  return owned
    .toSorted((one, other) => other.session.createdAt - one.session.createdAt)
    .flatMap((session) => view(session, { current, idleMinutes, now }));
};

/** Ends one of the account's sessions; the answer tells whether it was the caller's own. */
export const endOwnSession = async (
  sessions: Pick<SessionStore, "listOf" | "endOwn">,
  { account, current, id }: { account: AccountId; current: string | undefined; id: string },
): Promise<Result<{ current: boolean }, { code: "not-found" }>> => {
  const owned = await sessions.listOf(account);
  const hash = owned.map((session) => session.hash).find((candidate) => sessionIdOf(candidate) === id);
  if (hash === undefined || !(await sessions.endOwn(account, hash))) return failure({ code: "not-found" });
  return success({ current: hash === current });
};
