import * as v from "valibot";
import type { PersonalAccount } from "../../app/account/ports.ts";
import { defaultSettings } from "../../domain/account/settings.ts";
import type { AccountId } from "../../domain/ids.ts";
import { languages } from "../../domain/localized.ts";

type Item = Record<string, unknown>;

const Instant = v.pipe(v.number(), v.integer());

const SettingsSchema = v.object({
  phone: v.optional(v.string()),
  address: v.optional(
    v.object({ country: v.string(), postcode: v.string(), city: v.string(), street: v.string() }),
  ),
  language: v.picklist(languages),
  notifications: v.object({ caseProgress: v.boolean(), newLogin: v.boolean() }),
  defaultSettlement: v.optional(v.string()),
});

/** What a login writes is always there; the rest comes with the client's first own change. */
const AccountItemSchema = v.object({
  schemaVersion: v.literal(1),
  identity: v.object({
    name: v.string(),
    birthName: v.string(),
    mothersName: v.string(),
    placeOfBirth: v.string(),
    dateOfBirth: v.string(),
  }),
  createdAt: Instant,
  identityRefreshedAt: Instant,
  version: v.optional(Instant, 0),
  settings: v.optional(SettingsSchema, defaultSettings),
  email: v.optional(v.string()),
  pendingEmail: v.optional(v.object({ address: v.string(), tokenHash: v.string(), expiresAt: Instant })),
});

/** Throws when the item is not of a known schema version: a migration error, never a client's. */
export const parseAccountItem = (id: AccountId, item: Item): PersonalAccount => {
  const { schemaVersion: _, ...account } = v.parse(AccountItemSchema, item);
  return { id, ...account } as unknown as PersonalAccount;
};

/** Deletion has begun: for everybody but the deletion itself there is no account any more. */
export const isBeingDeleted = (item: Item): boolean => "deletingAt" in item;

/** Condition of every change the client makes. */
export const ACCOUNT_IS_THERE = "attribute_exists(pk) AND attribute_not_exists(deletingAt)";
