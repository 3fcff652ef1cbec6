#!/usr/bin/env node
/** The command line for operators and municipalities: `npx ohp <command>`. Exit codes: 0 fine, 1 mistakes found, 2 wrong usage. */
import { ConfigurationError } from "../lib/config-document.ts";
import { nearest } from "../src/domain/nearest.ts";
import { clerksImport } from "./ohp/clerks.ts";
import { deliveriesAgain, deliveriesList } from "./ohp/deliveries.ts";
import { formCheck, formRelease } from "./ohp/form.ts";
import { registryClose, registryVerify } from "./ohp/registry.ts";
import { parkedList, parkedRequeue } from "./ohp/parked.ts";
import { redrive } from "./ohp/redrive.ts";
import { settlementDiff } from "./ohp/settlement-diff.ts";
import { settlementDoctor } from "./ohp/settlement-doctor.ts";
import { settlementList } from "./ohp/settlement-list.ts";
import { settlementPreview } from "./ohp/settlement-preview.ts";
import { settlementPublish } from "./ohp/settlement-publish.ts";
import { settlementRollback } from "./ohp/settlement-rollback.ts";
import { settlementStatus } from "./ohp/settlement-status.ts";
import { settlementWithdraw } from "./ohp/settlement-withdraw.ts";
import { schemas } from "./ohp/schemas.ts";
import { settlementCheck } from "./ohp/settlement-check.ts";
import { settlementImport } from "./ohp/settlement-import.ts";
import { settlementInit } from "./ohp/settlement-init.ts";
import { type Command, UsageError } from "./ohp/usage.ts";

const commands: readonly Command[] = [
  clerksImport,
  formCheck,
  formRelease,
  registryClose,
  registryVerify,
  schemas,
  settlementInit,
  settlementImport,
  settlementCheck,
  settlementPreview,
  settlementDiff,
  settlementPublish,
  settlementRollback,
  settlementWithdraw,
  settlementList,
  settlementStatus,
  settlementDoctor,
  parkedList,
  parkedRequeue,
  deliveriesList,
  deliveriesAgain,
  redrive,
];

const OVERVIEW = `Usage: npx ohp <command> [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(19)} ${summary}`).join("\n")}

npx ohp <command> --help says more about one of them.`;

/** The command that was probably meant; without one, all of them. */
const unknown = (words: readonly string[]): string => {
  const names = commands.map(({ name }) => name);
  const [first, second] = words;
  const meant = second === undefined ? undefined : nearest(`${first} ${second}`, names);
  const hint = meant === undefined ? OVERVIEW : `Did you mean npx ohp ${meant}? npx ohp --help lists all.`;
  return `There is no command ${words.slice(0, 2).join(" ")}.\n\n${hint}`;
};

const isHelp = (word: string | undefined): boolean => word === "--help" || word === "-h";

/** The command named by the first words, and the words after it. */
const find = (words: readonly string[]): { command: Command; rest: string[] } | undefined => {
  for (const command of commands) {
    const length = command.name.split(" ").length;
    if (words.slice(0, length).join(" ") === command.name) return { command, rest: words.slice(length) };
  }
  return undefined;
};

const run = async (words: readonly string[]): Promise<number> => {
  const found = find(words);
  if (!found) {
    if (words.length > 0 && !words.some(isHelp)) throw new UsageError(unknown(words));
    console.log(OVERVIEW);
    return words.length > 0 ? 0 : 2;
  }
  if (found.rest.some(isHelp)) {
    console.log(found.command.help);
    return 0;
  }
  return found.command.run(found.rest);
};

const WITHOUT_CREDENTIALS =
  "There are no AWS credentials. Set those of your operator in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, " +
  "AWS_SESSION_TOKEN or AWS_PROFILE). Only --region local needs none.";

/** Sentences for whoever sits at the terminal, never a stack trace. */
const sentencesOf = (error: unknown): readonly string[] => {
  if (error instanceof ConfigurationError) return error.problems;
  if (error instanceof Error && error.name === "CredentialsProviderError") return [WITHOUT_CREDENTIALS];
  return [error instanceof Error ? error.message : String(error)];
};

/** Characters; a word of the command line may be as long as anything, and stands in what is said of it. */
const LONGEST_SENTENCE = 4000;

const shortened = (sentence: string): string =>
  sentence.length > LONGEST_SENTENCE ? `${sentence.slice(0, LONGEST_SENTENCE)}…` : sentence;

/** A program that reads JSON gets JSON, without the help that stands behind a sentence about wrong usage. */
const fail = (error: unknown, json: boolean): number => {
  const sentences = sentencesOf(error).map(shortened);
  const [first = ""] = sentences;
  const told = error instanceof UsageError ? [first.replace(/\n\n[^]*/, "")] : sentences;
  if (json) console.log(JSON.stringify({ error: told }, null, 2));
  else console.error(sentences.join("\n"));
  return error instanceof UsageError ? 2 : 1;
};

// Whoever reads the output, such as `head`, may have read enough: what was begun is still done.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const words = process.argv.slice(2);
try {
  process.exitCode = await run(words);
} catch (error) {
  process.exitCode = fail(error, words.includes("--json"));
}
