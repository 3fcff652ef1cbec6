import * as v from "valibot";
import { capacityKinds } from "../domain/acting/capacity.ts";
import { Day, EntityId, FormId, Instant, SettlementCode } from "./common.ts";

/** As typed: spaces and hyphens are forgiven, the check digit is not; answers carry `12345678-1-42`. */
const TypedTaxNumber = v.pipe(v.string(), v.minLength(1), v.maxLength(30));
const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

export const PartySchema = v.object({
  kind: v.picklist(capacityKinds),
  name: v.string(),
  taxNumber: v.optional(v.string()),
  shortName: v.optional(v.string()),
});
export type PartyView = v.InferOutput<typeof PartySchema>;

export const ScopeSchema = v.object({
  forms: v.optional(v.array(FormId)),
  settlements: v.optional(v.array(SettlementCode)),
});

/** In whose name a session or a case acts. `rights`: a document lets one submit only. */
export const ActingSchema = v.object({
  party: PartySchema,
  basis: v.picklist(["self", "statutory", "mandate", "document"]),
  rights: v.picklist(["submit-and-query", "submit"]),
  scope: v.optional(ScopeSchema),
});
export type ActingView = v.InferOutput<typeof ActingSchema>;

/** One line of the choice of capacity. `id` is what POST /api/session/capacity takes. */
export const CapacitySchema = v.object({
  id: v.string(),
  ...ActingSchema.entries,
  active: v.boolean(),
  /** Last day, where the right has an end. */
  validTo: v.optional(Day),
});
export type Capacity = v.InferOutput<typeof CapacitySchema>;

/** GET /api/capacities: everything the person may choose now without typing anything. */
export const CapacitiesSchema = v.object({ capacities: v.array(CapacitySchema) });

/** The natural identification data that name a person without doubt. */
export const NaturalPersonSchema = v.strictObject({
  name: Name,
  birthName: Name,
  mothersName: Name,
  placeOfBirth: Name,
  dateOfBirth: Day,
});

/**
 * POST /api/session/capacity. `known`: an id from the list. `sole-trader`: own name, own tax number.
 * `document`: the authorisation will be uploaded with the form; the party is as the person states it.
 */
export const SwitchCapacityRequestSchema = v.variant("choose", [
  v.strictObject({ choose: v.literal("known"), id: v.pipe(v.string(), v.maxLength(100)) }),
  v.strictObject({ choose: v.literal("sole-trader"), taxNumber: TypedTaxNumber }),
  v.strictObject({
    choose: v.literal("document"),
    party: v.variant("kind", [
      v.strictObject({ kind: v.literal("natural-person"), ...NaturalPersonSchema.entries }),
      v.strictObject({ kind: v.literal("company"), name: Name, taxNumber: TypedTaxNumber }),
      v.strictObject({
        kind: v.literal("institution"),
        name: Name,
        taxNumber: TypedTaxNumber,
        shortName: v.pipe(v.string(), v.minLength(1), v.maxLength(10)),
      }),
    ]),
  }),
]);
export const SwitchCapacityResponseSchema = v.object({ acting: ActingSchema });

export const MandateSchema = v.object({
  id: EntityId,
  principal: PartySchema,
  proxyName: v.string(),
  scope: ScopeSchema,
  validFrom: Day,
  validTo: v.optional(Day),
  grantedAt: Instant,
  state: v.picklist(["future", "valid", "expired", "revoked"]),
  revokedAt: v.optional(Instant),
  revokedBy: v.optional(v.picklist(["principal", "proxy"])),
});
export type MandateView = v.InferOutput<typeof MandateSchema>;

/** GET /api/mandates: given by the party acted for now, and received by the person; newest first. */
export const MandatesSchema = v.object({ granted: v.array(MandateSchema), received: v.array(MandateSchema) });

/** POST /api/mandates: given by the party the session acts for. Absent scope lists mean everything. */
export const GrantMandateRequestSchema = v.strictObject({
  proxy: NaturalPersonSchema,
  scope: v.strictObject({
    forms: v.optional(v.pipe(v.array(FormId), v.minLength(1), v.maxLength(50))),
    settlements: v.optional(v.pipe(v.array(SettlementCode), v.minLength(1), v.maxLength(50))),
  }),
  validFrom: Day,
  validTo: v.optional(Day),
});
export const MandateParamsSchema = v.object({ mandateId: EntityId });
