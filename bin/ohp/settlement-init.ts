import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { ConfigurationError } from "../../lib/config-document.ts";
import { findNational, readJoiningList } from "../../src/app/catalogue/joining-list.ts";
import { type Joining, newFiles } from "../../src/app/catalogue/new-files.ts";
import { projectCatalogue } from "../catalogue.ts";
import { type Command, readWords, UsageError } from "./usage.ts";
import { readTarget, seatIn, type Target, writeNewFiles } from "./write-files.ts";

const HELP = `Usage: npx ohp settlement init <code or name> [options]

Writes the file of a settlement, and of its office unless that is there, with what the national list knows of them.
At a terminal it asks for what is missing; otherwise everything is said by options.

  --krid <9 digits>      mailbox of the office; needed when the office is not there yet
  --office <id>          without it the office at the seat the national list names
  --officeName <name>, --address <text>, --email <address>, --phone <number>, --website <https://…>
  --book <ID>            registry book, 2 to 10 capital letters and digits
  --languages <"hu hr">  languages of the settlement; those of its preset otherwise
  --accent <"#1d6b45">   colour of its pages
  --catalogue <path>     folder the files go to, made if need be; the project's catalogue/ otherwise
  --force                write over files that are there
  --json                 what was written as JSON

Exit code 0: written; 1: mistakes, and nothing written; 2: wrong usage.`;

const text = { type: "string" } as const;
const rowOptions = {
  krid: text,
  office: text,
  officeName: text,
  book: text,
  address: text,
  email: text,
  phone: text,
  website: text,
  languages: text,
  accent: text,
};
type RowValues = Partial<Record<keyof typeof rowOptions, string>>;

const isAsking = (): boolean => process.stdin.isTTY && process.stdout.isTTY;

/** @throws UsageError where nobody can be asked */
const ask = async (question: string, flag: string): Promise<string> => {
  if (!isAsking()) throw new UsageError(`${flag} is missing.\n\n${HELP}`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(question)).trim();
  } finally {
    terminal.close();
  }
};

const cell = (value: string): string => `"${value.replaceAll('"', '""').replaceAll(/[\r\n]+/g, " ")}"`;

/** The options are a table of one line: what holds for one holds for the other. */
const joiningFrom = (target: Target, code: string, values: RowValues): Joining => {
  const names = ["code", ...Object.keys(values)];
  const line = [code, ...Object.values(values)].map(cell).join();
  const read = readJoiningList({ path: "", text: `${names.join()}\n${line}` }, target.national);
  if (!read.ok) {
    throw new ConfigurationError(read.failure.problems.map(({ field, message }) => `--${field} ${message}`));
  }
  const [joining] = read.value;
  if (!joining) throw new UsageError(HELP);
  return joining;
};

const withKrid = async (target: Target, joining: Joining): Promise<Joining> => {
  const missing = newFiles([joining], target.offices, seatIn(target.national)).withoutKrid;
  const [office] = missing.keys();
  return office === undefined
    ? joining
    : { ...joining, krid: await ask(`KRID of office ${office} (9 digits): `, "--krid") };
};

export const settlementInit: Command = {
  name: "settlement init",
  summary: "write the files of a settlement that joins",
  help: HELP,
  run: async (words) => {
    const options = {
      ...rowOptions,
      catalogue: text,
      force: { type: "boolean" },
      json: { type: "boolean" },
    } as const;
    const { values, positionals } = readWords(words, options, 1, HELP);
    const { catalogue, force = false, json = false, ...row } = values;
    const folder = catalogue === undefined ? projectCatalogue : resolve(catalogue);
    const target = await readTarget(folder);
    const name = positionals[0] ?? (await ask("Settlement (KSH code or name): ", "The settlement"));
    const found = findNational(target.national, name);
    if (!found.ok) throw new ConfigurationError([`${name} ${found.failure.message}`]);
    const joining = await withKrid(target, joiningFrom(target, found.value.code, { ...row }));
    const { files } = newFiles([joining], target.offices, seatIn(target.national));
    const written = await writeNewFiles(target, files, { force });
    if (json) console.log(JSON.stringify({ folder, written }, null, 2));
    else console.log([...written.map((path) => `${path} written`), "", next(written)].join("\n"));
    return 0;
  },
};

const next = (written: readonly string[]): string =>
  `Fill in what differs (${written.join(", ")}), then npx ohp settlement check.`;
