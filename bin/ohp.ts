#!/usr/bin/env node
/** The command line for operators and municipalities: `npx ohp <command>`. Exit codes: 0 fine, 1 mistakes found, 2 wrong usage. */
import { ConfigurationError } from "../lib/config-document.ts";
import { nearest } from "../src/domain/nearest.ts";
import { type Command, UsageError } from "./ohp/usage.ts";

/** By what is typed. Only the one that is asked for is loaded: all of them with the AWS SDK take a second of a core. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  "clerks import": async () => (await import("./ohp/clerks.ts")).clerksImport,
  "form check": async () => (await import("./ohp/form.ts")).formCheck,
  "form release": async () => (await import("./ohp/form.ts")).formRelease,
  "registry close": async () => (await import("./ohp/registry.ts")).registryClose,
  "registry verify": async () => (await import("./ohp/registry.ts")).registryVerify,
  schemas: async () => (await import("./ohp/schemas.ts")).schemas,
  "settlement init": async () => (await import("./ohp/settlement-init.ts")).settlementInit,
  "settlement import": async () => (await import("./ohp/settlement-import.ts")).settlementImport,
  "settlement check": async () => (await import("./ohp/settlement-check.ts")).settlementCheck,
  "settlement preview": async () => (await import("./ohp/settlement-preview.ts")).settlementPreview,
  "settlement diff": async () => (await import("./ohp/settlement-diff.ts")).settlementDiff,
  "settlement publish": async () => (await import("./ohp/settlement-publish.ts")).settlementPublish,
  "settlement rollback": async () => (await import("./ohp/settlement-rollback.ts")).settlementRollback,
  "settlement withdraw": async () => (await import("./ohp/settlement-withdraw.ts")).settlementWithdraw,
  "settlement list": async () => (await import("./ohp/settlement-list.ts")).settlementList,
  "settlement status": async () => (await import("./ohp/settlement-status.ts")).settlementStatus,
  "settlement doctor": async () => (await import("./ohp/settlement-doctor.ts")).settlementDoctor,
  "parked list": async () => (await import("./ohp/parked.ts")).parkedList,
  "parked requeue": async () => (await import("./ohp/parked.ts")).parkedRequeue,
  "deliveries list": async () => (await import("./ohp/deliveries.ts")).deliveriesList,
  "deliveries again": async () => (await import("./ohp/deliveries.ts")).deliveriesAgain,
  redrive: async () => (await import("./ohp/redrive.ts")).redrive,
};

const overview = async (): Promise<string> => {
  const lines = Object.entries(commands).map(
    async ([name, load]) => `  ${name.padEnd(19)} ${(await load()).summary}`,
  );
  return `Usage: npx ohp <command> [options]

${(await Promise.all(lines)).join("\n")}

npx ohp <command> --help says more about one of them.`;
};

/** The command that was probably meant; without one, all of them. */
const unknown = async (words: readonly string[]): Promise<string> => {
  const [first, second] = words;
  const meant = second === undefined ? undefined : nearest(`${first} ${second}`, Object.keys(commands));
  const hint =
    meant === undefined ? await overview() : `Did you mean npx ohp ${meant}? npx ohp --help lists all.`;
  return `There is no command ${words.slice(0, 2).join(" ")}.\n\n${hint}`;
};

const isHelp = (word: string | undefined): boolean => word === "--help" || word === "-h";

/** The command named by the first words, and the words after it. */
const find = async (words: readonly string[]): Promise<{ command: Command; rest: string[] } | undefined> => {
  for (const [name, load] of Object.entries(commands)) {
    const { length } = name.split(" ");
    if (words.slice(0, length).join(" ") === name)
      return { command: await load(), rest: words.slice(length) };
  }
  return undefined;
};

const run = async (words: readonly string[]): Promise<number> => {
  const found = await find(words);
  if (!found) {
    if (words.length > 0 && !words.some(isHelp)) throw new UsageError(await unknown(words));
    console.log(await overview());
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
