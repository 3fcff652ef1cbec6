import { inOwnName } from "../../domain/acting/party.ts";
import type { AccountId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { accountSeed, toAccountId } from "../../domain/session/account-id.ts";
import {
  type SessionLimits,
  type StartedClocks,
  sessionState,
  startClocks,
} from "../../domain/session/clocks.ts";
import { acrValuesFrom, type IdentificationLevel, levelOf } from "../../domain/session/level.ts";
import { safeReturnTo } from "../../domain/session/return-to.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { personKeyOf } from "../acting/person-key.ts";
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
  sessions: Pick<SessionStore, "read">;
  /** From the region's configuration. */
  levels: readonly IdentificationLevel[];
  random: RandomBytes;
}

interface Departure {
  redirectTo: string;
  /** For the browser's login cookie. */
  token: string;
}

type Wish = Pick<LoginTransaction, "returnTo" | "level" | "isForced" | "replaces">;

/** Remembers the login under a new token (for the browser's cookie) and says where to go for it. */
const leave = async (
  { broker, transactions, levels, random }: StartLogin,
  wish: Wish,
  now: EpochSeconds,
): Promise<Result<Departure, LoginFailure>> => {
  const { level, isForced = false } = wish;
  const acrValues = level === undefined ? [] : acrValuesFrom(level, levels);
  if (level !== undefined && acrValues.length === 0)
    return failure({ code: "level-too-low", reason: "no-such-level" });
  const token = newToken(random);
  const transaction: LoginTransaction = {
    ...wish,
    state: newToken(random),
    nonce: newToken(random),
    codeVerifier: newToken(random),
    expiresAt: now + LOGIN_SECONDS,
  };
  const redirectTo = await broker.authorizationUrl({
    ...transaction,
    ...(level !== undefined && { acrValues }),
    ...(isForced && { forceLogin: true }),
  });
  if (!redirectTo.ok) return redirectTo;
  await transactions.create(await hashToken(token), transaction);
  return success({ redirectTo: redirectTo.value, token });
};

export interface LoginRequest {
  returnTo?: string | undefined;
  /** The least level of identification the client needs next. */
  level?: number | undefined;
  /** Of the session this browser has now. */
  sessionToken?: string | undefined;
}

/**
 * Begins a login. A session whose level is too low is not enough for the broker to answer from its own: the
 * person has to identify anew.
 */
export const startLogin = async (
  dependencies: StartLogin,
  { returnTo, level, sessionToken }: LoginRequest,
  now: EpochSeconds,
): Promise<Result<Departure, LoginFailure>> => {
  const replaces = sessionToken === undefined ? undefined : await hashToken(sessionToken);
  const present =
    level === undefined || replaces === undefined ? undefined : await dependencies.sessions.read(replaces);
  const isTooLow = present && sessionState(present, now) !== "ended" && present.level < (level ?? 0);
  const wish: Wish = {
    returnTo: safeReturnTo(returnTo),
    ...(level !== undefined && { level }),
    ...(isTooLow && { isForced: true }),
    ...(replaces !== undefined && { replaces }),
  };
  return leave(dependencies, wish, now);
};

export interface CompleteLogin extends StartLogin {
  broker: Pick<IdentityBroker, "authorizationUrl" | "identify">;
  transactions: Pick<LoginTransactionStore, "create" | "take">;
  accounts: Pick<AccountStore, "recordLogin">;
  sessions: Pick<SessionStore, "create" | "end" | "read">;
  limits: SessionLimits;
  /** Tells the person of the login, if they want it; never rejects and is back within a second. */
  announce?: (account: AccountId) => Promise<void>;
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

interface Accepted extends StartedClocks {
  level: number;
}

/** Whether the identification is recent and strong enough; if not, a new one can mend it. */
const judge = (
  { limits, levels }: CompleteLogin,
  { authTime, assurance }: Identification,
  least: number,
  now: EpochSeconds,
): Result<Accepted, LoginFailure> => {
  const clocks = startClocks(authTime, now, limits);
  if (!clocks.ok) return failure({ code: "rejected", reason: clocks.failure.code });
  const level = levelOf(assurance, levels);
  return level < least ? failure({ code: "level-too-low" }) : success({ ...clocks.value, level });
};

const openSession = async (
  { accounts, sessions, random, announce }: CompleteLogin,
  identified: Identification,
  accepted: Accepted,
  now: EpochSeconds,
): Promise<Result<string, LoginFailure>> => {
  const { person, brokerSession, assurance } = identified;
  const account = toAccountId(await sha256(accountSeed(identified.issuer, identified.subject)));
  const personKey = await personKeyOf(person);
  await accounts.recordLogin(account, person, now, personKey);
  const token = newToken(random);
  const isOpen = await sessions.create(await hashToken(token), {
    ...accepted,
    account,
    displayName: person.name,
    createdAt: now,
    acting: inOwnName(account, person.name),
    ...(personKey !== undefined && { personKey }),
    ...(brokerSession !== undefined && { brokerSession }),
    ...(assurance !== undefined && { assurance }),
  });
  if (!isOpen) return failure({ code: "rejected", reason: "ended-at-broker" });
  await announce?.(account);
  return success(token);
};

export type CompletedLogin =
  | { leads: "in"; returnTo: string; token: string }
  /** To the broker once more; `because` is for the log. */
  | ({ leads: "back"; because: LoginFailure } & Departure);

const askAgain = async (
  dependencies: CompleteLogin,
  { returnTo, level, replaces }: LoginTransaction,
  because: LoginFailure,
  now: EpochSeconds,
): Promise<Result<CompletedLogin, LoginFailure>> => {
  const wish: Wish = {
    returnTo,
    isForced: true,
    ...(level !== undefined && { level }),
    ...(replaces !== undefined && { replaces }),
  };
  const departure = await leave(dependencies, wish, now);
  return departure.ok ? success({ leads: "back", because, ...departure.value }) : departure;
};

/**
 * The way back from the broker. `token` is the login cookie's, `answer` the callback's query parameters.
 * The transaction is spent first, so that whatever goes wrong later, the same answer never counts twice. An
 * identification too old or too weak is asked for anew, once: a broker that cannot do better ends on a page.
 */
export const completeLogin = async (
  dependencies: CompleteLogin,
  { token, answer }: { token: string | undefined; answer: Readonly<Record<string, string>> },
  now: EpochSeconds,
): Promise<Result<CompletedLogin, LoginFailure>> => {
  const { broker, transactions, sessions } = dependencies;
  const taken = await takeTransaction(transactions, token, answer["state"], now);
  if (!taken.ok) return taken;
  const { returnTo, level = 0, isForced, replaces } = taken.value;
  const identified = await broker.identify(answer, taken.value);
  if (!identified.ok) return identified;
  const accepted = judge(dependencies, identified.value, level, now);
  if (!accepted.ok) return isForced ? accepted : askAgain(dependencies, taken.value, accepted.failure, now);
  const opened = await openSession(dependencies, identified.value, accepted.value, now);
  if (!opened.ok) return opened;
  if (replaces !== undefined) await sessions.end(replaces);
  return success({ leads: "in", returnTo, token: opened.value });
};
