import * as v from "valibot";
import { PartyItemSchema } from "./party-item.ts";

/** Who acted in a case, as it lies beside the answers. */
export const ActingRecordItemSchema = v.object({
  party: PartyItemSchema,
  basis: v.variant("kind", [
    v.object({ kind: v.literal("self") }),
    v.object({ kind: v.literal("statutory"), entry: v.string() }),
    v.object({ kind: v.literal("mandate"), mandate: v.string() }),
    v.object({ kind: v.literal("document") }),
  ]),
  scope: v.optional(
    v.object({ forms: v.optional(v.array(v.string())), settlements: v.optional(v.array(v.string())) }),
  ),
  actor: v.string(),
  actorName: v.string(),
});
