import { writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { createBookStore } from "../../src/adapters/dynamo/book-store.ts";
import { createStoredNumbers } from "../../src/adapters/dynamo/stored-numbers.ts";
import { jitteredPause } from "../../src/app/filing/jitter.ts";
import { closeBook } from "../../src/app/registry/close-book.ts";
import type { BookStore } from "../../src/app/registry/ports.ts";
import { type BookProof, verifyBook } from "../../src/app/registry/verify-book.ts";
import { verifyCases } from "../../src/app/registry/verify-cases.ts";
import { canonicalJson } from "../../src/domain/canonical-json.ts";
import type { OfficeId } from "../../src/domain/ids.ts";
import type { BookAddress } from "../../src/domain/registry/book.ts";
import { toIsoInstant } from "../../src/domain/time.ts";
import { sha256 } from "../catalogue.ts";
import { type Command, readWords, UsageError } from "./usage.ts";

const ENVIRONMENT = `AWS credentials and region come from the environment, for a portal on this machine with
AWS_ENDPOINT_URL_DYNAMODB.`;

const VERIFY_HELP = `Usage: REGISTRY_TABLE=<table> [CASES_TABLE=<table>]
       npx ohp registry verify <office> <book> <year> [--list <file>]

Proves a registry book: it is complete, its numbers ascend without a gap, and every entry is sealed onto the one before
it, up to the book's counter. Names the first entry that breaks the chain. With CASES_TABLE every number is also held
against the case or document that carries it. The office may go on working meanwhile.

  --list <file>  writes the book's entries in their order, as JSON

Exit code 0: proven; 1: broken, or there is no such book; 2: wrong usage. ${ENVIRONMENT}`;

const CLOSE_HELP = `Usage: REGISTRY_TABLE=<table> npx ohp registry close <office> <book> <year> --by <name> [--list <file>]

Proves the book of a year that is over, and closes it for good: its last entry says how many there are and seals all of
them. From then on no entry can be written into it; open cases go on under a new number of the running year. Repeating it
changes nothing. A book that is broken is not closed.

  --by <name>    who closes it; stands in the book
  --list <file>  writes the sealed list of its entries, as JSON

Exit code 0: closed; 1: broken, or the year is not over; 2: wrong usage. ${ENVIRONMENT}`;

const readAddress = ([office, book, year]: readonly string[], help: string): BookAddress => {
  if (!office || !book || !/^\d{4}$/.test(year ?? "")) throw new UsageError(help);
  return { office: office as OfficeId, book, year: Number(year) };
};

const openStore = (help: string): BookStore => {
  const registryTable = process.env["REGISTRY_TABLE"];
  if (!registryTable) throw new UsageError(help);
  return createBookStore({ registryTable });
};

const nameOf = ({ office, book, year }: BookAddress): string => `${office}/${book}/${year}`;

/** Canonical JSON: whoever computes the seals anew needs nothing but this file. */
const writeList = async (
  path: string | undefined,
  { address, entries, counter }: BookProof,
): Promise<void> => {
  if (path === undefined) return;
  await writeFile(path, `${canonicalJson({ ...address, entries, seal: counter?.hash })}\n`);
};

const describe = ({ address, counter, fault }: BookProof): string => {
  const name = nameOf(address);
  if (fault) return `${name} is broken: ${fault.fault} at entry ${fault.sequence}`;
  if (!counter) return `${name} has no entries`;
  const closed = counter.closedAt === undefined ? "" : `, closed ${toIsoInstant(counter.closedAt)}`;
  return `${name}: ${counter.main} cases, ${counter.entries} entries${closed}, seal ${counter.hash}`;
};

const print = (proof: BookProof): number => {
  const isProven = !proof.fault && proof.counter !== undefined;
  (isProven ? console.log : console.error)(describe(proof));
  return isProven ? 0 : 1;
};

/** What the cases say of the numbers of a proven book, where the table of cases is given. */
const printCases = async (
  { address, entries }: BookProof,
  casesTable: string | undefined,
): Promise<number> => {
  if (!casesTable) return 0;
  const { numbers, fault } = await verifyCases(createStoredNumbers({ casesTable }), entries);
  if (fault) console.error(`${nameOf(address)}: ${fault.fault} at entry ${fault.sequence}`);
  else console.log(`${nameOf(address)}: ${numbers} numbers stand in their cases as in the book`);
  return fault ? 1 : 0;
};

export const registryVerify: Command = {
  summary: "proves a registry book: complete, ascending, sealed",
  help: VERIFY_HELP,
  run: async (words) => {
    const options = { list: { type: "string" } } as const;
    const { values, positionals } = readWords(words, options, 3, VERIFY_HELP);
    const address = readAddress(positionals, VERIFY_HELP);
    const proof = await verifyBook({ books: openStore(VERIFY_HELP), sha256 }, address);
    await writeList(values.list, proof);
    return print(proof) || printCases(proof, process.env["CASES_TABLE"]);
  },
};

export const registryClose: Command = {
  summary: "closes the registry book of a year that is over",
  help: CLOSE_HELP,
  run: async (words) => {
    const options = { by: { type: "string" }, list: { type: "string" } } as const;
    const { values, positionals } = readWords(words, options, 3, CLOSE_HELP);
    const address = readAddress(positionals, CLOSE_HELP);
    if (!values.by) throw new UsageError(CLOSE_HELP);
    const books = openStore(CLOSE_HELP);
    const before = await verifyBook({ books, sha256 }, address);
    if (before.fault) return print(before);
    const dependencies = {
      books,
      sha256,
      timeZone: process.env["TIME_ZONE"] ?? "Europe/Budapest",
      clock: () => Math.floor(Date.now() / 1000),
      pause: (attempt: number) => setTimeout(jitteredPause(attempt, Math.random())),
    };
    const closed = await closeBook(dependencies, { address, by: values.by });
    if (!closed.ok) {
      const isEarly = closed.failure.code === "wrong-state";
      console.error(
        isEarly ? `The year of ${nameOf(address)} is not over.` : "The book is too busy; try again.",
      );
      return 1;
    }
    const proof = await verifyBook({ books, sha256 }, address);
    await writeList(values.list, proof);
    return print(proof);
  },
};
