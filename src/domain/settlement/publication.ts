import type { FormId, OfficeId, SettlementCode } from "../ids.ts";
import type { SettlementListing } from "./settlement.ts";

/** What one publication did: which settlements it changed, and from what. Immutable, and never forgotten. */
export interface Publication {
  /** Counted from 1. */
  version: number;
  /** ISO instant. */
  publishedAt: string;
  kind: "publish" | "rollback" | "withdrawal";
  /** Hash of the publication before; the first has none. */
  previous?: string;
  changes: Readonly<Record<SettlementCode, SettlementChange>>;
  /** Offices that are different since. Absent in publications of before. */
  offices?: Readonly<Record<OfficeId, StateChange>>;
}

export interface StateChange {
  /** Hash of the state since then. */
  hash: string;
  /** What was in force until then, and the hash of the publication that had brought it; absent when it is new. */
  before?: { hash: string; publication: string };
}

export interface SettlementChange extends StateChange {
  /** Of a rollback: hash of the publication that had brought this state first. */
  restores?: string;
  /** It is off the list since then; `hash` is the state it had. */
  withdrawn?: true;
}

/** What the catalogue says of one settlement outside the settlement's own object. */
export interface PublishedEntry {
  hash: string;
  /** Hash of the publication that brought this state. */
  publication: string;
  office: OfficeId;
  forms: readonly FormId[];
  listing: SettlementListing;
}

/** What a publication must know of the settlements it does not change. */
export interface PublishedEntries {
  /** Distinct sets of forms that settlements offer. */
  services: readonly (readonly FormId[])[];
  /** Hash of the publication that brought the settlement's state, and the place of its forms in `services`. */
  settlements: Readonly<Record<SettlementCode, readonly [publication: string, services: number]>>;
  /** Hash of the publication that brought the office's state. Absent in publications of before. */
  offices?: Readonly<Record<OfficeId, string>>;
  /** Settlements that are off the list, as they were; with them their offices go on with the cases there are. */
  withdrawn?: Readonly<Record<SettlementCode, PublishedEntry>>;
}
