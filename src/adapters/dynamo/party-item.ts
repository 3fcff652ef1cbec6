import * as v from "valibot";
import { capacityKinds } from "../../domain/acting/capacity.ts";

/** A party as it lies within other items. */
export const PartyItemSchema = v.object({
  kind: v.picklist(capacityKinds),
  id: v.string(),
  name: v.string(),
  taxNumber: v.optional(v.string()),
  shortName: v.optional(v.string()),
});
