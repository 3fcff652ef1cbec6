/**
 * Times the form engine: validation and calculation of the largest form as the server does them, what one key costs
 * in a large form as the browser does it, and the worst of the hostile inputs. `--runs` sets how many of each.
 */
import { parseArgs } from "node:util";
import { parseJson } from "../src/http/json.ts";
import type { Answers } from "../src/domain/case/case.ts";
import type { FormContext } from "../src/domain/form/arithmetic.ts";
import type { FormDefinition } from "../src/domain/form/definition.ts";
import { acceptDraft, readDraft } from "../src/domain/form/draft.ts";
import { validateAnswers } from "../src/domain/form/validate.ts";
import { visibleAnswers, visiblePages } from "../src/domain/form/visibility.ts";
import { hostileValues, placesOf } from "../test/proof/forms/hostile.ts";
import { businessReturn, syntheticForm } from "../test/proof/forms/large-forms.ts";
import { readProjectForms } from "../test/proof/forms/project-forms.ts";

const { values } = parseArgs({ options: { runs: { type: "string", default: "2000" } } });
const runs = Math.max(1, Math.trunc(Number(values.runs)) || 1);
const SERVER_LIMIT = 5;
/** 16 ms on a device four times as slow. */
const KEY_LIMIT = 16 / 4;
const HOSTILE_LIMIT = 100;

/** Milliseconds by the clock. */
const timeOf = (work: () => void): number => {
  const before = performance.now();
  work();
  return performance.now() - before;
};

/** The shortest of three in a row: what others on the machine interrupt is not the engine's time. */
const undisturbed = (work: () => void): number => Math.min(timeOf(work), timeOf(work), timeOf(work));

const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

const measure = (what: string, limit: number, work: () => void) => {
  const first = timeOf(work);
  const times = Array.from({ length: runs }, () => timeOf(work));
  const quiet = Array.from({ length: runs }, () => undisturbed(work));
  return {
    what,
    runs,
    "first ms": first.toFixed(2),
    "p50 ms": percentile(times, 0.5).toFixed(2),
    "p99 ms": percentile(times, 0.99).toFixed(2),
    "p99 undisturbed": percentile(quiet, 0.99).toFixed(2),
    "limit ms": limit,
    "p99 undisturbed / limit": (percentile(quiet, 0.99) / limit).toFixed(2),
  };
};

const asServer = (form: FormDefinition, answers: Answers, context: FormContext) => (): void => {
  visiblePages(form, answers, context);
  validateAnswers(form, visibleAnswers(form, answers, context), [], context);
};

const asBrowser = (form: FormDefinition, answers: Answers, context: FormContext) => (): void => {
  const { answers: understood } = readDraft(form, answers);
  visiblePages(form, understood, context);
  visibleAnswers(form, understood, context);
};

const projects = await readProjectForms();
const business = projects.find(({ form }) => form.id === "helyi-iparuzesi-ado-bevallas");
if (!business) throw new Error("There is no business tax return");
const context = { today: business.examples.today, parameters: business.examples.parameters };
const full = businessReturn(business, 200);
const synthetic = syntheticForm();

console.table([
  measure("server: business tax return, 200 rows", SERVER_LIMIT, asServer(business.form, full, context)),
  measure(
    "server: business tax return, 1 row",
    SERVER_LIMIT,
    asServer(business.form, businessReturn(business, 1), context),
  ),
  measure(
    "server: 60 fields and 20 rows",
    SERVER_LIMIT,
    asServer(synthetic.form, synthetic.answers, context),
  ),
  measure(
    "browser, one key: business tax return, 200 rows",
    KEY_LIMIT,
    asBrowser(business.form, full, context),
  ),
  measure(
    "browser, one key: 60 fields and 20 rows",
    KEY_LIMIT,
    asBrowser(synthetic.form, synthetic.answers, context),
  ),
]);

/** Microseconds of processor time. */
const cpuOf = (work: () => void): NodeJS.CpuUsage => {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before);
};

const hostile = projects.flatMap(({ form, examples: { today, parameters } }) =>
  form.pages
    .flatMap((page) => page.fields)
    .flatMap(placesOf)
    .flatMap(({ key, json }) =>
      Object.entries(hostileValues).map(([name, value]) => {
        const text = json(value);
        const { user, system } = cpuOf(() => {
          const parsed = parseJson(text);
          if (!parsed.ok) return;
          const accepted = acceptDraft(form, parsed.value);
          if (accepted.ok) validateAnswers(form, accepted.value, [], { today, parameters });
        });
        return { what: `${form.id} ${key}: ${name}`, cpu: (user + system) / 1000 };
      }),
    ),
);
const worst = hostile.toSorted((a, b) => b.cpu - a.cpu);
console.log(
  `hostile inputs: ${hostile.length}, of which above ${HOSTILE_LIMIT} ms of CPU: ${worst.filter(({ cpu }) => cpu > HOSTILE_LIMIT).length}`,
);
for (const { what, cpu } of worst.slice(0, 3)) console.log(`  ${cpu.toFixed(1)} ms  ${what}`);
