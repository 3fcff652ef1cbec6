/**
 * Fills every form of the catalogue with random answers as browser and server do it, and compares pages, computed
 * values and errors, the figures with a reference written from the law, and the laws with pairs of answers.
 * `--seed` repeats a run, `--runs` sets how many inputs each form gets. Exit code 1: a violation.
 */
import { parseArgs } from "node:util";
import { readProjectForms } from "../test/proof/forms/project-forms.ts";
import { proveForm } from "../test/proof/forms/prove.ts";

const { values } = parseArgs({
  options: { seed: { type: "string" }, runs: { type: "string", default: "1000" }, form: { type: "string" } },
});
const seed =
  values.seed === undefined ? (crypto.getRandomValues(new Int32Array(1))[0] ?? 0) : Number(values.seed);
const runs = Number(values.runs);
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(runs) || runs < 1) {
  console.error(
    "Usage: npm run proof:forms -- [--seed <whole number>] [--runs <inputs of each form>] [--form <id>]",
  );
  process.exit(2);
}

console.log(`seed: ${seed}`);
let violations = 0;
for (const project of await readProjectForms()) {
  const { id, version } = project.form;
  if (values.form !== undefined && values.form !== id) continue;
  const proof = proveForm(project, { seed, runs });
  violations += proof.violations.length;
  console.log(
    `${id}@${version}: ${proof.inputs} inputs, ${proof.complete} complete, ${proof.violations.length} violations`,
  );
  for (const violation of proof.violations) console.log(`  ${violation}`);
  if (proof.counterexample) console.log(`  shortest input: ${JSON.stringify(proof.counterexample)}`);
}
console.log(`violations: ${violations}`);
process.exitCode = violations > 0 ? 1 : 0;
