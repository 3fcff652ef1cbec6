import type { FormId, SettlementCode } from "../ids.ts";

/** What one publication did: which settlements it changed, and from what. Immutable, and never forgotten. */
export interface Publication {
  /** Counted from 1. */
  version: number;
  /** ISO instant. */
  publishedAt: string;
  kind: "publish" | "rollback";
  /** Hash of the publication before; the first has none. */
  previous?: string;
  changes: Readonly<Record<SettlementCode, SettlementChange>>;
}

export interface SettlementChange {
  /** Hash of the settlement since then. */
  hash: string;
  /** What was in force until then, and the hash of the publication that had brought it; absent when it is new. */
  before?: { hash: string; publication: string };
  /** Of a rollback: hash of the publication that had brought this state first. */
  restores?: string;
}

/** What a publication must know of the settlements it does not change. */
export interface PublishedEntries {
  /** Distinct sets of forms that settlements offer. */
  services: readonly (readonly FormId[])[];
  /** Hash of the publication that brought the settlement's state, and the place of its forms in `services`. */
  settlements: Readonly<Record<SettlementCode, readonly [publication: string, services: number]>>;
}
