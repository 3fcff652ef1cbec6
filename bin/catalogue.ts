import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { ConfigurationError } from "../lib/config-document.ts";
import { projectRoot } from "../lib/project-root.ts";
import { compileCatalogue, type CompiledCatalogue } from "../src/app/catalogue/compile-catalogue.ts";
import { describeProblem, type SourceFile } from "../src/app/catalogue/source.ts";
import { cataloguePaths, type CataloguePointer } from "../src/domain/settlement/settlement.ts";

const sourceFolder = join(projectRoot, "catalogue");
const defaultOutput = join(projectRoot, "dist", "catalogue");

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const decode = (path: string, bytes: Buffer): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigurationError([`catalogue/${path}:1: is not UTF-8 text`]);
  }
};

/** The catalogue's YAML files, sorted by path. */
export const readCatalogueFiles = async (folder = sourceFolder): Promise<SourceFile[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".yaml"))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  return Promise.all(
    paths.map(async (file) => {
      const path = relative(folder, file).replaceAll(sep, "/");
      return { path, text: decode(path, await readFile(file)) };
    }),
  );
};

const readPointer = async (file: string): Promise<Partial<CataloguePointer>> => {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Partial<CataloguePointer>;
  } catch {
    return {};
  }
};

/** Keeps the instant of a pointer that already names the same content, so that building twice changes nothing. */
const pointerTo = async (
  { settlements, forms, offices }: CompiledCatalogue,
  file: string,
): Promise<CataloguePointer> => {
  const before = await readPointer(file);
  const isSame = before.settlements === settlements && before.forms === forms && before.offices === offices;
  const publishedAt = isSame ? before.publishedAt : undefined;
  return { settlements, forms, offices, publishedAt: publishedAt ?? new Date().toISOString() };
};

const fileFor = (folder: string, key: string): string => join(folder, basename(key));

/** Objects of an earlier build; whatever else lies in the folder is not ours. */
const removeObjects = async (folder: string): Promise<void> => {
  const objects = (await readdir(folder)).filter((name) => /^[a-z]+\.[0-9a-f]{16}\.json$/.test(name));
  await Promise.all(objects.map((name) => rm(join(folder, name))));
};

const compile = async (): Promise<CompiledCatalogue> => {
  const compiled = compileCatalogue(await readCatalogueFiles(), sha256);
  if (compiled.ok) return compiled.value;
  throw new ConfigurationError(
    compiled.failure.problems.map((problem) => `catalogue/${describeProblem(problem)}`),
  );
};

/**
 * Compiles `catalogue/` into the files of the catalogue bucket (uploaded under the prefix `catalogue/`).
 * Throws ConfigurationError naming every mistake; then nothing is written.
 */
export const buildCatalogue = async (outDir: string): Promise<void> => {
  const compiled = await compile();
  const pointerFile = fileFor(outDir, cataloguePaths.pointer);
  const pointer = await pointerTo(compiled, pointerFile);
  await mkdir(outDir, { recursive: true });
  await removeObjects(outDir);
  await Promise.all([...compiled.objects].map(([key, text]) => writeFile(fileFor(outDir, key), text)));
  await writeFile(pointerFile, JSON.stringify(pointer));
};

if (import.meta.main) {
  const outDir = process.argv[2] ?? defaultOutput;
  try {
    await buildCatalogue(outDir);
    console.log(`catalogue written to ${relative(process.cwd(), outDir) || outDir}`);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.problems.join("\n"));
    process.exitCode = 1;
  }
}
