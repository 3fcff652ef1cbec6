/**
 * Plays schedules of submissions, workers, clerks and clients against the real emulator, through a gateway that
 * injects faults, and counts what breaks a promise of the registry. First every fault by itself, then random
 * schedules: `--seed` repeats a run, `--runs` sets how many, `--only` plays a single one. Exit code 1: a violation.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { addProofs, emptyProof, type Proof, violationsOf } from "../test/proof/filing/prove.ts";
import { redriveOf, scenarios } from "../test/proof/filing/scenarios.ts";
import type { Part } from "../test/proof/filing/thread.ts";

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
const THREADS = 3 * availableParallelism();

const every = (count: number, start: number, step: number): number[] =>
  Array.from({ length: Math.ceil((count - start) / step) }, (_, index) => start + index * step);

const fixed = [redriveOf(1_000), ...Object.values(scenarios)];

const parts: Part[] =
  only === undefined
    ? Array.from({ length: THREADS }, (_, thread) => ({
        seed,
        numbers: every(runs, thread, THREADS),
        fixed: fixed.filter((_schedule, index) => index % THREADS === thread),
      }))
    : [{ seed, numbers: [only], fixed: [] }];

const run = (part: Part): Promise<Proof> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL("../test/proof/filing/thread.ts", import.meta.url), {
      workerData: part,
    });
    thread.once("message", resolve);
    thread.once("error", reject);
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
