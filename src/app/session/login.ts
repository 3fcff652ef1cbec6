import { inOwnName } from "../../domain/acting/party.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { accountSeed, toAccountId } from "../../domain/session/account-id.ts";
import { type SessionLimits, startClocks } from "../../domain/session/clocks.ts";
import { safeReturnTo } from "../../domain/session/return-to.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type {
  AccountStore,
  Identification,
  IdentityBroker,
  LoginFailure,
  LoginTransaction,
  LoginTransactionStore,
  RandomBytes,
  SessionStore,
} from "./ports.ts";
import { hashToken, newToken, sha256 } from "./token.ts";

/** How long a client may stay at the broker's pages. */
export const LOGIN_SECONDS = 15 * 60;

export interface StartLogin {
  broker: Pick<IdentityBroker, "authorizationUrl">;
  transactions: Pick<LoginTransactionStore, "create">;
  random: RandomBytes;
}

/** Remembers the login under a new token (for the browser's cookie) and says where to go for it. */
export const startLogin = async (
  { broker, transactions, random }: StartLogin,
  returnTo: string | undefined,
  now: EpochSeconds,
): Promise<Result<{ redirectTo: string; token: string }, LoginFailure>> => {
  const token = newToken(random);
  const transaction: LoginTransaction = {
    state: newToken(random),
    nonce: newToken(random),
    codeVerifier: newToken(random),
    returnTo: safeReturnTo(returnTo),
    expiresAt: now + LOGIN_SECONDS,
  };
  const redirectTo = await broker.authorizationUrl(transaction);
  if (!redirectTo.ok) return redirectTo;
  await transactions.create(await hashToken(token), transaction);
  return success({ redirectTo: redirectTo.value, token });
};

export interface CompleteLogin {
  broker: Pick<IdentityBroker, "identify">;
  transactions: Pick<LoginTransactionStore, "take">;
  accounts: Pick<AccountStore, "recordLogin">;
  sessions: Pick<SessionStore, "create">;
  limits: SessionLimits;
  random: RandomBytes;
}

const takeTransaction = async (
  transactions: CompleteLogin["transactions"],
  token: string | undefined,
  state: string | undefined,
  now: EpochSeconds,
): Promise<Result<LoginTransaction, LoginFailure>> => {
  if (token === undefined) return failure({ code: "not-started-here", reason: "no-cookie" });
  if (state === undefined) return failure({ code: "not-started-here", reason: "no-state" });
  const taken = await transactions.take(await hashToken(token), state);
  if (!taken.ok)
    return taken.failure.code === "unknown"
      ? failure({ code: "expired", reason: "unknown" })
      : failure({ code: "not-started-here", reason: "state-mismatch" });
  return now < taken.value.expiresAt ? taken : failure({ code: "expired", reason: "too-late" });
};

const openSession = async (
  { accounts, sessions, limits, random }: CompleteLogin,
  identified: Identification,
  now: EpochSeconds,
): Promise<Result<string, LoginFailure>> => {
  const clocks = startClocks(identified.authTime, now, limits);
  if (!clocks.ok) return failure({ code: "rejected", reason: clocks.failure.code });
  const account = toAccountId(await sha256(accountSeed(identified.issuer, identified.subject)));
  await accounts.recordLogin(account, identified.person, now);
  const token = newToken(random);
  await sessions.create(await hashToken(token), {
    ...clocks.value,
    account,
    displayName: identified.person.name,
    createdAt: now,
    acting: inOwnName(account, identified.person.name),
    ...(identified.brokerSession !== undefined && { brokerSession: identified.brokerSession }),
    ...(identified.assurance !== undefined && { assurance: identified.assurance }),
  });
  return success(token);
};

/**
 * The way back from the broker. `token` is the login cookie's, `answer` the callback's query parameters.
 * The transaction is spent first, so that whatever goes wrong later, the same answer never counts twice.
 */
export const completeLogin = async (
  dependencies: CompleteLogin,
  { token, answer }: { token: string | undefined; answer: Readonly<Record<string, string>> },
  now: EpochSeconds,
): Promise<Result<{ returnTo: string; token: string }, LoginFailure>> => {
  const { broker, transactions } = dependencies;
  const transaction = await takeTransaction(transactions, token, answer["state"], now);
  if (!transaction.ok) return transaction;
  const identified = await broker.identify(answer, transaction.value);
  if (!identified.ok) return identified;
  const session = await openSession(dependencies, identified.value, now);
  if (!session.ok) return session;
  return success({ returnTo: transaction.value.returnTo, token: session.value });
};
