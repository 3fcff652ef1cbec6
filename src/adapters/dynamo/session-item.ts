import * as v from "valibot";
import type { LoginTransaction, Session } from "../../app/session/ports.ts";
import { languages } from "../../domain/localized.ts";
import { ActingPart } from "./acting-item.ts";
import { Instant } from "./common-item.ts";

const SessionItemSchema = v.object({
  schemaVersion: v.literal(1),
  account: v.string(),
  displayName: v.string(),
  createdAt: Instant,
  acting: ActingPart,
  authTime: Instant,
  idleExpiresAt: Instant,
  absoluteExpiresAt: Instant,
  brokerSession: v.optional(v.string()),
  assurance: v.optional(v.string()),
  level: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4)),
  personKey: v.optional(v.string()),
  language: v.optional(v.picklist(languages)),
});

/** Both registries of sessions: under an account and under a session of the broker. */
const RegistryItemSchema = v.object({ sessions: v.optional(v.set(v.string())) });

const LoginItemSchema = v.object({
  schemaVersion: v.literal(1),
  state: v.string(),
  nonce: v.string(),
  codeVerifier: v.string(),
  returnTo: v.string(),
  level: v.optional(v.number()),
  isForced: v.optional(v.boolean()),
  replaces: v.optional(v.string()),
  expiresAt: Instant,
});

const LogoutTokenItemSchema = v.object({ schemaVersion: v.literal(1), expiresAt: Instant });

type Item = Record<string, unknown>;

/** Throws when the item is not of a known schema version: a migration error, never a client's. */
export const parseSessionItem = (item: Item): Session => {
  const { schemaVersion: _, ...session } = v.parse(SessionItemSchema, item);
  return session as unknown as Session;
};

/** `expiresAt` is the table's TTL attribute. It only cleans up, days late at times: code compares the clocks. */
export const sessionItem = (session: Session): Item => ({
  schemaVersion: 1,
  ...session,
  expiresAt: session.absoluteExpiresAt,
});

const MovedItemSchema = v.object({ schemaVersion: v.literal(1), movedTo: v.string() });

/** What a resume leaves under the old token: nothing but the hash of the new one, for a logout with the old cookie. */
export const movedItem = (movedTo: string, { absoluteExpiresAt }: Session): Item => ({
  schemaVersion: 1,
  movedTo,
  expiresAt: absoluteExpiresAt,
});

/** Where the session under this token went on; undefined for a session itself. */
export const parseMovedTo = (item: Item): string | undefined =>
  "movedTo" in item ? v.parse(MovedItemSchema, item).movedTo : undefined;

/** The entries of a registry; an absent item has none. */
export const parseRegistryItem = (item: Item | undefined): readonly string[] => [
  ...(v.parse(RegistryItemSchema, item ?? {}).sessions ?? []),
];

export const parseLoginItem = (item: Item): LoginTransaction => {
  const { schemaVersion: _, ...transaction } = v.parse(LoginItemSchema, item);
  return transaction as LoginTransaction;
};

export const loginItem = (transaction: LoginTransaction): Item => ({ schemaVersion: 1, ...transaction });

export const parseLogoutTokenItem = (item: Item) => v.parse(LogoutTokenItemSchema, item);
