/**
 * Measures filing and the office's lists on the emulator, behind a gateway that counts and delays: what can be counted
 * (calls, capacity units) is the same on every machine; ratios are taken under injected latency, which hides how fast
 * the machine is. `--cases` sets how long the long worklist is. Exit code 1: a number of the issue was missed.
 */
import { parseArgs } from "node:util";
import { createOfficeLists } from "../src/adapters/dynamo/office-lists.ts";
import type { CaseRecord } from "../src/domain/case/case.ts";
import type { OfficeId } from "../src/domain/ids.ts";
import { storeItems, submittedItems } from "../test/proof/filing/world.ts";
import { caseOf, officeOf } from "../test/proof/filing/office.ts";
import { createWorker, deliverUntilDone, deliveryOf } from "../test/support/fault-filing.ts";
import { everything, faults, startFaultStore } from "../test/support/fault-store.ts";
import { countCosts } from "../test/support/filing-costs.ts";
import { NOW } from "../test/unit/filing/fixtures.ts";

const { values } = parseArgs({ options: { cases: { type: "string", default: "100000" } } });
const long = Number(values.cases);
if (!Number.isSafeInteger(long) || long < 1_000) {
  console.error("Usage: npm run bench:filing -- [--cases <length of the long worklist, at least 1000>]");
  process.exit(2);
}

/**
 * Milliseconds before every call: far more than a real network has, so that not the machine is measured but how calls
 * follow each other.
 */
const LATENCY = 500;
const BATCH = 10;

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const missed: string[] = [];
const report = (what: string, value: number, bound: { most: number } | { least: number }): void => {
  const [isMet, limit] =
    "most" in bound ? [value <= bound.most, `≤ ${bound.most}`] : [value >= bound.least, `≥ ${bound.least}`];
  console.log(`${isMet ? "met   " : "MISSED"} ${what}: ${Math.round(value * 100) / 100} (${limit})`);
  if (!isMet) missed.push(what);
};

const store = await startFaultStore();
const { gateway } = store;
const { tally } = gateway;

const timeOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = performance.now();
  await work();
  return performance.now() - before;
};

let offices = 0;
/** Cases of a new office, in as many of its books. */
const casesOfOffice = async (count: number, books = 1): Promise<CaseRecord[]> => {
  offices += 1;
  const id = `office-${offices}` as OfficeId;
  const records = [];
  for (let book = 1; book <= books; book++) {
    const own = Array.from({ length: count }, (_, index) => {
      const record = caseOf(officeOf(id), { book: 0, at: NOW - count + index });
      return { ...record, book: `B${book}` };
    });
    await storeItems(store, own.flatMap(submittedItems));
    records.push(...own);
  }
  return records;
};

const inBatches = (records: readonly CaseRecord[], size: number): CaseRecord[][] =>
  Array.from({ length: Math.ceil(records.length / size) }, (_, index) =>
    records.slice(index * size, (index + 1) * size),
  );

/** One worker, batch after batch. */
const fileAll = async (records: readonly CaseRecord[], size: number): Promise<void> => {
  const worker = createWorker(store);
  for (const batch of inBatches(records, size))
    await deliverUntilDone(
      worker,
      batch.map((record) => deliveryOf(record)),
    );
};

const KOPHAZA = "06895";
/** Filled in by the client alone; and one whose amounts the portal computes. */
const FORMS = ["altalanos-celu-kerelem", "idegenforgalmi-ado-bevallas"];

const reportCosts = async (): Promise<void> => {
  const rows = [];
  for (const form of FORMS)
    for (const size of [1, 2, 5, BATCH]) {
      const costs = await countCosts(store, { settlement: KOPHAZA, form, size });
      const { submitting, filing } = costs;
      rows.push({
        form,
        "cases in the batch": size,
        ...costs,
        "from submission to team": submitting + filing,
      });
    }
  console.table(rows);
  for (const row of rows.filter((each) => each["cases in the batch"] === BATCH)) {
    report(`${row.form}: DynamoDB calls for a batch of 10`, row.filingCalls, { most: 2 });
    report(`${row.form}: write units, from submission to team`, row["from submission to team"], { most: 10 });
  }
};

const BATCHES = 2;

const compareThroughput = async (): Promise<void> => {
  const count = BATCHES * BATCH;
  const single = await casesOfOffice(count);
  const books = [];
  for (let book = 0; book <= 10; book++) books.push(await casesOfOffice(count));
  const [one = [], ...ten] = books;
  const shared = Map.groupBy(await casesOfOffice(count, 10), ({ book }) => book);
  gateway.setRules([faults.slow(everything, LATENCY)]);
  const bySingle = await timeOf(() => fileAll(single, 1));
  const byOne = await timeOf(() => fileAll(one, BATCH));
  const byTen = await timeOf(() => Promise.all(ten.map((records) => fileAll(records, BATCH))));
  const byShared = await timeOf(() =>
    Promise.all(Array.from(shared.values(), (records) => fileAll(records, BATCH))),
  );
  gateway.setRules([]);
  report("batches against one transaction per message, throughput", bySingle / byOne, { least: 5 });
  report("10 books against one, throughput", (10 * byOne) / byTen, { least: 8 });
  const ofOneOffice = ((10 * byOne) / byShared).toFixed(2);
  console.log(`       10 books of one office, which share its arrival numbers: ${ofOneOffice} (no bound)`);
};

const PAGE = 25;

const pageThrough = async (): Promise<void> => {
  const office = officeOf("long-list");
  for (let stored = 0; stored < long; stored += 1_000) {
    const records = Array.from({ length: Math.min(1_000, long - stored) }, (_, index) =>
      caseOf(office, { book: 0, at: NOW - long + stored + index, steps: "both" }),
    );
    // Lists show the CASE item only.
    await storeItems(
      store,
      records.flatMap((record) => submittedItems(record).slice(0, 1)),
    );
  }
  const lists = createOfficeLists({ casesTable: store.casesTable });
  gateway.measureCapacity = true;
  const costs: { calls: number; units: number; time: number }[] = [];
  let seen = 0;
  const read = async (after?: string): Promise<string | undefined> => {
    tally.reset();
    const before = performance.now();
    const { cases, next } = await lists.page(office.id, "to-receive", PAGE, after);
    const time = performance.now() - before;
    costs.push({ calls: sum(tally.counts()), units: sum(tally.capacity()), time });
    seen += cases.length;
    return next;
  };
  for (let next = await read(); next !== undefined; ) next = await read(next);
  gateway.measureCapacity = false;
  const full = costs.slice(0, Math.floor(long / PAGE));
  const median = (part: typeof full) =>
    part.map(({ time }) => time).toSorted((a, b) => a - b)[Math.floor(part.length / 2)] ?? 0;
  const tenth = Math.ceil(full.length / 10);
  report(`cases found of ${long}`, seen, { least: long });
  report("calls of a page, at most", Math.max(...full.map(({ calls }) => calls)), { most: 1 });
  report(
    "read units of a page, the dearest against the cheapest",
    Math.max(...full.map(({ units }) => units)) / Math.min(...full.map(({ units }) => units)),
    { most: 1.1 },
  );
  console.log(
    `       a page takes ${median(full.slice(0, tenth)).toFixed(1)} ms at the beginning, ` +
      `${median(full.slice(-tenth)).toFixed(1)} ms at the end (medians; not judged, the machine is shared)`,
  );
};

try {
  await reportCosts();
  await compareThroughput();
  await pageThrough();
  process.exitCode = missed.length > 0 ? 1 : 0;
} finally {
  await store.stop();
}
