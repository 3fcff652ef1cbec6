/**
 * Prints what filing costs, counted at the wire and not timed: DynamoDB calls per batch and capacity units per
 * filed case, by size of the batch. The same code gives the same numbers on every machine.
 */
import { createWorker, deliveryOf, submitCases } from "../test/support/fault-filing.ts";
import { startFaultStore } from "../test/support/fault-store.ts";

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const store = await startFaultStore();
const { gateway } = store;
const { tally } = gateway;
gateway.measureCapacity = true;
try {
  const worker = createWorker(store);
  const rows = [];
  for (const [index, size] of [1, 2, 5, 10].entries()) {
    tally.reset();
    const records = await submitCases(store, size, { book: `B${index + 1}` });
    const submitted = tally.capacity();
    tally.reset();
    await worker(records.map((record) => deliveryOf(record)));
    const filed = tally.capacity();
    rows.push({
      "cases in the batch": size,
      "DynamoDB calls": sum(tally.counts()),
      "read units per case": (filed["admin dynamodb:BatchGetItem"] ?? 0) / size,
      "write units per case": (filed["admin dynamodb:TransactWriteItems"] ?? 0) / size,
      "units to create and submit": sum(submitted) / size,
    });
  }
  console.table(rows);
} finally {
  await store.stop();
}
