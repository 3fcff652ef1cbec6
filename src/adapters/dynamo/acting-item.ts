import * as v from "valibot";
import { capacityKinds } from "../../domain/acting/capacity.ts";

/** A party as it lies within other items. */
export const PartyPart = v.object({
  kind: v.picklist(capacityKinds),
  id: v.string(),
  name: v.string(),
  taxNumber: v.optional(v.string()),
  shortName: v.optional(v.string()),
  personKey: v.optional(v.string()),
});

export const ScopePart = v.object({
  forms: v.optional(v.array(v.string())),
  settlements: v.optional(v.array(v.string())),
});

/** In whose name a session acts. */
export const ActingPart = v.object({
  party: PartyPart,
  basis: v.variant("kind", [
    v.object({ kind: v.literal("self") }),
    v.object({ kind: v.literal("statutory"), entry: v.string() }),
    v.object({ kind: v.literal("mandate"), mandate: v.string() }),
    v.object({ kind: v.literal("document") }),
  ]),
  scope: v.optional(ScopePart),
});

/** Who acted in a case, as it lies beside the answers. */
export const ActingRecordPart = v.object({
  ...ActingPart.entries,
  actor: v.string(),
  actorName: v.string(),
});
