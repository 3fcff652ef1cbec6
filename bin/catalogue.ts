import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { projectRoot } from "../lib/project-root.ts";
import type { SourceFile } from "../src/app/catalogue/source.ts";

/** The project's own catalogue. */
export const projectCatalogue = join(projectRoot, "catalogue");

export const sha256 = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

/** What a catalogue is compiled from; paths begin at its folder. */
export interface CatalogueFolder {
  /** YAML files and the national list, sorted by path. */
  files: SourceFile[];
  images: ReadonlyMap<string, Uint8Array>;
}

const NOT_UTF_8 = "is not UTF-8 text; save it as UTF-8";

export const decoded = (path: string, bytes: Uint8Array): SourceFile => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? { path, text: "", unreadable: NOT_UTF_8 } : { path, text };
  } catch {
    return { path, text: "", unreadable: NOT_UTF_8 };
  }
};

/** Files at a time; thousands at once would run into the system's limit. */
const AT_ONCE = 64;

const readAll = async (folder: string, paths: readonly string[]): Promise<Map<string, Uint8Array>> => {
  const read = new Map<string, Uint8Array>();
  for (let start = 0; start < paths.length; start += AT_ONCE) {
    const some = paths.slice(start, start + AT_ONCE);
    const contents = await Promise.all(some.map((path) => readFile(join(folder, path))));
    for (const [index, path] of some.entries()) read.set(path, contents[index] ?? new Uint8Array());
  }
  return read;
};

const SOURCE = /\.yaml$|^national\/.*\.csv$/;
const IMAGE = /^settlements\/.*\.(png|webp)$/;

const listed = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .filter((path) => SOURCE.test(path) || IMAGE.test(path));
};

/** Each municipality's own; all else is shared. */
export const isOwn = (path: string): boolean => /^(settlements|offices)\//.test(path);

/**
 * A catalogue's folder. What is shared (forms, presets, parameters, rules of procedure, the national list) comes from
 * the project where the folder has no such file, so that a municipality's folder holds its own files only.
 */
export const readCatalogueFolder = async (folder = projectCatalogue): Promise<CatalogueFolder> => {
  const own = await readAll(folder, await listed(folder));
  const shared =
    folder === projectCatalogue
      ? []
      : (await listed(projectCatalogue)).filter((path) => !isOwn(path) && !own.has(path));
  const all = [...own, ...(await readAll(projectCatalogue, shared))];
  const sorted = all.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    files: sorted.filter(([path]) => SOURCE.test(path)).map(([path, bytes]) => decoded(path, bytes)),
    images: new Map(sorted.filter(([path]) => IMAGE.test(path))),
  };
};

/** The YAML files of a catalogue's folder alone, sorted by path. */
export const readCatalogueFiles = async (folder = projectCatalogue): Promise<SourceFile[]> => {
  const paths = (await listed(folder)).filter((path) => path.endsWith(".yaml")).toSorted();
  return [...(await readAll(folder, paths))].map(([path, bytes]) => decoded(path, bytes));
};
