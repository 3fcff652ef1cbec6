import { describe, expect, it } from "vitest";
import { createPendingCases } from "../../../src/adapters/dynamo/filing-pending.ts";
import { createWorklist } from "../../../src/adapters/dynamo/filing-worklist.ts";
import type { FilingMessage, FilingRegister } from "../../../src/app/filing/ports.ts";
import { sweepPending } from "../../../src/app/filing/sweep-pending.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { CaseId } from "../../../src/domain/ids.ts";
import {
  createWorker,
  deliverUntilDone,
  deliveryOf,
  inspectBooks,
  submitCases,
  withdraw,
} from "../../support/fault-filing.ts";
import { commits, everything, faults, reads } from "../../support/fault-store.ts";
import { useFilingStore } from "../../support/filing-store.ts";
import { aCaseId, KOPHAZA, NOW } from "../../unit/filing/fixtures.ts";

const store = useFilingStore();

let books = 0;
const nextBook = (): string => {
  books += 1;
  return `B${books}`;
};

/** Cases waiting for a book of their own. */
const setup = async (count: number) => {
  const book = nextBook();
  const records = await submitCases(store, count, { book });
  return { book, records, batch: records.map((record) => deliveryOf(record)) };
};

const numbersOf = async (records: readonly CaseRecord[]): Promise<(string | undefined)[]> => {
  const { cases } = await inspectBooks(store);
  return records.map(({ id }) => cases.get(id)?.registration?.number);
};

/** The numbers in their order, when workers race for which case gets which. */
const givenNumbers = async (records: readonly CaseRecord[]) =>
  (await numbersOf(records)).toSorted((a = "", b = "") => mainOf(a) - mainOf(b));

const mainOf = (number: string): number => Number(/\/(\d+)-/.exec(number)?.[1]);

const oneTo = (count: number, book: string): string[] =>
  Array.from({ length: count }, (_, index) => `${book}/${index + 1}-1/2026`);

const commitsSoFar = () => store.gateway.tally.counts()["admin dynamodb:TransactWriteItems"] ?? 0;

describe("a batch", () => {
  it("of ten takes two calls, numbers in the order of submission and fills the team's list", async () => {
    const { book, records, batch } = await setup(10);
    store.gateway.tally.reset();
    expect(await createWorker(store)(batch.toReversed())).toEqual([]);
    expect(store.gateway.tally.counts()).toEqual({
      "admin dynamodb:BatchGetItem": 1,
      "admin dynamodb:TransactWriteItems": 1,
    });
    expect(await numbersOf(records)).toEqual(oneTo(10, book));
    const worklist = createWorklist({ casesTable: store.casesTable });
    const first = await worklist.page(KOPHAZA, "igazgatas", 6);
    const rest = await worklist.page(KOPHAZA, "igazgatas", 6, first.next);
    expect([...first.caseIds, ...rest.caseIds].toSorted()).toEqual(records.map(({ id }) => id).toSorted());
  });

  it("delivered ten times, three of them in one batch, files a case once", async () => {
    const { book, records, batch } = await setup(1);
    const work = createWorker(store);
    const [message] = batch;
    if (!message) throw new Error("no message");
    expect(await work([message, message, message])).toEqual([]);
    for (let count = 2; count <= 8; count++) expect(await work([{ ...message, count }])).toEqual([]);
    expect(await numbersOf(records)).toEqual(oneTo(1, book));
  });

  it("with broken JSON, an unknown case and a filed one files the others and fails what is not done", async () => {
    const { book, records, batch } = await setup(4);
    const work = createWorker(store);
    await work(batch.slice(0, 1));
    const [first] = records;
    if (!first) throw new Error("no case");
    const broken = { body: '{"caseId":', count: 1 };
    const unknown = deliveryOf({ ...first, id: aCaseId() });
    expect(await work([broken, ...batch.slice(0, 2), unknown, ...batch.slice(2)])).toEqual([broken, unknown]);
    expect(await numbersOf(records)).toEqual(oneTo(4, book));
  });

  it("parks a case that cannot be filed the second time it comes, and files what is behind it", async () => {
    const { book, records, batch } = await setup(3);
    const [poison] = await submitCases(store, 1, { book: "LOST" });
    if (!poison) throw new Error("no case");
    const work = createWorker(store);
    const failed = await work([deliveryOf(poison), ...batch]);
    expect(failed).toEqual([deliveryOf(poison)]);
    expect(await numbersOf(records)).toEqual(oneTo(3, book));
    expect(await work([deliveryOf(poison, 2)])).toEqual([]);
    expect((await inspectBooks(store)).cases.get(poison.id)?.state).toBe("needs-review");
  });

  it("renumbers when a case is withdrawn between reading and writing", async () => {
    const { book, records, batch } = await setup(3);
    const gone = records[0]?.id as CaseId;
    const work = createWorker(store, {
      wrap: (register) => ({
        ...register,
        commit: async (plan) => {
          await withdraw(store, gone);
          return register.commit(plan);
        },
      }),
    });
    expect(await work(batch)).toEqual([]);
    expect(await numbersOf(records)).toEqual([undefined, ...oneTo(2, book)]);
  });

  it("begins a new book at the turn of the year", async () => {
    const { book, records, batch } = await setup(3);
    const midnight = Date.UTC(2026, 11, 31, 23) / 1000;
    await createWorker(store, { now: () => midnight - 1 })(batch.slice(0, 2));
    await createWorker(store, { now: () => midnight })(batch.slice(2));
    expect(await numbersOf(records)).toEqual([...oneTo(2, book), `${book}/1-1/2027`]);
  });
});

describe("when the answer of a commit is lost", () => {
  it("the repetition of the same request changes nothing", async () => {
    const { book, records, batch } = await setup(5);
    store.gateway.setRules([faults.lostAfter(commits, { times: 1 })]);
    expect(await createWorker(store)(batch)).toEqual([]);
    expect(await numbersOf(records)).toEqual(oneTo(5, book));
  });

  it("again and again, reading again shows that all is filed", async () => {
    const { book, records, batch } = await setup(5);
    const before = commitsSoFar();
    store.gateway.setRules([faults.lostAfter(commits, { times: 3 })]);
    expect(await createWorker(store)(batch)).toEqual([]);
    expect(commitsSoFar() - before).toBe(3);
    expect(await numbersOf(records)).toEqual(oneTo(5, book));
  });

  it("because it came later than the worker would wait, no number is given twice", async () => {
    const { book, records, batch } = await setup(2);
    store.gateway.setRules([faults.slow(commits, 3_000, { times: 1 })]);
    expect(await createWorker(store)(batch)).toEqual([]);
    expect(await numbersOf(records)).toEqual(oneTo(2, book));
  });

  it("nothing is filed twice when it had not happened", async () => {
    const { book, records, batch } = await setup(5);
    store.gateway.setRules([faults.lostBefore(commits, { times: 5 })]);
    expect(await createWorker(store)(batch)).toEqual([]);
    expect(await numbersOf(records)).toEqual(oneTo(5, book));
  });
});

describe("a worker that ends in the middle", () => {
  class Killed extends Error {}
  const die = (): never => {
    throw new Killed();
  };
  const deaths: Record<string, (register: FilingRegister) => FilingRegister> = {
    "before reading": (register) => ({ ...register, read: async () => die() }),
    "after reading": (register) => ({
      ...register,
      read: async (...request) => {
        await register.read(...request);
        return die();
      },
    }),
    "before the commit": (register) => ({ ...register, commit: async () => die() }),
    "after the commit": (register) => ({
      ...register,
      commit: async (plan) => {
        await register.commit(plan);
        return die();
      },
    }),
  };

  it.each(Object.entries(deaths))("%s leaves nothing half done", async (_, wrap) => {
    const { book, records, batch } = await setup(4);
    await expect(createWorker(store, { wrap })(batch)).rejects.toThrow(Killed);
    expect((await inspectBooks(store)).violations).toEqual([]);
    expect(await createWorker(store)(batch.map(({ body }) => ({ body, count: 2 })))).toEqual([]);
    expect(await numbersOf(records)).toEqual(oneTo(4, book));
  });
});

describe("many workers on one book", () => {
  it("give every case one number, whoever wins", async () => {
    const { book, records, batch } = await setup(64);
    const workers = Array.from({ length: 8 }, (_, index) => {
      const own = batch.filter((_, place) => place % 8 === index);
      // Every worker also gets what its neighbour works on.
      const shared = batch.filter((_, place) => place % 8 === (index + 1) % 8).slice(0, 2);
      return deliverUntilDone(createWorker(store), [...own, ...shared]);
    });
    await Promise.all(workers);
    expect(await givenNumbers(records)).toEqual(oneTo(64, book));
  });

  it("on several books of an office share its arrival numbers", async () => {
    const offices = await Promise.all([setup(12), setup(12), setup(12), setup(12)]);
    const work = offices.flatMap(({ batch }) => [batch.slice(0, 6), batch.slice(6)]);
    await Promise.all(work.map((part) => deliverUntilDone(createWorker(store), part)));
    for (const { book, records } of offices) expect(await givenNumbers(records)).toEqual(oneTo(12, book));
  });

  it("begin a new book together", async () => {
    const { book, records, batch } = await setup(2);
    await Promise.all(batch.map((message) => deliverUntilDone(createWorker(store), [message])));
    expect(await givenNumbers(records)).toEqual(oneTo(2, book));
  });

  it("begin an office's new year together, in two new books", async () => {
    const later = Date.UTC(2028, 0, 3) / 1000;
    const pairs = await Promise.all([setup(2), setup(2)]);
    const work = pairs.flatMap(({ batch }) => batch);
    await Promise.all(
      work.map((message) => deliverUntilDone(createWorker(store, { now: () => later }), [message])),
    );
    for (const { book, records } of pairs) {
      expect(await givenNumbers(records)).toEqual([`${book}/1-1/2028`, `${book}/2-1/2028`]);
    }
  });

  it("get through conflicts", async () => {
    const { book, records, batch } = await setup(20);
    store.gateway.setRules([faults.conflict({ chance: 0.5, times: 10 })], 3);
    const work = [batch.slice(0, 10), batch.slice(10)].map((part) =>
      deliverUntilDone(createWorker(store), part),
    );
    await Promise.all(work);
    expect(await givenNumbers(records)).toEqual(oneTo(20, book));
  });
});

describe("a troubled store", () => {
  it("delays filing, nothing else", async () => {
    const { book, records, batch } = await setup(40);
    store.gateway.setRules(
      [
        faults.throttled(everything, { chance: 0.3 }),
        faults.serverError(everything, { chance: 0.05 }),
        faults.lostAfter(commits, { chance: 0.1 }),
        faults.slow(everything, 20, { chance: 0.3 }),
      ],
      42,
    );
    const parts = [0, 10, 20, 30].map((start) => batch.slice(start, start + 10));
    await Promise.all(parts.map((part) => deliverUntilDone(createWorker(store), part)));
    expect(await givenNumbers(records)).toEqual(oneTo(40, book));
  });

  it("that cannot be read at all parks nobody", async () => {
    const { book, records, batch } = await setup(2);
    store.gateway.setRules([faults.serverError(reads)]);
    const again = batch.map(({ body }) => ({ body, count: 7 }));
    expect(await createWorker(store)(again)).toEqual(again);
    store.gateway.setRules([]);
    expect(await createWorker(store)(again)).toEqual([]);
    expect(await numbersOf(records)).toEqual(oneTo(2, book));
  });
});

const sweepInto = (messages: FilingMessage[], isDown = false) =>
  sweepPending({
    pending: createPendingCases({ casesTable: store.casesTable }),
    queue: {
      send: async (message) => {
        if (isDown) throw new Error("no answer");
        messages.push(message);
      },
    },
    clock: () => NOW + 60,
    report: () => undefined,
  });

describe("the sweeper", () => {
  it("brings to the queue what never got there, once the queue is back", async () => {
    const { book, records } = await setup(25);
    const messages: FilingMessage[] = [];
    expect((await sweepInto(messages, true)).sent).toBe(0);
    expect(await sweepInto(messages)).toEqual({ found: 25, sent: 25, failed: 0 });
    // A second sweeper at the same time queues the same cases again; filing does not mind.
    await sweepInto(messages);
    expect(messages).toHaveLength(50);
    await deliverUntilDone(
      createWorker(store),
      messages.map((message) => ({ body: JSON.stringify(message), count: 1 })),
    );
    expect(await givenNumbers(records)).toEqual(oneTo(25, book));
    expect(await sweepInto([])).toEqual({ found: 0, sent: 0, failed: 0 });
  });
});
