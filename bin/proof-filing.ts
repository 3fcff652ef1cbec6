/**
 * Plays schedules of submissions, workers, clerks and clients against the real emulator, through a gateway that
 * injects faults, and counts what breaks a promise of the registry. First every fault by itself, then random
 * schedules: `--seed` repeats a run, `--runs` sets how many, `--only` plays a single one. Exit code 1: a violation.
 */
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { addProofs, emptyProof, type Proof, violationsOf } from "../test/proof/filing/prove.ts";
import { redriveOf, scenarios } from "../test/proof/filing/scenarios.ts";
import { synthesizeData } from "../test/support/data-assembly.ts";
import type { Part } from "../test/proof/filing/part.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    runs: { type: "string", default: "1000" },
    only: { type: "string" },
  },
});
const seed =
  values.seed === undefined ? (crypto.getRandomValues(new Int32Array(1))[0] ?? 0) : Number(values.seed);
const runs = Number(values.runs);
const only = values.only === undefined ? undefined : Number(values.only);
const isWhole = [seed, runs, only ?? 0].every(Number.isSafeInteger);
if (!isWhole || runs < 0) {
  console.error(
    "Usage: npm run proof:filing -- [--seed <whole number>] [--runs <number of schedules>] [--only <schedule>]",
  );
  process.exit(2);
}

/** More than processors: a schedule with faults mostly waits. */
const PROCESSES = 3 * availableParallelism();

const every = (count: number, start: number, step: number): number[] =>
  Array.from({ length: Math.ceil((count - start) / step) }, (_, index) => start + index * step);

const fixed = [redriveOf(1_000), ...Object.values(scenarios)];

const directory = mkdtempSync(join(tmpdir(), "proof-filing-"));
process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
const assembly = synthesizeData(join(directory, "cdk.out"));

const parts: Part[] =
  only === undefined
    ? Array.from({ length: PROCESSES }, (_, process) => ({
        assembly,
        seed,
        numbers: every(runs, process, PROCESSES),
        fixed: fixed.filter((_schedule, index) => index % PROCESSES === process),
      }))
    : [{ assembly, seed, numbers: [only], fixed: [] }];

const run = (part: Part): Promise<Proof> =>
  new Promise((resolve, reject) => {
    const child = fork(new URL("../test/proof/filing/part.ts", import.meta.url));
    child.once("message", (proof) => resolve(proof as Proof));
    child.once("exit", (code) => reject(new Error(`A process of the proof ended with code ${code}`)));
    child.send(part);
  });

console.log(`seed: ${seed}`);
const proofs = await Promise.all(parts.map(run));
const proof = proofs.reduce(addProofs, emptyProof());
console.log(`schedules: ${proof.schedules}`);
console.log(`cases: ${proof.cases}`);
console.log("what happened:");
for (const [what, times] of Object.entries(proof.tally).toSorted(([a], [b]) => a.localeCompare(b)))
  console.log(`  ${what}: ${times}`);
console.log("violations:");
for (const [invariant, count] of Object.entries(proof.violations)) console.log(`  ${invariant}: ${count}`);
for (const { schedule, invariant, detail } of proof.examples)
  console.log(`schedule ${schedule}: ${invariant}: ${detail}`);
process.exitCode = violationsOf(proof) > 0 ? 1 : 0;
