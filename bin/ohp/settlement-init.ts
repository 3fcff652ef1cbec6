import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { ConfigurationError } from "../../lib/config-document.ts";
import { findNational, readJoiningList } from "../../src/app/catalogue/joining-list.ts";
import { type Joining, newFiles } from "../../src/app/catalogue/new-files.ts";
import { projectCatalogue } from "../catalogue.ts";
import { type Command, readWords, UsageError } from "./usage.ts";
import { readTarget, type Target, writeNewFiles } from "./write-files.ts";

const HELP = `Usage: npx ohp settlement init <code or name> [options]

Writes the file of a settlement, and of its office unless that is there, with what the national list knows of them.
At a terminal it asks for what is missing, and for what citizens are shown of a new office (an empty answer leaves it
out); otherwise everything is said by options.

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

/**
 * Asks until the answer is one: `why` says what is wrong with it, undefined that nothing is.
 * @throws UsageError where nobody can be asked
 */
const ask = async (
  question: string,
  flag: string,
  why: (answer: string) => string | undefined = () => undefined,
): Promise<string> => {
  if (!isAsking()) throw new UsageError(`${flag} is missing.\n\n${HELP}`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    for (;;) {
      const answer = (await terminal.question(`${question}: `)).trim();
      const wrong = why(answer);
      if (wrong === undefined) return answer;
      console.log(wrong);
    }
  } finally {
    terminal.close();
  }
};

const askSettlement = ({ national }: Target): Promise<string> =>
  ask("Settlement (KSH code or name)", "The settlement", (answer) => {
    const found = findNational(national, answer);
    return found.ok ? undefined : `${answer} ${found.failure.message}`;
  });

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

const contactQuestions = {
  officeName: "Name of the office, as on letters",
  address: "Address of the office",
  email: "E-mail of the office",
  phone: "Phone of the office, such as +36 99 123 456",
} as const;

/** What a new office needs: its mailbox, and at a terminal also what citizens are shown; an empty answer leaves it out. */
const withOffice = async (target: Target, joining: Joining): Promise<Joining> => {
  const { withoutKrid, offices } = newFiles([joining], target.offices, target.national);
  const [office] = offices;
  if (office === undefined) return joining;
  const told: Partial<Record<keyof typeof contactQuestions | "krid", string>> = {};
  if (withoutKrid.has(office)) {
    told.krid = await ask(`KRID, the mailbox of office ${office} (9 digits)`, "--krid", (answer) =>
      /^\d{9}$/.test(answer) ? undefined : "A KRID has 9 digits.",
    );
  }
  if (!isAsking()) return { ...joining, ...told };
  for (const [key, question] of Object.entries(contactQuestions) as [
    keyof typeof contactQuestions,
    string,
  ][]) {
    if (joining[key] !== undefined) continue;
    const answer = await ask(`${question} (may be left empty)`, `--${key}`);
    if (answer !== "") told[key] = answer;
  }
  return { ...joining, ...told };
};

export const settlementInit: Command = {
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
    const name = positionals[0] ?? (await askSettlement(target));
    const found = findNational(target.national, name);
    if (!found.ok) throw new ConfigurationError([`${name} ${found.failure.message}`]);
    const joining = await withOffice(target, joiningFrom(target, found.value.code, { ...row }));
    const { files } = newFiles([joining], target.offices, target.national);
    const written = await writeNewFiles(target, files, { force });
    if (json) console.log(JSON.stringify({ folder, written }, null, 2));
    else console.log([...written.map((path) => `${path} written`), "", next(catalogue)].join("\n"));
    return 0;
  },
};

const next = (catalogue: string | undefined): string => {
  const where = catalogue === undefined ? "" : ` --catalogue ${catalogue}`;
  return `Write into them what is different, then: npx ohp settlement check${where}`;
};
