import { createWorker, deliveryOfMessage } from "./fault-filing.ts";
import type { FaultStore } from "./fault-store.ts";
import { openRealPortal } from "./real-submissions.ts";

/** What DynamoDB charges for one case, in units; of a batch the mean. */
export interface CaseCosts {
  /** Write units of beginning the draft and saving it once. */
  drafting: number;
  /** Write units of the submission. */
  submitting: number;
  /** Write units of receiving, registering and routing, with the shares of counters and indexes. */
  filing: number;
  filingReads: number;
  /** DynamoDB calls by which the whole batch was filed. */
  filingCalls: number;
}

const WRITES = ["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"];
const isWrite = (call: string): boolean => WRITES.some((operation) => call.endsWith(`:${operation}`));

/** Counts a batch of `size` cases on their way from the draft to the team of the office, by the portal's own code. */
export const countCosts = async (
  store: FaultStore,
  { settlement, form, size }: { settlement: string; form: string; size: number },
): Promise<CaseCosts> => {
  const { gateway } = store;
  const { tally } = gateway;
  const portal = await openRealPortal(store, settlement);
  const counted = async <T>(work: () => Promise<T>) => {
    tally.reset();
    gateway.measureCapacity = true;
    const result = await work();
    gateway.measureCapacity = false;
    const units = Object.entries(tally.capacity());
    const sum = (some: typeof units) => some.reduce((total, [, each]) => total + each, 0) / size;
    return {
      result,
      writes: sum(units.filter(([call]) => isWrite(call))),
      reads: sum(units.filter(([call]) => !isWrite(call))),
      calls: Object.values(tally.counts()).reduce((total, count) => total + count, 0),
    };
  };
  const drafts = await counted(async () => {
    const begun = [];
    for (let index = 0; index < size; index++) begun.push(await portal.draft(form));
    return begun;
  });
  const submitted = await counted(async () => {
    for (const draft of drafts.result) await draft.submit();
  });
  const work = createWorker(store, { published: portal.settlement });
  const filed = await counted(() => work(drafts.result.map(({ message }) => deliveryOfMessage(message))));
  if (filed.result.length > 0) throw new Error(`${filed.result.length} cases were not filed`);
  return {
    drafting: drafts.writes,
    submitting: submitted.writes,
    filing: filed.writes,
    filingReads: filed.reads,
    filingCalls: filed.calls,
  };
};
