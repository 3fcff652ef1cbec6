import type { LocalDate } from "../time.ts";
import type { Mandate } from "./capacity.ts";

export type MandateState = "future" | "valid" | "expired" | "revoked";

/** Days a right holds on, both included; without an end until further notice. */
export interface Period {
  validFrom: LocalDate;
  validTo?: LocalDate;
}

/** Where `today` lies: ISO dates sort as text. */
export const positionIn = (
  { validFrom, validTo }: Period,
  today: LocalDate,
): "before" | "within" | "after" => {
  if (today < validFrom) return "before";
  return validTo !== undefined && today > validTo ? "after" : "within";
};

const stateAt = { before: "future", within: "valid", after: "expired" } as const;

/** A revocation counts from its moment and for good, whatever the days say. */
export const mandateState = (
  mandate: Pick<Mandate, "validFrom" | "validTo" | "revokedAt">,
  today: LocalDate,
): MandateState => (mandate.revokedAt === undefined ? stateAt[positionIn(mandate, today)] : "revoked");
