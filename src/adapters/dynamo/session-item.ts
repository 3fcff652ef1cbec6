import * as v from "valibot";
import { capacityKinds } from "../../domain/acting/capacity.ts";
import type { LoginTransaction, Session } from "../../app/session/ports.ts";

const Instant = v.pipe(v.number(), v.integer());

const ActingSchema = v.object({
  party: v.object({
    kind: v.picklist(capacityKinds),
    id: v.string(),
    name: v.string(),
    taxNumber: v.optional(v.string()),
    shortName: v.optional(v.string()),
  }),
  basis: v.variant("kind", [
    v.object({ kind: v.literal("self") }),
    v.object({ kind: v.literal("statutory"), entry: v.string() }),
    v.object({ kind: v.literal("mandate"), mandate: v.string() }),
    v.object({ kind: v.literal("document") }),
  ]),
  scope: v.optional(
    v.object({ forms: v.optional(v.array(v.string())), settlements: v.optional(v.array(v.string())) }),
  ),
});

const SessionItemSchema = v.object({
  schemaVersion: v.literal(1),
  account: v.string(),
  displayName: v.string(),
  createdAt: Instant,
  acting: ActingSchema,
  authTime: Instant,
  idleExpiresAt: Instant,
  absoluteExpiresAt: Instant,
  brokerSession: v.optional(v.string()),
  assurance: v.optional(v.string()),
  level: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4)),
  personKey: v.optional(v.string()),
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
