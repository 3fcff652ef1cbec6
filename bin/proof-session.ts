/**
 * Drives the real use cases on the real tables (the emulator) through random schedules of activity, polling,
 * sleep, resume, logout, tabs with old cookies and messages of the broker, and compares every answer with the
 * brief's own promise. `--seed` repeats a run, `--runs` sets how many schedules. Exit code 1: a violation.
 */
import { parseArgs } from "node:util";
import { proveSessions } from "../test/proof/session/prove.ts";
import { startSessionTables } from "../test/proof/session/tables.ts";

const { values } = parseArgs({
  options: { seed: { type: "string" }, runs: { type: "string", default: "400" } },
});
const seed =
  values.seed === undefined ? (crypto.getRandomValues(new Int32Array(1))[0] ?? 0) : Number(values.seed);
const runs = Number(values.runs);
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(runs) || runs < 1) {
  console.error("Usage: npm run proof:session -- [--seed <whole number>] [--runs <number of schedules>]");
  process.exit(2);
}

console.log(`seed: ${seed}`);
const tables = await startSessionTables();
try {
  const { schedules, steps, violations, counterexample } = await proveSessions(tables, { seed, runs });
  console.log(`schedules tried: ${schedules}`);
  console.log(`steps: ${steps}`);
  console.log(`violations: ${violations.length}`);
  for (const violation of violations) console.log(`  ${violation}`);
  if (counterexample) console.log(`shortest schedule: ${JSON.stringify(counterexample)}`);
  process.exitCode = violations.length > 0 ? 1 : 0;
} finally {
  await tables.stop();
}
