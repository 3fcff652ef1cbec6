import { nearest } from "../../src/domain/nearest.ts";
import { compileCatalogue, type CompiledCatalogue } from "../../src/app/catalogue/compile-catalogue.ts";
import { slugOf } from "../../src/app/catalogue/national-list.ts";
import type { CatalogueProblem } from "../../src/app/catalogue/source.ts";
import type { SettlementCode } from "../../src/domain/ids.ts";
import type { PublishedOffices } from "../../src/domain/settlement/settlement.ts";
import { readCatalogueFolder, sha256 } from "../catalogue.ts";
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

export interface SettlementFiles {
  folder: string;
  compiled: CompiledCatalogue;
  /** Settlements that compile and settlements that do not. */
  codes: readonly SettlementCode[];
}

/** `offices`: as published where it is to be published; what they hold others cannot take. */
export const readSettlementFiles = async (
  given: string | undefined,
  offices?: PublishedOffices,
): Promise<SettlementFiles> => {
  const folder = catalogueFolder(given);
  const { files, images } = await readCatalogueFolder(folder);
  const compiled = compileCatalogue(files, { sha256, images, ...(offices && { offices }) });
  const kept = compiled.kept.flatMap(({ code }) => (code === undefined ? [] : [code]));
  return { folder, compiled, codes: [...new Set([...compiled.settlements.keys(), ...kept])].toSorted() };
};

/** By code, by name as files are called by it, or by name of the file. */
const namesOf = ({ compiled }: SettlementFiles, code: SettlementCode): string[] => {
  const name = compiled.settlements.get(code)?.settlement.name.hu;
  const file = compiled.kept.find((kept) => kept.code === code)?.file.replace(/^.*\/|\.yaml$/g, "");
  const names = [code, ...(name === undefined ? [] : [slugOf(name), `${code}-${slugOf(name)}`])];
  return file === undefined ? names : [...names, file, file.slice(code.length + 1)];
};

/**
 * The settlements meant by the words, or all.
 * @throws UsageError when none is meant, or a word is none, or more than one
 */
export const chosenSettlements = (
  files: SettlementFiles,
  words: readonly string[],
  all: boolean,
  help: string,
): SettlementCode[] => {
  if (all === words.length > 0) throw new UsageError(`Name settlements, or say --all.\n\n${help}`);
  if (all) return [...files.codes];
  const byName = new Map<string, SettlementCode[]>();
  for (const code of files.codes)
    for (const name of namesOf(files, code)) byName.set(name, [...(byName.get(name) ?? []), code]);
  return words.map((word) => {
    const found = byName.get(slugOf(word.replace(/^.*\/|\.yaml$/g, ""))) ?? [];
    const [code] = found;
    if (code !== undefined && found.length === 1) return code;
    if (found.length > 1) throw new UsageError(`${word} are ${found.join(", ")}; say which by its code.`);
    const meant = nearest(slugOf(word), [...byName.keys()]);
    throw new UsageError(
      `There is no settlement ${word} in ${shownFolder(files.folder)}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
    );
  });
};

/** Mistakes that keep these settlements from being published, each once. */
export const problemsOf = (
  { compiled }: SettlementFiles,
  codes: readonly SettlementCode[],
): CatalogueProblem[] => [
  ...new Set(
    compiled.kept
      .filter(({ code }) => code !== undefined && codes.includes(code))
      .flatMap(({ problems }) => problems),
  ),
];
