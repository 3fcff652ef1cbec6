import type { FormDefinition } from "../../domain/form/definition.ts";
import type { FormId, OfficeId, SettlementCode } from "../../domain/ids.ts";
import type { Office, PublishedSettlement } from "../../domain/settlement/settlement.ts";

/** The published catalogue. Hashes name immutable objects; a hash nothing was published under throws. */
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
