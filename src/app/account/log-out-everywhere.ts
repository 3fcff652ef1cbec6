import type { AccountId } from "../../domain/ids.ts";
import type { IdentityBroker, SessionStore } from "../session/ports.ts";
import { hashToken } from "../session/token.ts";

export interface LogOutEverywhere {
  sessions: Pick<SessionStore, "read" | "endAllOf">;
  broker: Pick<IdentityBroker, "endSessionUrl">;
}

/** Who asks, with the token of the session they ask in. */
export interface OwnToken {
  account: AccountId;
  token: string | undefined;
}

/**
 * Ends every session of the account, the caller's own too. The answer: where the browser ends its session at the
 * broker, undefined when the broker cannot be asked; that session goes on then and the client must be told.
 * Sessions other browsers have at the broker are theirs to end.
 */
export const logOutEverywhere = async (
  { sessions, broker }: LogOutEverywhere,
  { account, token }: OwnToken,
): Promise<string | undefined> => {
  const current = token === undefined ? undefined : await sessions.read(await hashToken(token));
  await sessions.endAllOf(account);
  return broker.endSessionUrl(current?.brokerSession);
};
