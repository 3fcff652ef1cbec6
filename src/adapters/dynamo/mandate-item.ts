import * as v from "valibot";
import type { Mandate } from "../../domain/acting/capacity.ts";
import { PartyPart, ScopePart } from "./acting-item.ts";
import { Instant } from "./common-item.ts";
import { actingKeys } from "./keys.ts";

const MandateItemSchema = v.object({
  schemaVersion: v.literal(1),
  id: v.string(),
  principal: PartyPart,
  grantedBy: v.string(),
  proxy: v.object({ personKey: v.string(), name: v.string() }),
  scope: ScopePart,
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
