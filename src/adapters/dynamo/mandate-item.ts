import * as v from "valibot";
import type { Mandate } from "../../domain/acting/capacity.ts";
import { actingKeys } from "./keys.ts";
import { PartyItemSchema } from "./party-item.ts";

const Instant = v.pipe(v.number(), v.integer());

const MandateItemSchema = v.object({
  schemaVersion: v.literal(1),
  id: v.string(),
  principal: PartyItemSchema,
  grantedBy: v.string(),
  proxy: v.object({ personKey: v.string(), name: v.string() }),
  scope: v.object({ forms: v.optional(v.array(v.string())), settlements: v.optional(v.array(v.string())) }),
  validFrom: v.string(),
  validTo: v.optional(v.string()),
  grantedAt: Instant,
  revokedAt: v.optional(Instant),
  revokedBy: v.optional(v.picklist(["principal", "proxy"])),
});

/** Throws when the item is not of a known schema version: a migration error, never a client's. */
export const parseMandateItem = (item: Record<string, unknown>): Mandate => {
  const { schemaVersion: _, ...mandate } = v.parse(MandateItemSchema, item);
  return mandate as unknown as Mandate;
};

export const mandateItem = (mandate: Mandate): Record<string, unknown> => ({
  ...actingKeys.mandate(mandate.proxy.personKey, mandate.id),
  schemaVersion: 1,
  ...mandate,
});
