import * as v from "valibot";
import type { LoginTransaction, Session } from "../../app/session/ports.ts";

const Instant = v.pipe(v.number(), v.integer());

const SessionItemSchema = v.object({
  schemaVersion: v.literal(1),
  account: v.string(),
  displayName: v.string(),
  createdAt: Instant,
  authTime: Instant,
  idleExpiresAt: Instant,
  absoluteExpiresAt: Instant,
  brokerSession: v.optional(v.string()),
  assurance: v.optional(v.string()),
});

const LoginItemSchema = v.object({
  schemaVersion: v.literal(1),
  state: v.string(),
  nonce: v.string(),
  codeVerifier: v.string(),
  returnTo: v.string(),
  expiresAt: Instant,
});

type Item = Record<string, unknown>;

/** Throws when the item is not of a known schema version: a migration error, never a client's. */
export const parseSessionItem = (item: Item): Session => {
  const { schemaVersion: _, ...session } = v.parse(SessionItemSchema, item);
  return session as Session;
};

/** `expiresAt` is the table's TTL attribute. It only cleans up, days late at times: code compares the clocks. */
export const sessionItem = (session: Session): Item => ({
  schemaVersion: 1,
  ...session,
  expiresAt: session.absoluteExpiresAt,
});

export const parseLoginItem = (item: Item): LoginTransaction => {
  const { schemaVersion: _, ...transaction } = v.parse(LoginItemSchema, item);
  return transaction;
};

export const loginItem = (transaction: LoginTransaction): Item => ({ schemaVersion: 1, ...transaction });
