import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import type { SettlementCode } from "../../../src/domain/ids.ts";
import { failure, type Result, success } from "../../../src/domain/result.ts";
import {
  type CataloguePointer,
  cataloguePaths,
  isOfOne,
  type Office,
  type PublishedOffices,
  type PublishedSettlement,
  type PublishedVersions,
  type SettlementListing,
} from "../../../src/domain/settlement/settlement.ts";
import type { ApiFailure } from "./client.ts";

type CatalogueResult<T> = Result<T, ApiFailure>;

/** An office as published now. */
export interface CurrentOffice {
  office: Office;
  /** Whom it serves. */
  settlements: readonly SettlementCode[];
}

/** The published settlements and forms, read as files. All but the pointer never change under their name. */
export interface CatalogueReader {
  /** All settlements there are, for choosing one. */
  listing: () => Promise<CatalogueResult<readonly SettlementListing[]>>;
  /**
   * The settlement as published now; `not-found` for a code that is not on the list, `nothing-published` as long as there
   * is no list; `catalogue-damaged` when what is published of it cannot be read.
   */
  currentSettlement: (code: string) => Promise<CatalogueResult<PublishedSettlement>>;
  /** Name of what is published now, to read the very same again later. */
  settlementHash: (code: string) => Promise<CatalogueResult<string>>;
  /** The settlement as it was when a case was started. */
  settlement: (hash: string) => Promise<CatalogueResult<PublishedSettlement>>;
  form: (hash: string) => Promise<CatalogueResult<FormDefinition>>;
  currentOffice: (id: string) => Promise<CatalogueResult<CurrentOffice>>;
}

export const createCatalogueReader = (
  fetchFile: (address: string) => Promise<Pick<Response, "ok" | "status" | "json">>,
): CatalogueReader => {
  const known = new Map<string, Promise<CatalogueResult<unknown>>>();

  const fetchJson = async <T>(path: string): Promise<CatalogueResult<T>> => {
    try {
      const response = await fetchFile(`/${path}`);
      if (!response.ok)
        return failure({
          code: response.status === 404 || response.status === 403 ? "not-found" : "unexpected",
        });
      const content = (await response.json()) as T | null;
      if (content) return success(content);
    } catch (error) {
      // An answer that broke off on its way is no connection; one that arrived and is no JSON is damaged.
      if (!(error instanceof SyntaxError)) return failure({ code: "network" });
    }
    return failure({ code: isOfOne(path) ? "catalogue-damaged" : "unexpected" });
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

  /** One of the files the pointer names, as it stands now. */
  const readPart = async <T>(pathOf: (pointer: CataloguePointer) => string): Promise<CatalogueResult<T>> => {
    const pointer = await read<CataloguePointer>(cataloguePaths.pointer);
    if (pointer.ok) return readOnce<T>(pathOf(pointer.value));
    return failure(pointer.failure.code === "not-found" ? { code: "nothing-published" } : pointer.failure);
  };

  const settlementHash = async (code: string): Promise<CatalogueResult<string>> => {
    const versions = await readPart<PublishedVersions>((pointer) =>
      cataloguePaths.versions(pointer.versions),
    );
    return versions.ok ? entryOf(versions.value, code) : versions;
  };

  const currentOffice = async (id: string): Promise<CatalogueResult<CurrentOffice>> => {
    const offices = await readPart<PublishedOffices>((pointer) => cataloguePaths.offices(pointer.offices));
    if (!offices.ok) return offices;
    const published = entryOf(offices.value, id);
    if (!published.ok) return published;
    const office = await readOnce<Office>(cataloguePaths.office(published.value.hash));
    return office.ok ? success({ office: office.value, settlements: published.value.settlements }) : office;
  };

  return {
    listing: () => readPart((pointer) => cataloguePaths.listing(pointer.settlements)),
    settlementHash,
    currentSettlement: async (code) => {
      const hash = await settlementHash(code);
      return hash.ok ? readOnce(cataloguePaths.settlement(hash.value)) : hash;
    },
    settlement: (hash) => readOnce(cataloguePaths.settlement(hash)),
    form: (hash) => readOnce(cataloguePaths.form(hash)),
    currentOffice,
  };
};

/** `key` comes from an address: only what the file itself says counts. */
const entryOf = <T>(entries: Readonly<Record<string, T>>, key: string): CatalogueResult<T> => {
  const value = Object.hasOwn(entries, key) ? entries[key] : undefined;
  return value === undefined ? failure({ code: "not-found" }) : success(value);
};
