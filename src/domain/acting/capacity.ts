import type { AccountId, FormId, MandateId, PartyId, SettlementCode } from "../ids.ts";
import type { LocalDate } from "../time.ts";

/** Acting capacities (eljárás módja); exactly one is active in a session. */
export const capacityKinds = ["own-name", "sole-trader", "natural-person", "company", "institution"] as const;
export type CapacityKind = (typeof capacityKinds)[number];

/** In whose name the person acts; cases belong to the party, whoever acted. */
export interface Party {
  kind: CapacityKind;
  id: PartyId;
  name: string;
  /** Adószám as `12345678-1-42`; sole traders, companies and institutions have one. */
  taxNumber?: string;
  /**
   * Of a natural person stated on a document. They remain the same party when they get an account, or delete it, and the
   * id with it: otherwise a draft that is out of reach would tell whoever began it.
   */
  personKey?: string;
  /** Short name of an institution's office mailbox (Hivatali Kapu), at most 10 characters. */
  shortName?: string;
}

/** On what the right to act rests. A `document` uploaded with the form lets one submit, never query. */
export type Basis =
  | { kind: "self" }
  | { kind: "statutory"; entry: string }
  | { kind: "mandate"; mandate: MandateId }
  | { kind: "document" };

/** What a mandate covers; an absent list means everything. */
export interface MandateScope {
  forms?: readonly FormId[];
  settlements?: readonly SettlementCode[];
}

/** Whom the person of a session acts for, why they may, and how far. */
export interface Acting {
  party: Party;
  basis: Basis;
  scope?: MandateScope;
}

/** Kept with a case for good: who acted, in what capacity, on what basis. */
export interface ActingRecord extends Acting {
  actor: AccountId;
  actorName: string;
}

/** A written authorisation (meghatalmazás) given on the portal by the represented party to another person. */
export interface Mandate {
  id: MandateId;
  principal: Party;
  /** The account that granted it, for itself or as the party's statutory representative. */
  grantedBy: AccountId;
  /** The person entitled, as named by the principal; recognised at login by the natural identification data. */
  proxy: { personKey: string; name: string };
  scope: MandateScope;
  /** Local dates, both days included; without `validTo` until revoked. */
  validFrom: LocalDate;
  validTo?: LocalDate;
  grantedAt: number;
  revokedAt?: number;
  /** Which side ended it. */
  revokedBy?: "principal" | "proxy";
}
