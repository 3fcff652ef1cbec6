import { createHash } from "node:crypto";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { projectRoot } from "../lib/project-root.ts";
import { inParallel } from "../src/app/catalogue/in-parallel.ts";
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

/** Bytes; more is no file of a catalogue, whatever it is called, and is not even read. */
const LARGEST = 20_000_000;

/** The bytes of a file, or why there are none. */
type Content = Uint8Array | string;

/** One file that cannot be read is a mistake in it, and no reason to read no others. */
const contentOf = async (file: string): Promise<Content> => {
  try {
    const found = await lstat(file);
    if (found.isSymbolicLink()) return "is a link; put the file itself here";
    if (!found.isFile()) return "is no file";
    return found.size > LARGEST ? `is larger than ${LARGEST / 1_000_000} MB` : await readFile(file);
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    return `cannot be read (${code})`;
  }
};

/** Files at a time; thousands at once would run into the system's limit. */
const AT_ONCE = 64;

const readAll = async (folder: string, paths: readonly string[]): Promise<Map<string, Content>> => {
  const contents = await inParallel(paths, AT_ONCE, (path) => contentOf(join(folder, path)));
  return new Map(paths.map((path, index) => [path, contents[index] ?? new Uint8Array()]));
};

const SOURCE = /\.yaml$|^national\/.*\.csv$/;
const IMAGE = /^settlements\/.*\.(png|webp)$/;
/** What somebody meant to be read; told, or it would be missing without a word. */
const MISNAMED = /^(settlements|offices|presets|parameters|forms)\/.*\.ya?ml$/i;
/** Of editors and version control. */
const HIDDEN = /(^|\/)\./;

const isSource = (path: string): boolean => SOURCE.test(path) || MISNAMED.test(path);

const listed = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .filter((path) => (isSource(path) || IMAGE.test(path)) && !HIDDEN.test(path));
};

const sourceOf = ([path, content]: [string, Content]): SourceFile => {
  if (typeof content === "string") return { path, text: "", unreadable: content };
  return SOURCE.test(path) ? decoded(path, content) : { path, text: "", unreadable: "must end in .yaml" };
};

/** Paths of the files of a folder's settlements, such as `settlements/06895-kophaza.yaml`. */
export const settlementPaths = async (folder: string): Promise<string[]> =>
  (await listed(folder)).filter((path) => path.startsWith("settlements/") && isSource(path));

/** Files of a folder, by paths that are in it. */
export const readSources = async (folder: string, paths: readonly string[]): Promise<SourceFile[]> =>
  [...(await readAll(folder, paths))].map(sourceOf);

/** Each municipality's own; all else is shared. */
export const isOwn = (path: string): boolean => /^(settlements|offices)\//.test(path);

/**
 * A catalogue's folder. What is shared (forms, presets, parameters, rules of procedure, the national list) comes from
 * the project where the folder has no such file, so that a municipality's folder holds its own files only. Of the folder's
 * own files those are read that are wanted: one settlement of thousands need not wait for all.
 */
export const readCatalogueFolder = async (
  folder = projectCatalogue,
  isWanted: (path: string) => boolean = () => true,
): Promise<CatalogueFolder> => {
  const own = await readAll(folder, (await listed(folder)).filter(isWanted));
  const shared =
    folder === projectCatalogue
      ? []
      : (await listed(projectCatalogue)).filter((path) => !isOwn(path) && !own.has(path));
  const all = [...own, ...(await readAll(projectCatalogue, shared))];
  const sorted = all.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    files: sorted.filter(([path]) => isSource(path)).map(sourceOf),
    images: new Map(
      sorted.filter(
        (entry): entry is [string, Uint8Array] => IMAGE.test(entry[0]) && typeof entry[1] !== "string",
      ),
    ),
  };
};

/** The YAML files of a catalogue's folder alone, sorted by path. */
export const readCatalogueFiles = async (folder = projectCatalogue): Promise<SourceFile[]> => {
  const paths = (await listed(folder)).filter((path) => path.endsWith(".yaml")).toSorted();
  return readSources(folder, paths);
};
