import { createHash } from "node:crypto";
import { CatalogueDamaged } from "../../app/catalogue/ports.ts";
import { shortHash } from "../../app/catalogue/short-hash.ts";
import { isRecord } from "../../domain/form/answers.ts";
import { type CataloguePointer, cataloguePaths } from "../../domain/settlement/settlement.ts";

const parsed = (key: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new CatalogueDamaged(key);
  }
};

const sha256 = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");

/** What an immutable object holds, which is what its name says. @throws CatalogueDamaged when it is not */
export const contentIn = (key: string, text: string): unknown => {
  const [, hash] = /\.([0-9a-f]{16})\.json$/.exec(key) ?? [];
  if (hash !== shortHash(sha256, text)) throw new CatalogueDamaged(key);
  return parsed(key, text);
};

const POINTER_FIELDS = ["settlements", "versions", "forms", "offices", "publication", "entries"] as const;

const isPointer = (value: unknown): value is CataloguePointer =>
  isRecord(value) &&
  typeof value["version"] === "number" &&
  POINTER_FIELDS.every((field) => typeof value[field] === "string");

/** @throws CatalogueDamaged */
export const pointerIn = (text: string): CataloguePointer => {
  const pointer = parsed(cataloguePaths.pointer, text);
  if (!isPointer(pointer)) throw new CatalogueDamaged(cataloguePaths.pointer);
  return pointer;
};
