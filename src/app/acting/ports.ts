import type { Mandate, Party } from "../../domain/acting/capacity.ts";
import type { Period } from "../../domain/acting/mandate-validity.ts";
import type { MandateId, PartyId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";

/** What a public register says of one person: they represent this party (törvényes képviselet). */
export interface Representation extends Period {
  /** Names the entry within the person's. */
  entry: string;
  party: Party;
}

/** All reads see every write that was answered before. */
export interface MandateReader {
  find(proxyKey: string, id: MandateId): Promise<Mandate | undefined>;
  receivedBy(proxyKey: string): Promise<readonly Mandate[]>;
  grantedBy(party: PartyId): Promise<readonly Mandate[]>;
  /** One of those the party granted. */
  findGranted(party: PartyId, id: MandateId): Promise<Mandate | undefined>;
}

export interface MandateStore extends MandateReader {
  /** The mandate with the pointer of its principal, in one transaction. */
  grant(mandate: Mandate): Promise<void>;
  /** Ends it unless it has ended before; the answer is how it stands then. `undefined`: there is none. */
  revoke(
    proxyKey: string,
    id: MandateId,
    by: NonNullable<Mandate["revokedBy"]>,
    now: EpochSeconds,
  ): Promise<Mandate | undefined>;
}

export interface RegisterReader {
  find(personKey: string, entry: string): Promise<Representation | undefined>;
  of(personKey: string): Promise<readonly Representation[]>;
}

/** An entry of a register's file, with the person it is about. */
export interface RegisteredPerson {
  personKey: string;
  representation: Representation;
}

export interface RegisterStore extends RegisterReader {
  /**
   * From then on the register has these entries and no others; those of other registers stay. Repeating after
   * a break-off is harmless: new entries come first, ended ones go last.
   */
  replace(register: string, entries: readonly RegisteredPerson[]): Promise<{ kept: number; ended: number }>;
}
