import type { SQSEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { createHandler as createSweeper } from "../../../functions/filing-sweeper/handler.ts";
import { createHandler as createWorker } from "../../../functions/filing-worker/handler.ts";
import { jitteredPause } from "../../../src/app/filing/jitter.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { Log } from "../../../src/http/log.ts";
import { createMemoryRegister } from "./fakes.ts";
import type { CaseId } from "../../../src/domain/ids.ts";
import { aCase, aCaseId, KOPHAZA, NOW, settlement, sha256, TIME_ZONE } from "./fixtures.ts";

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const body = ({ id, book }: Pick<CaseRecord, "id" | "book">): string =>
  JSON.stringify({ caseId: id, office: KOPHAZA, book });

/** One record per body; message ids m0, m1 … */
const eventOf = (bodies: readonly string[], receiveCount = 1): SQSEvent => ({
  Records: bodies.map((text, index) => ({
    messageId: `m${index}`,
    receiptHandle: `r${index}`,
    body: text,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: "0",
      SenderId: "s",
      ApproximateFirstReceiveTimestamp: "0",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-central-1:000000000000:filing.fifo",
    awsRegion: "eu-central-1",
  })),
});

const workerWith = (records: readonly CaseRecord[]) => {
  const store = createMemoryRegister(records);
  const givenBack: string[] = [];
  const handler = createWorker({
    register: store.register,
    catalogue: { settlement: async () => settlement },
    sha256,
    timeZone: TIME_ZONE,
    clock: () => NOW,
    pause: async () => undefined,
    giveBack: async (receipts) => void givenBack.push(...receipts),
    log: silent,
  });
  const failures = async (bodies: readonly string[], receiveCount?: number) =>
    (await handler(eventOf(bodies, receiveCount))).batchItemFailures.map(
      ({ itemIdentifier }) => itemIdentifier,
    );
  return { ...store, failures, givenBack };
};

describe("the filing worker", () => {
  it("fails exactly the messages that are not finished", async () => {
    const [good, withdrawn, poison] = [aCase(), aCase({ state: "withdrawn" }), aCase({ book: "LOST" })];
    const unknown = { id: aCaseId(), book: "KOPH" };
    const { failures, entries, givenBack } = workerWith([good, withdrawn, poison]);
    const bodies = ["{", body(good), body(unknown), body(withdrawn), body(poison), body(good)];
    expect(await failures(bodies)).toEqual(["m0", "m2", "m4"]);
    expect(entries.map(({ caseId }) => caseId)).toEqual([good.id]);
    // Each is bad for a reason of its own, so the book does not wait for it.
    expect(givenBack).toEqual(["r0", "r2", "r4"]);
  });

  it("leaves a message to the queue's patience while the store is down", async () => {
    const record = aCase();
    const { failures, givenBack, troubles } = workerWith([record]);
    troubles.read.push(...Array.from({ length: 99 }, () => ({ refuse: { code: "read-again" } as const })));
    expect(await failures([body(record)])).toEqual(["m0"]);
    expect(givenBack).toEqual([]);
  });

  it("is done with a case once it is parked", async () => {
    const poison = aCase({ book: "LOST" });
    const { failures } = workerWith([poison]);
    expect(await failures([body(poison)], 2)).toEqual([]);
  });

  it.each([
    ["no JSON", "caseId"],
    ["nothing", ""],
    ["a list", "[]"],
    ["no office", JSON.stringify({ caseId: aCaseId(), book: "KOPH" })],
    ["no id at all", JSON.stringify({ caseId: "../../x", office: "kophaza", book: "KOPH" })],
    ["a number for an id", JSON.stringify({ caseId: 7, office: "kophaza", book: "KOPH" })],
  ])("fails a message with %s and files the others", async (_, broken) => {
    const good = aCase();
    const { failures, entries } = workerWith([good]);
    expect(await failures([broken, body(good)])).toEqual(["m0"]);
    expect(entries).toHaveLength(1);
  });

  it("has nothing to do for an empty batch", async () => {
    const { failures, calls } = workerWith([]);
    expect(await failures([])).toEqual([]);
    expect(calls.read).toBe(0);
  });
});

const sweeperWith = (isDown: boolean, damaged: readonly CaseId[] = []) => {
  const sent: string[] = [];
  const handler = createSweeper({
    pending: {
      shards: ["only"],
      page: async () => ({
        cases: [{ caseId: aCaseId(), office: KOPHAZA, book: "KOPH", since: NOW - 300 }],
        damaged,
      }),
    },
    queue: {
      send: async ({ caseId }) => {
        if (isDown) throw new Error("no answer");
        sent.push(caseId);
      },
    },
    clock: () => NOW,
    log: silent,
  });
  return { handler, sent };
};

describe("the filing sweeper", () => {
  it("queues what is waiting", async () => {
    const { handler, sent } = sweeperWith(false);
    await handler();
    expect(sent).toHaveLength(1);
  });

  it("fails when something could not be queued, so that the alarm rings", async () => {
    await expect(sweeperWith(true).handler()).rejects.toThrow("1 cases could not be queued");
  });

  it("fails over a case so damaged that it cannot be queued, and queues the others", async () => {
    const { handler, sent } = sweeperWith(false, [aCaseId()]);
    await expect(handler()).rejects.toThrow("1 cases could not be queued");
    expect(sent).toHaveLength(1);
  });
});

describe("the pause between attempts", () => {
  it("is anything up to a bound that doubles and ends at a second", () => {
    const longest = [2, 3, 4, 5, 6, 7, 8].map((attempt) => jitteredPause(attempt, 1));
    expect(longest).toEqual([50, 100, 200, 400, 800, 1000, 1000]);
    expect(jitteredPause(5, 0)).toBe(0);
    expect(jitteredPause(5, 0.5)).toBe(200);
  });
});
