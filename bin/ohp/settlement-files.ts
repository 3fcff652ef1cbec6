import { existsSync } from "node:fs";
import { join } from "node:path";
import { nearest } from "../../src/domain/nearest.ts";
import { compileCatalogue, type CompiledCatalogue } from "../../src/app/catalogue/compile-catalogue.ts";
import { slugOf } from "../../src/app/catalogue/national-list.ts";
import type { CatalogueProblem, SourceFile } from "../../src/app/catalogue/source.ts";
import type { SettlementCode } from "../../src/domain/ids.ts";
import type { PublishedOffices } from "../../src/domain/settlement/settlement.ts";
import { readCatalogueFolder, readSources, settlementPaths, sha256 } from "../catalogue.ts";
import { catalogueFolder, shownFolder } from "./catalogue-folder.ts";
import { UsageError } from "./usage.ts";

export const CHOICE_HELP = `  --all               every settlement of the catalogue's folder
  --catalogue <path>  another folder than the project's catalogue/; what all municipalities share (forms, presets,
                      parameters) need not be in it`;

/** Options of commands about settlements of a folder. */
export const choiceOptions = {
  all: { type: "boolean" },
  catalogue: { type: "string" },
} as const;

/** Settlements of a folder by what they were called on the command line, or all. */
export type Choice = readonly string[] | "all";

/** @throws UsageError when nobody said which */
export const choiceOf = (words: readonly string[], all: boolean | undefined, help: string): Choice => {
  if ((all === true) === words.length > 0) throw new UsageError(`Name settlements, or say --all.\n\n${help}`);
  return all ? "all" : words;
};

export interface SettlementFiles {
  folder: string;
  /** The chosen settlements only. */
  compiled: CompiledCatalogue;
  /** Those that compile and those that do not. */
  codes: readonly SettlementCode[];
  /** How many offices were checked: those the chosen settlements name, or all; with mistakes or without. */
  offices: number;
  /** Mistakes that keep them, each once; of a whole folder also others. */
  problems: readonly CatalogueProblem[];
}

/** `06895-kophaza` is called so, `06895`, or `kophaza`. */
const callsOf = (path: string): string[] => {
  const name = bare(path);
  return [name, name.replace(/-.*$/, ""), name.replace(/^\d+-/, "")];
};

const bare = (path: string): string => path.replace(/^.*\/|\.ya?ml$/gi, "");

/** As in a path that was typed or completed, or written with accents. */
const called = (word: string): string => slugOf(bare(word));

/**
 * Paths of the files the words mean; a settlement's file is called by its code and name.
 * @throws UsageError when a word means none, or more than one
 */
const chosenPaths = async (given: string | undefined, words: readonly string[]): Promise<string[]> => {
  const folder = catalogueFolder(given);
  const paths = await settlementPaths(folder);
  return words.map((word) => {
    const found = paths.filter((path) => callsOf(path).includes(called(word)));
    const [path] = found;
    if (path !== undefined && found.length === 1) return path;
    if (found.length > 1)
      throw new UsageError(`${word} are ${found.map(bare).join(", ")}; say which by its code.`);
    const meant = nearest(called(word), paths.flatMap(callsOf));
    const hint =
      given === undefined ? " If your files are elsewhere, name their folder with --catalogue." : "";
    throw new UsageError(
      `There is no settlement ${word} in ${shownFolder(folder)}.${meant === undefined ? hint : ` Did you mean ${meant}?`}`,
    );
  });
};

/** Path of the office a settlement's file names; of no office where the file does not say it in the usual place. */
const officeNamedIn = ({ text }: SourceFile): string =>
  `offices/${/^office: *["']?([a-z0-9-]+)/m.exec(text)?.[1]}.yaml`;

/** Paths of the offices that settlements name; undefined when they are better looked for among all. */
const officesOf = async (folder: string, settlements: readonly string[]): Promise<string[] | undefined> => {
  const paths = (await readSources(folder, settlements)).map(officeNamedIn);
  return paths.every((path) => existsSync(join(folder, path))) ? paths : undefined;
};

/** Whether a file is needed for the chosen settlements: neither other settlements nor other offices are. */
const wantedFor = async (folder: string, chosen: readonly string[]): Promise<(path: string) => boolean> => {
  const offices = await officesOf(folder, chosen);
  return (path) => {
    if (path.startsWith("settlements/")) return chosen.includes(path) || !/\.ya?ml$/i.test(path);
    return !path.startsWith("offices/") || offices === undefined || offices.includes(path);
  };
};

const countOffices = (choice: Choice, files: readonly SourceFile[], compiled: CompiledCatalogue): number => {
  const paths = files.map(({ path }) => path).filter((path) => path.startsWith("offices/"));
  if (choice === "all") return paths.length;
  // What keeps a settlement back does not keep its office from being checked.
  const named = new Set([
    ...files.filter(({ path }) => path.startsWith("settlements/")).map(officeNamedIn),
    ...[...compiled.settlements.values()].map(({ settlement }) => `offices/${settlement.office.id}.yaml`),
  ]);
  return paths.filter((path) => named.has(path)).length;
};

/**
 * `given`: `--catalogue`. `offices`: as published where it is to be published; what they hold others cannot take.
 * @throws UsageError
 */
export const readSettlementFiles = async (
  given: string | undefined,
  choice: Choice,
  offices?: PublishedOffices,
): Promise<SettlementFiles> => {
  const folder = catalogueFolder(given);
  const isWanted = choice === "all" ? undefined : await wantedFor(folder, await chosenPaths(given, choice));
  const { files, images } = await readCatalogueFolder(folder, isWanted);
  const compiled = compileCatalogue(files, { sha256, images, ...(offices && { offices }) });
  const kept = compiled.kept.flatMap(({ code }) => (code === undefined ? [] : [code]));
  const codes = [...new Set([...compiled.settlements.keys(), ...kept])].toSorted();
  const problems =
    choice === "all"
      ? compiled.problems
      : new Set(compiled.kept.flatMap((settlement) => settlement.problems));
  const counted = countOffices(choice, files, compiled);
  return { folder, compiled, codes, offices: counted, problems: [...problems] };
};
