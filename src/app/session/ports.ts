import type { Acting } from "../../domain/acting/capacity.ts";
import type { Submitter } from "../../domain/case/case.ts";
import type { AccountId } from "../../domain/ids.ts";
import type { Result } from "../../domain/result.ts";
import type { SessionClocks } from "../../domain/session/clocks.ts";
import type { LoginFailureCode } from "../../domain/session/login-failure.ts";
import type { EpochSeconds } from "../../domain/time.ts";

/** What is kept of a session; tokens of the broker are not among it. */
export interface Session extends SessionClocks {
  account: AccountId;
  displayName: string;
  createdAt: EpochSeconds;
  /** In whose name the session acts; own name at login, changed by a switch of capacity. */
  acting: Acting;
  /** When the person identified at the broker. */
  authTime: EpochSeconds;
  /** The broker's id of its own session (`sid`): names it at logout and in back-channel logout. */
  brokerSession?: string;
  /** Level and method of identification (`acr`), as the broker names it. */
  assurance?: string;
  /** Level of identification the region's configuration gives that `acr`: 1 to 4, 0 when it names none. */
  level: number;
  /** Names the person by the natural identification data; absent when the broker did not give all of them. */
  personKey?: string;
}

/** A session among others of its person. */
export interface OwnedSession {
  /** SHA-256 of its token; the first 22 characters are its id for its owner. */
  hash: string;
  session: Session;
}

/**
 * Sessions by the SHA-256 of their token; the token itself never reaches a store. Every session is also
 * entered under its account and under the broker's session, in the same transaction, so that ending "all of
 * them" misses none.
 */
export interface SessionStore {
  /** False: the broker's session it rests on has been ended meanwhile; nothing was written. */
  create(tokenHash: string, session: Session): Promise<boolean>;
  /**
   * One conditional write: if the session is active at `now`, its idle clock moves to `idleExpiresAt`.
   * Otherwise nothing is written, and the session as it stands tells why (absent: unknown token).
   */
  touch(
    tokenHash: string,
    now: EpochSeconds,
    idleExpiresAt: EpochSeconds,
  ): Promise<{ touched: boolean; session?: Session }>;
  read(tokenHash: string): Promise<Session | undefined>;
  /**
   * In one transaction: the old token, still lapsed at `now`, is gone and the new one exists. Otherwise
   * nothing is written: it was `not-lapsed` (or gone), or the broker's session is `ended`.
   */
  replace(
    oldHash: string,
    newHash: string,
    session: Session,
    now: EpochSeconds,
  ): Promise<"replaced" | "not-lapsed" | "ended">;
  /** From now on the session acts so. False: it is not active at `now`, nothing was written. */
  switchActing(tokenHash: string, acting: Acting, now: EpochSeconds): Promise<boolean>;
  /** Removes the session and returns what it was. */
  end(tokenHash: string): Promise<Session | undefined>;
  /** The account's sessions, strongly consistent, in no order; those that are over may still be among them. */
  listOf(account: AccountId): Promise<readonly OwnedSession[]>;
  /** Removes the session if it is the account's. False: there is none of the account by that hash. */
  endOwn(account: AccountId, tokenHash: string): Promise<boolean>;
  /** Removes every session of the account. May be repeated after a failure half-way. */
  endAllOf(account: AccountId): Promise<void>;
  /**
   * Removes every session resting on the broker's session and lets no other begin there, a login under way
   * included. Returns how many it removed. May be repeated after a failure half-way.
   */
  endByBroker(brokerSession: string, now: EpochSeconds): Promise<number>;
}

/** Which logout messages of the broker were acted on, by SHA-256 of issuer and `jti`. */
export interface LogoutTokenStore {
  wasUsed(tokenHash: string, now: EpochSeconds): Promise<boolean>;
  /** Remembered until `expiresAt`, when the message is too old to be accepted anyway. */
  markUsed(tokenHash: string, expiresAt: EpochSeconds): Promise<void>;
}

/** A login under way, between leaving for the broker and coming back. */
export interface LoginTransaction {
  state: string;
  nonce: string;
  /** PKCE (RFC 7636). */
  codeVerifier: string;
  /** A path of the portal, already checked. */
  returnTo: string;
  /** The least level of identification that will do, 1 to 4. */
  level?: number;
  /** The broker was told to identify the person anew; it is not told twice. */
  isForced?: boolean;
  /** Hash of the session this browser had; the new one takes its place. */
  replaces?: string;
  expiresAt: EpochSeconds;
}

export interface LoginTransactionStore {
  create(tokenHash: string, transaction: LoginTransaction): Promise<void>;
  /**
   * Takes the transaction out, so that it can be used once. With a `state` other than its own nothing is
   * taken: a forged callback cannot spoil somebody's login.
   */
  take(
    tokenHash: string,
    state: string,
  ): Promise<Result<LoginTransaction, { code: "unknown" | "state-mismatch" }>>;
}

/** The client's personal account, created at the first login. */
export interface Account {
  id: AccountId;
  /** From the broker, refreshed at each login, read-only for the client. */
  identity: Submitter;
  createdAt: EpochSeconds;
  identityRefreshedAt: EpochSeconds;
}

export interface AccountReader {
  find(id: AccountId): Promise<Account | undefined>;
}

export interface AccountStore extends AccountReader {
  /**
   * Creates the account or refreshes its identity data; settings of the client stay as they are. From then on
   * `personKey` leads to the account.
   */
  recordLogin(id: AccountId, identity: Submitter, now: EpochSeconds, personKey?: string): Promise<void>;
}

/** A person as the broker vouches for them. */
export interface Identification {
  issuer: string;
  /** Pairwise: means nothing outside this portal. */
  subject: string;
  authTime: number | undefined;
  brokerSession: string | undefined;
  assurance: string | undefined;
  person: Submitter;
}

/** `reason` is one of a fixed set of words for the log, never text of the broker or of a person. */
export interface LoginFailure {
  code: LoginFailureCode;
  reason?: string;
}

/** A verified message of the broker that a session there ended; names the session, the person or both. */
export interface LogoutToken {
  issuer: string;
  /** `sid`: one session of the broker. */
  brokerSession?: string;
  /** `sub`: without a `sid`, every session of this person. */
  subject?: string;
  /** Unique per message; whoever acts on it remembers it until `expiresAt`. */
  jti: string;
  expiresAt: EpochSeconds;
}

export interface IdentityBroker {
  /** Where the browser goes to identify. */
  authorizationUrl(login: {
    state: string;
    nonce: string;
    codeVerifier: string;
    /** Acceptable ways of identification (`acr`), best first; without it the broker lets the client choose. */
    acrValues?: readonly string[];
    /** The broker identifies the person anew, even in the middle of its own session. */
    forceLogin?: boolean;
  }): Promise<Result<string, LoginFailure>>;
  /** Turns the broker's answer (query parameters of the callback) into a verified person. */
  identify(
    answer: Readonly<Record<string, string>>,
    login: LoginTransaction,
  ): Promise<Result<Identification, LoginFailure>>;
  /**
   * Verifies a back-channel logout token: `broker` when the broker's keys cannot be had now (the broker may
   * repeat it), `rejected` when the token is not one of its logout tokens for this portal.
   */
  readLogoutToken(token: string): Promise<Result<LogoutToken, LoginFailure>>;
  /** Where the browser goes to end the broker's session; absent when the broker cannot be asked now. */
  endSessionUrl(brokerSession: string | undefined): Promise<string | undefined>;
}

/** Cryptographically random bytes. */
export type RandomBytes = (count: number) => Uint8Array;
