import type { SettlementCode } from "../../../src/domain/ids.ts";
import { success } from "../../../src/domain/result.ts";
import {
  cataloguePaths,
  type Office,
  type PublishedOffice,
} from "../../../src/domain/settlement/settlement.ts";
import type { CatalogueReader, CatalogueResult } from "./catalogue.ts";

/** An office as published now. */
export interface CurrentOffice {
  office: Office;
  /** Whom it serves. */
  settlements: readonly SettlementCode[];
}

export const readCurrentOffice = async (
  { entryNow, readOnce }: Pick<CatalogueReader, "entryNow" | "readOnce">,
  id: string,
): Promise<CatalogueResult<CurrentOffice>> => {
  const published = await entryNow<PublishedOffice>((pointer) => cataloguePaths.offices(pointer.offices), id);
  if (!published.ok) return published;
  const { hash, settlements } = published.value;
  const office = await readOnce<Office>(cataloguePaths.office(hash));
  return office.ok ? success({ office: office.value, settlements }) : office;
};
