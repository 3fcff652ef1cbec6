import type { FormDefinition } from "../../../src/domain/form/definition.ts";
import { failure, type Result, success } from "../../../src/domain/result.ts";
import {
  type CataloguePointer,
  cataloguePaths,
  isOfOne,
  type PublishedSettlement,
  type SettlementListing,
} from "../../../src/domain/settlement/settlement.ts";
import type { ApiFailure } from "./client.ts";

export type CatalogueResult<T> = Result<T, ApiFailure>;

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
  /** One entry of a file the pointer names, as it stands now; `not-found` where there is none. */
  entryNow: <T>(pathOf: (pointer: CataloguePointer) => string, key: string) => Promise<CatalogueResult<T>>;
  /** What never changes under its path. */
  readOnce: <T>(path: string) => Promise<CatalogueResult<T>>;
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

  const entryNow: CatalogueReader["entryNow"] = async <T>(
    pathOf: (pointer: CataloguePointer) => string,
    key: string,
  ) => {
    const part = await readPart<Readonly<Record<string, T>>>(pathOf);
    return part.ok ? entryOf(part.value, key) : part;
  };

  const settlementHash = (code: string) =>
    entryNow<string>((pointer) => cataloguePaths.versions(pointer.versions), code);

  return {
    listing: () => readPart((pointer) => cataloguePaths.listing(pointer.settlements)),
    settlementHash,
    currentSettlement: async (code) => {
      const hash = await settlementHash(code);
      return hash.ok ? readOnce(cataloguePaths.settlement(hash.value)) : hash;
    },
    settlement: (hash) => readOnce(cataloguePaths.settlement(hash)),
    form: (hash) => readOnce(cataloguePaths.form(hash)),
    entryNow,
    readOnce,
  };
};

/** `key` comes from an address: only what the file itself says counts. */
const entryOf = <T>(entries: Readonly<Record<string, T>>, key: string): CatalogueResult<T> => {
  const value = Object.hasOwn(entries, key) ? entries[key] : undefined;
  return value === undefined ? failure({ code: "not-found" }) : success(value);
};
