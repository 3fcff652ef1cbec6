import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { failure, type Result, success } from "../../../src/domain/result.ts";
import {
  type CataloguePointer,
  cataloguePaths,
  type PublishedSettlement,
  type SettlementListing,
} from "../../../src/domain/settlement/settlement.ts";
import type { ApiFailure } from "./client.ts";

type CatalogueResult<T> = Result<T, ApiFailure>;

/** The published settlements and forms, read as files. All but the pointer never change under their name. */
export interface CatalogueReader {
  listing: () => Promise<CatalogueResult<readonly SettlementListing[]>>;
  /** The settlement as published now; `not-found` for a code that is not on the list. */
  currentSettlement: (code: string) => Promise<CatalogueResult<PublishedSettlement>>;
  /** Name of what `currentSettlement` reads, to find it again later. */
  settlementHash: (code: string) => Promise<CatalogueResult<string>>;
  /** The settlement as it was when a case was started. */
  settlement: (hash: string) => Promise<CatalogueResult<PublishedSettlement>>;
  form: (hash: string) => Promise<CatalogueResult<FormDefinition>>;
}

export const createCatalogueReader = (
  fetchFile: (address: string) => Promise<Pick<Response, "ok" | "status" | "json">>,
): CatalogueReader => {
  const known = new Map<string, Promise<CatalogueResult<unknown>>>();

  const fetchJson = async <T>(path: string): Promise<CatalogueResult<T>> => {
    try {
      const response = await fetchFile(`/${path}`);
      if (response.ok) return success((await response.json()) as T);
      return failure({
        code: response.status === 404 || response.status === 403 ? "not-found" : "unexpected",
      });
    } catch {
      return failure({ code: "network" });
    }
  };

  const read = async <T>(path: string): Promise<CatalogueResult<T>> => {
    const result = await fetchJson<T>(path);
    // A failure is not remembered: the next page that asks tries again.
    if (!result.ok) known.delete(path);
    return result;
  };

  const readOnce = <T>(path: string): Promise<CatalogueResult<T>> => {
    const started = known.get(path) as Promise<CatalogueResult<T>> | undefined;
    if (started) return started;
    const reading = read<T>(path);
    known.set(path, reading);
    return reading;
  };

  const listing = async (): Promise<CatalogueResult<readonly SettlementListing[]>> => {
    const pointer = await read<CataloguePointer>(cataloguePaths.pointer);
    return pointer.ok ? readOnce(cataloguePaths.listing(pointer.value.settlements)) : pointer;
  };

  const settlementHash = async (code: string): Promise<CatalogueResult<string>> => {
    const all = await listing();
    if (!all.ok) return all;
    const entry = all.value.find((candidate) => candidate.code === code);
    return entry ? success(entry.hash) : failure({ code: "not-found" });
  };

  return {
    listing,
    settlementHash,
    currentSettlement: async (code) => {
      const hash = await settlementHash(code);
      return hash.ok ? readOnce(cataloguePaths.settlement(hash.value)) : hash;
    },
    settlement: (hash) => readOnce(cataloguePaths.settlement(hash)),
    form: (hash) => readOnce(cataloguePaths.form(hash)),
  };
};
