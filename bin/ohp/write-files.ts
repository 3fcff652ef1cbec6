import { existsSync } from "node:fs";
import { cp, mkdir, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { ConfigurationError } from "../../lib/config-document.ts";
import { compileCatalogue } from "../../src/app/catalogue/compile-catalogue.ts";
import { OfficeSource } from "../../src/app/catalogue/municipality-source.ts";
import { type NationalList, readNationalList } from "../../src/app/catalogue/national-list.ts";
import type { KnownOffices, NewFile } from "../../src/app/catalogue/new-files.ts";
import { readFolder } from "../../src/app/catalogue/read-catalogue.ts";
import { describeProblem, type SourceFile } from "../../src/app/catalogue/source.ts";
import { type CatalogueFolder, projectCatalogue, readCatalogueFolder, sha256 } from "../catalogue.ts";
import { schemaFolder } from "./schemas.ts";

/** A folder that settlements are to be added to; it need not be there yet. */
export interface Target extends CatalogueFolder {
  folder: string;
  national: NationalList;
  offices: KnownOffices;
}

export const readTarget = async (folder: string): Promise<Target> => {
  const content = await readCatalogueFolder(existsSync(folder) ? folder : await made(folder));
  const national = readNationalList(content.files);
  if (!national.ok) throw new ConfigurationError(national.failure.problems.map(describeProblem));
  const { sources } = readFolder({ files: content.files, problems: [] }, "offices", OfficeSource);
  const offices = new Map([...sources].map(([id, { value }]) => [id, value.books.map((book) => book.id)]));
  return { ...content, folder, national: national.value, offices };
};

/**
 * Makes a folder with those above it, one by one: Node's own `recursive` never ends where the system says of an existing
 * folder that there is nothing in which to make another, as /proc does.
 */
export const made = async (folder: string): Promise<string> => {
  if (existsSync(folder)) return folder;
  await made(dirname(folder));
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") return;
    throw new ConfigurationError([`${folder} cannot be made (${error.code ?? error.message})`]);
  });
  return folder;
};

/**
 * Mistakes the catalogue would have with the new files in it: with the line of the table they come from, or by field
 * alone, since the files are not there to be looked at.
 */
const mistakesOf = (
  { files, images }: Target,
  added: readonly NewFile[],
  table: string | undefined,
): string[] => {
  const made = new Map(added.map((file) => [file.path, file]));
  const kept = files.filter(({ path }) => !made.has(path));
  const all: SourceFile[] = [...kept, ...added].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return compileCatalogue(all, { sha256, images }).problems.flatMap((problem) => {
    const from = made.get(problem.file);
    if (!from) return [];
    const { line = 1 } = from.of;
    if (table === undefined) return [`${problem.field} ${problem.message}`.trim()];
    return [describeProblem({ ...problem, file: table, line, column: 1 })];
  });
};

/** The first line of the files names a schema beside them: editors find it in a folder outside the project, too. */
const bringSchemas = async (folder: string): Promise<void> => {
  if (folder !== projectCatalogue) await cp(schemaFolder, join(folder, "schemas"), { recursive: true });
};

export interface Writing {
  /** Files that are there are written over. */
  force: boolean;
  /** The table the files come from, as people call it. */
  table?: string;
}

/** All under hidden names first, which no command reads: broken off, or on a full disk, nothing half is there. */
const writeAll = async (folder: string, added: readonly NewFile[]): Promise<void> => {
  const hidden = (path: string): string => join(folder, dirname(path), `.${basename(path)}.part`);
  for (const { path, text } of added) await writeFile(hidden(path), text);
  for (const { path } of added) await rename(hidden(path), join(folder, path));
};

/**
 * Writes new files into the folder, all or none: not one when the catalogue would have mistakes with them.
 * @returns paths as seen from where the command was called
 * @throws ConfigurationError
 */
export const writeNewFiles = async (
  target: Target,
  added: readonly NewFile[],
  { force, table }: Writing,
): Promise<string[]> => {
  const mistakes = mistakesOf(target, added, table);
  if (mistakes.length > 0) throw new ConfigurationError(mistakes);
  const shown = (path: string) => relative(process.cwd(), join(target.folder, path));
  const there = added.filter(({ path }) => existsSync(join(target.folder, path)));
  if (there.length > 0 && !force) {
    throw new ConfigurationError(
      there.map(({ path }) => `${shown(path)}:1:1: is there already; --force writes over it`),
    );
  }
  for (const folder of new Set(added.map(({ path }) => dirname(path))))
    await made(join(target.folder, folder));
  await writeAll(target.folder, added);
  await bringSchemas(target.folder);
  return added.map(({ path }) => shown(path));
};
