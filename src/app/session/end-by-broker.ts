import { failure, type Result, success } from "../../domain/result.ts";
import { accountSeed, toAccountId } from "../../domain/session/account-id.ts";
import { CLOCK_SKEW_SECONDS } from "../../domain/session/clocks.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { IdentityBroker, LoginFailure, LogoutToken, LogoutTokenStore, SessionStore } from "./ports.ts";
import { hashToken, sha256 } from "./token.ts";

export interface EndByBroker {
  broker: Pick<IdentityBroker, "readLogoutToken">;
  logoutTokens: LogoutTokenStore;
  sessions: Pick<SessionStore, "endByBroker" | "endAllOf">;
}

const endNamed = async (
  sessions: EndByBroker["sessions"],
  { issuer, brokerSession, subject }: LogoutToken,
  now: EpochSeconds,
): Promise<void> => {
  if (brokerSession !== undefined) await sessions.endByBroker(brokerSession, now);
  else if (subject !== undefined)
    await sessions.endAllOf(toAccountId(await sha256(accountSeed(issuer, subject))));
};

/**
 * Back-channel logout: the broker says that a session there has ended, and so does every one of ours that
 * rests on it; without a `sid`, every one of the person. A token counts once. It is marked as used after the
 * sessions are gone, so that the broker can repeat a message whose handling broke off half-way.
 */
export const endByBroker = async (
  { broker, logoutTokens, sessions }: EndByBroker,
  token: string,
  now: EpochSeconds,
): Promise<Result<void, LoginFailure>> => {
  const read = await broker.readLogoutToken(token);
  if (!read.ok) return read;
  const { issuer, jti, expiresAt } = read.value;
  const seen = await hashToken(`${issuer}|${jti}`);
  if (await logoutTokens.wasUsed(seen, now)) return failure({ code: "rejected", reason: "replayed" });
  await endNamed(sessions, read.value, now);
  // The token is still accepted for as long as clocks may differ.
  await logoutTokens.markUsed(seen, expiresAt + CLOCK_SKEW_SECONDS + 1);
  return success(undefined);
};
