import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FaultRule } from "../../../local/gateway/faults.ts";
import type { Portal } from "../../../local/runtime.ts";
import { createWorklist } from "../../../src/adapters/dynamo/filing-worklist.ts";
import { createS3Catalogue } from "../../../src/adapters/s3/catalogue.ts";
import { createFilingQueue } from "../../../src/adapters/sqs/filing-queue.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { SettlementCode } from "../../../src/domain/ids.ts";
import { systemClock } from "../../../src/http/clock.ts";
import { eventually } from "../../support/eventually.ts";
import { deliveryOf, eventOf, inspectBooks, submitCases } from "../../support/fault-filing.ts";
import { commits, faults, type FilingTables, filingTables } from "../../support/fault-store.ts";
import { startTestPortal } from "../../support/portal.ts";
import { aCase, NOW } from "../../unit/filing/fixtures.ts";

// The deployed bundles with their roles, queue and schedule, as the template has them.
let portal: Portal;
let tables: FilingTables;
let example: Pick<CaseRecord, "catalogue" | "book">;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
  tables = filingTables(portal);
  Object.assign(process.env, portal.resources.sdkEnvironment);
  example = await publishedExample();
});
afterAll(() => portal.stop());

/** Kópháza as the catalogue has it, numbers and routes included. */
const publishedExample = async () => {
  const { CATALOGUE_BUCKET: bucket = "" } = portal.environment("filing-worker");
  const catalogue = createS3Catalogue({ bucket, clock: systemClock });
  const found = await catalogue.currentSettlement("06895" as SettlementCode);
  if (!found) throw new Error("Kópháza is not published");
  const { settlement, hash } = found;
  const { form } = aCase().catalogue;
  const { code, name, office } = settlement;
  return {
    book: settlement.book,
    catalogue: { settlement: { code, name, hash }, office: { id: office.id, name: office.name }, form },
  };
};

/** Submitted two minutes ago, long enough for the sweeper. */
const submit = (count: number) =>
  submitCases(tables, count, { ...example, submittedAt: systemClock() - NOW - 60 });

const queue = () =>
  createFilingQueue({ queueUrl: portal.environment("filing-sweeper")["FILING_QUEUE_URL"] ?? "" });

const messageOf = ({ id, book, catalogue }: CaseRecord) => ({
  caseId: id,
  office: catalogue.office.id,
  book,
});

const states = async (records: readonly CaseRecord[]): Promise<(string | undefined)[]> => {
  const { cases } = await inspectBooks(tables);
  return records.map(({ id }) => cases.get(id)?.state);
};

const untilRegistered = (records: readonly CaseRecord[]) =>
  eventually(
    () => states(records),
    (found) => found.every((state) => state === "registered"),
  );

const violations = async () => (await inspectBooks(tables)).violations;

describe("in the local runtime", () => {
  it("a queued case is registered and stands on its team's list", async () => {
    const records = await submit(3);
    for (const record of records) await queue().send(messageOf(record));
    expect(await untilRegistered(records)).toEqual(records.map(() => "registered"));
    const { assignment } = (await inspectBooks(tables)).cases.get(records[0]?.id ?? aCase().id) ?? {};
    const worklist = createWorklist({ casesTable: tables.casesTable });
    const page = await worklist.page(example.catalogue.office.id, assignment?.team ?? "", 100);
    expect(page.caseIds).toEqual(expect.arrayContaining(records.map(({ id }) => id)));
    expect(await violations()).toEqual([]);
  });

  it("a message that is bad for a reason of its own holds up its book for seconds, not for minutes", async () => {
    await queue().send(messageOf({ ...aCase(), ...example }));
    const records = await submit(1);
    // Behind it in the same group, and surely not in the same batch.
    await sleep(2_000);
    for (const record of records) await queue().send(messageOf(record));
    expect(await untilRegistered(records)).toEqual(["registered"]);
  });

  it("what never got to the queue is swept into it, once the queue can be reached", async () => {
    const records = await submit(12);
    const down: FaultRule = {
      when: ({ operation }) => operation === "SendMessage",
      fault: { kind: "refuse", code: "ServiceUnavailable", status: 503 },
    };
    portal.gateway.setRules([down]);
    expect(await portal.fireSchedule("filing-sweeper")).toMatchObject({ ok: false });
    expect(await states(records)).toEqual(records.map(() => "submitted"));
    portal.gateway.setRules([]);
    expect(await portal.fireSchedule("filing-sweeper")).toMatchObject({ ok: true });
    expect(await untilRegistered(records)).toEqual(records.map(() => "registered"));
  });

  it.each([
    {
      rules: [faults.slow(commits, 2_000), faults.lostBefore(commits)],
      outcome: "is lost",
      state: "submitted",
    },
    { rules: [faults.slow(commits, 2_000)], outcome: "arrives all the same", state: "registered" },
  ])("a worker is killed while its commit is on the way, which $outcome", async ({ rules, state }) => {
    const records = await submit(5);
    const event = eventOf(records.map((record) => deliveryOf(record)));
    const sent = Promise.withResolvers<void>();
    const watch: FaultRule = {
      when: (call) => {
        if (commits(call)) sent.resolve();
        return false;
      },
      fault: { kind: "lose-request" },
    };
    portal.gateway.setRules([watch, ...rules]);
    const running = portal.invoke("filing-worker", event);
    await sent.promise;
    await portal.killSandboxes("filing-worker");
    expect(await running).toMatchObject({ ok: false });
    expect(await states(records)).toEqual(records.map(() => "submitted"));
    await sleep(3_000);
    portal.gateway.setRules([]);
    expect(await states(records)).toEqual(records.map(() => state));
    expect(await portal.invoke("filing-worker", event)).toEqual({
      ok: true,
      payload: '{"batchItemFailures":[]}',
    });
    expect(await states(records)).toEqual(records.map(() => "registered"));
    expect(await violations()).toEqual([]);
  });
});
