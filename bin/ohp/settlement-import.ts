import { copyFile, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { ConfigurationError } from "../../lib/config-document.ts";
import { readJoiningList } from "../../src/app/catalogue/joining-list.ts";
import { fileNameOf } from "../../src/app/catalogue/national-list.ts";
import { type Joining, newFiles, type NewFiles } from "../../src/app/catalogue/new-files.ts";
import { describeProblem } from "../../src/app/catalogue/source.ts";
import { decoded, isOwn, projectCatalogue, readCatalogueFolder } from "../catalogue.ts";
import { type Command, readWords, UsageError } from "./usage.ts";
import { made, readTarget, type Target, writeNewFiles } from "./write-files.ts";

const HELP = `Usage: npx ohp settlement import <table.csv> [--catalogue <path>] [--force] [--json]
       npx ohp settlement import --national --out <path> [--county <name>] [--force] [--json]

Writes the files of many settlements at once, such as those of a county, and of their offices. The table has a header
line and a line per settlement, with commas or semicolons; code or name says which settlement, all else may be empty:

  code, name          KSH code or name, as in the national list
  office              id of the office; else it is called after the place where the list says the office sits
  officeName, krid    of an office that is not there yet; the krid is its mailbox, 9 digits
  book                id of the registry book; else the office's only one
  address, email, phone, website    of the office
  languages           such as hu hr de
  accent              colour of the settlement's pages, such as #1d6b45

Nothing is written when anything is wrong in the table or would be in the files.

  --catalogue <path>  folder the files go to; the project's catalogue/ otherwise
  --national          instead of a table: every settlement of the national list, for trials. Files the project has
                      are copied; the mailboxes of all other offices are made up
  --county <name>     only those of a county
  --out <path>        the folder they go to; --catalogue means the same
  --force             write over files that are there
  --json              what was written as JSON

Exit code 0: written; 1: mistakes, each with file, line and field; 2: wrong usage.`;

/** Files of the project are real examples, with routes and rates. */
const copyExamples = async (folder: string): Promise<void> => {
  const { files, images } = await readCatalogueFolder();
  const paths = [...files.map(({ path }) => path), ...images.keys()].filter(isOwn);
  for (const path of paths) {
    await made(dirname(join(folder, path)));
    await copyFile(join(projectCatalogue, path), join(folder, path));
  }
};

const chosenFrom = ({ national, files }: Target, county: string | undefined): Joining[] => {
  const counties = new Set([...national.values()].map((entry) => entry.county));
  if (county !== undefined && !counties.has(county)) {
    throw new UsageError(`There is no county ${county}; there are ${[...counties].toSorted().join(", ")}.`);
  }
  const there = new Set(files.map(({ path }) => path));
  return [...national.values()]
    .filter((entry) => county === undefined || entry.county === county)
    .filter((entry) => !there.has(`settlements/${fileNameOf(entry)}.yaml`))
    .map((entry) => ({ entry }));
};

/** The offices' mailboxes are made up: for trials only. */
const national = async (folder: string, county: string | undefined): Promise<[Target, NewFiles]> => {
  if (folder === projectCatalogue) throw new UsageError(`Say with --out where the files go.\n\n${HELP}`);
  if (county === undefined) await copyExamples(folder);
  const target = await readTarget(folder);
  return [target, newFiles(chosenFrom(target, county), target.offices, target.national)];
};

const readTable = async (table: string) => {
  const bytes = await readFile(table).catch(() => undefined);
  if (!bytes) throw new UsageError(`There is no file ${table}.`);
  return decoded(table, bytes);
};

const fromTable = async (folder: string, table: string): Promise<[Target, NewFiles]> => {
  const target = await readTarget(folder);
  const joining = readJoiningList(await readTable(table), target.national);
  if (!joining.ok) throw new ConfigurationError(joining.failure.problems.map(describeProblem));
  const made = newFiles(joining.value, target.offices, target.national);
  if (made.withoutKrid.size > 0) {
    throw new ConfigurationError(
      [...made.withoutKrid].map(
        ([id, { line = 1, entry }]) =>
          `${table}:${line}:1: krid is missing: office ${id}, which serves ${entry.name}, is not there yet; ` +
          "if another serves it, name that in the column office",
      ),
    );
  }
  return [target, made];
};

const tell = (folder: string, written: readonly string[], json: boolean): void => {
  if (json) return console.log(JSON.stringify({ folder, written }, null, 2));
  const settlements = written.filter((path) => /(^|[\\/])settlements[\\/]/.test(path)).length;
  const offices = written.length - settlements;
  console.log(
    `${settlements} settlements and ${offices} offices written to ${relative(process.cwd(), folder) || "."}`,
  );
};

export const settlementImport: Command = {
  summary: "write the files of many settlements, from a table or the national list",
  help: HELP,
  run: async (words) => {
    const options = {
      national: { type: "boolean" },
      county: { type: "string" },
      out: { type: "string" },
      catalogue: { type: "string" },
      force: { type: "boolean" },
      json: { type: "boolean" },
    } as const;
    const { values, positionals } = readWords(words, options, 1, HELP);
    const [table] = positionals;
    if ((table === undefined) !== (values.national === true) || (values.county !== undefined && table)) {
      throw new UsageError(HELP);
    }
    const given = values.out ?? values.catalogue;
    const folder = given === undefined ? projectCatalogue : resolve(given);
    const [target, made] = await (table === undefined
      ? national(folder, values.county)
      : fromTable(folder, table));
    const force = values.force === true;
    const written = await writeNewFiles(target, made.files, { force, ...(table !== undefined && { table }) });
    tell(folder, written, values.json === true);
    return 0;
  },
};
