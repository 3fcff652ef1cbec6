import type { FormDefinition } from "../../domain/form/definition.ts";
import type { FormId, OfficeId, SettlementCode } from "../../domain/ids.ts";
import type { Office, PublishedSettlement } from "../../domain/settlement/settlement.ts";

/**
 * The published catalogue. Hashes name immutable objects; a hash nothing was published under throws, as does an object that
 * does not hold what was published under its hash: CatalogueDamaged.
 */
export interface Catalogue {
  /** The settlement as published now (at most 30 s late); `undefined` when there is none with this code. */
  currentSettlement(
    code: SettlementCode,
  ): Promise<{ settlement: PublishedSettlement; hash: string } | undefined>;
  /** Whether some settlement offers this form now (at most 30 s late). */
  offersForm(form: FormId): Promise<boolean>;
  settlement(hash: string): Promise<PublishedSettlement>;
  form(hash: string): Promise<FormDefinition>;
}

/** The published offices. */
export interface OfficeDirectory {
  /** As published now (at most 30 s late); `undefined` when no settlement belongs to an office of this id. */
  currentOffice(id: OfficeId): Promise<Office | undefined>;
}

/** Nobody has published anything in this region; also when nothing may be read, which a bucket answers alike. */
export class NothingPublished extends Error {
  override readonly name = "NothingPublished";
}

/** An object of the catalogue does not hold what was published under its name. */
export class CatalogueDamaged extends Error {
  override readonly name = "CatalogueDamaged";
  /** In the catalogue's bucket; tells nothing of a person. */
  readonly key: string;
  constructor(key: string) {
    super(
      `${key} in the catalogue's bucket is damaged: it does not hold what was published. Its earlier version is in the bucket.`,
    );
    this.key = key;
  }
}
