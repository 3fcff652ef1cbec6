import * as v from "valibot";
import type { Representation } from "../../app/acting/ports.ts";
import { actingKeys } from "./keys.ts";
import { PartyItemSchema } from "./party-item.ts";

const RegisterItemSchema = v.object({
  schemaVersion: v.literal(1),
  entry: v.string(),
  party: PartyItemSchema,
  validFrom: v.string(),
  validTo: v.optional(v.string()),
});

/** Throws when the item is not of a known schema version: a migration error, never a client's. */
export const parseRegisterItem = (item: Record<string, unknown>): Representation => {
  const { schemaVersion: _, ...representation } = v.parse(RegisterItemSchema, item);
  return representation as unknown as Representation;
};

export const registerItem = (personKey: string, representation: Representation): Record<string, unknown> => ({
  ...actingKeys.representation(personKey, representation.entry),
  schemaVersion: 1,
  ...representation,
});
