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
}

/** Sessions by the SHA-256 of their token; the token itself never reaches a store. */
export interface SessionStore {
  create(tokenHash: string, session: Session): Promise<void>;
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
  /** In one transaction: the old token, still lapsed at `now`, is gone and the new one exists. False: it was not. */
  replace(oldHash: string, newHash: string, session: Session, now: EpochSeconds): Promise<boolean>;
  /** Removes the session and returns what it was. */
  end(tokenHash: string): Promise<Session | undefined>;
}

/** A login under way, between leaving for the broker and coming back. */
export interface LoginTransaction {
  state: string;
  nonce: string;
  /** PKCE (RFC 7636). */
  codeVerifier: string;
  /** A path of the portal, already checked. */
  returnTo: string;
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
  /** Creates the account or refreshes its identity data; settings of the client stay as they are. */
  recordLogin(id: AccountId, identity: Submitter, now: EpochSeconds): Promise<void>;
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

export interface IdentityBroker {
  /** Where the browser goes to identify. */
  authorizationUrl(login: {
    state: string;
    nonce: string;
    codeVerifier: string;
  }): Promise<Result<string, LoginFailure>>;
  /** Turns the broker's answer (query parameters of the callback) into a verified person. */
  identify(
    answer: Readonly<Record<string, string>>,
    login: LoginTransaction,
  ): Promise<Result<Identification, LoginFailure>>;
  /** Where the browser goes to end the broker's session; absent when the broker cannot be asked now. */
  endSessionUrl(brokerSession: string | undefined): Promise<string | undefined>;
}

/** Cryptographically random bytes. */
export type RandomBytes = (count: number) => Uint8Array;
