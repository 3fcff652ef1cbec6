import { describe, expect, it } from "vitest";
import {
  fileBatch,
  type FileBatchDependencies,
  type FilingDelivery,
} from "../../../src/app/filing/file-batch.ts";
import { CatalogueDamaged } from "../../../src/app/catalogue/ports.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { CaseId, OfficeId } from "../../../src/domain/ids.ts";
import { findBookFault } from "../../../src/domain/registry/book.ts";
import { createMemoryRegister, Killed } from "./fakes.ts";
import { aCase, address, KOPHAZA, NOW, settlement, sha256, TIME_ZONE } from "./fixtures.ts";

const setup = (records: readonly CaseRecord[], changes: Partial<FileBatchDependencies> = {}) => {
  const store = createMemoryRegister(records);
  const pauses: number[] = [];
  const dependencies: FileBatchDependencies = {
    register: store.register,
    catalogue: { settlement: async () => settlement },
    sha256,
    timeZone: TIME_ZONE,
    clock: () => NOW,
    pause: async (attempt) => {
      pauses.push(attempt);
    },
    ...changes,
  };
  const file = async (deliveries: readonly FilingDelivery[]) =>
    Object.fromEntries(
      Array.from(await fileBatch(dependencies, deliveries), ([id, { code, reason }]) => [
        id,
        reason ? `${code}:${reason}` : code,
      ]),
    );
  const proof = (book = address) => {
    const entries = store.entries.filter((entry) => entry.book === book.book);
    const counter = store.books.get(`${book.office}/${book.book}/${book.year}`);
    return counter && findBookFault(book, entries, counter, sha256);
  };
  const numbers = () => store.entries.map(({ number }) => number);
  return { ...store, file, pauses, proof, numbers };
};

const deliver = (record: Pick<CaseRecord, "id"> & Partial<CaseRecord>, deliveries = 1): FilingDelivery => ({
  message: {
    caseId: record.id,
    office: record.catalogue?.office.id ?? KOPHAZA,
    book: record.book ?? "KOPH",
  },
  deliveries,
});

const batchOf = (count: number, changes: Parameters<typeof aCase>[0] = {}) =>
  Array.from({ length: count }, (_, index) => aCase({ submittedAt: index, ...changes }));

const all = (records: readonly CaseRecord[], code: string) =>
  Object.fromEntries(records.map(({ id }) => [id, code]));

/** Of a book the published office does not have. */
const bad = () => aCase({ book: "LOST" });

describe("a batch of one book", () => {
  it("takes one read and one transaction", async () => {
    const records = batchOf(10);
    const { file, calls, numbers, proof } = setup(records);
    expect(await file(records.map((record) => deliver(record)))).toEqual(all(records, "filed"));
    expect(calls).toEqual({ read: 1, commit: 1, park: 0 });
    expect(numbers()).toEqual(Array.from({ length: 10 }, (_, index) => `KOPH/${index + 1}-1/2026`));
    expect(proof()).toBeUndefined();
  });

  it("files a case once that is in it three times", async () => {
    const [record, other] = batchOf(2);
    const { file, numbers } = setup([record, other].filter((item) => item !== undefined));
    const outcome = await file([record, record, other, record].map((item) => deliver(item as CaseRecord)));
    expect(outcome).toEqual({ [record?.id ?? ""]: "filed", [other?.id ?? ""]: "filed" });
    expect(numbers()).toEqual(["KOPH/1-1/2026", "KOPH/2-1/2026"]);
  });

  it("acknowledges what is filed, drops what is withdrawn, and tells what it does not know", async () => {
    const [filed, withdrawn, good] = [aCase(), aCase({ state: "withdrawn" }), aCase()];
    const unknown = aCase();
    const { file, numbers, calls } = setup([filed, withdrawn, good]);
    await file([deliver(filed)]);
    const outcome = await file([filed, withdrawn, unknown, good].map((record) => deliver(record)));
    expect(outcome).toEqual({
      [filed.id]: "already-filed",
      [withdrawn.id]: "dropped",
      [unknown.id]: "unknown-case",
      [good.id]: "filed",
    });
    expect(numbers()).toEqual(["KOPH/1-1/2026", "KOPH/2-1/2026"]);
    expect(calls.commit).toBe(2);
  });

  it("does not write when there is nothing to file", async () => {
    const record = aCase({ state: "withdrawn" });
    const { file, calls } = setup([record]);
    await file([deliver(record)]);
    expect(calls).toEqual({ read: 1, commit: 0, park: 0 });
  });
});

describe("several books", () => {
  it("of one office share its arrival numbers, in one transaction each", async () => {
    const records = [...batchOf(3), ...batchOf(2, { book: "HARK" })];
    const { file, calls, arrivals, numbers, proof } = setup(records);
    expect(await file(records.map((record) => deliver(record)))).toEqual(all(records, "filed"));
    expect(calls).toEqual({ read: 1, commit: 2, park: 0 });
    expect(arrivals.get("kophaza/2026")?.number).toBe(5);
    expect(numbers().slice(3)).toEqual(["HARK/1-1/2026", "HARK/2-1/2026"]);
    expect([proof(), proof({ ...address, book: "HARK" })]).toEqual([undefined, undefined]);
  });

  it("of different offices do not wait for each other's troubles", async () => {
    const elsewhere = aCase();
    const other: CaseRecord = {
      ...elsewhere,
      catalogue: { ...elsewhere.catalogue, office: { id: "sopron" as OfficeId, name: { hu: "Sopron" } } },
    };
    const records = [aCase(), other];
    const { file, troubles } = setup(records);
    troubles.commit.push(...Array.from({ length: 8 }, () => ({ refuse: { code: "read-again" } as const })));
    troubles.commit.splice(1, 1, {});
    const outcome = await file(records.map((record) => deliver(record)));
    expect(outcome[other.id]).toBe("filed");
  });

  it("a case is filed into its own book although its message names another", async () => {
    const record = aCase();
    const { file, numbers, calls } = setup([record]);
    expect(await file([deliver({ id: record.id, book: "HARK" })])).toEqual({ [record.id]: "filed" });
    expect(numbers()).toEqual(["KOPH/1-1/2026"]);
    expect(calls.commit).toBe(1);
  });
});

describe("when something moves meanwhile", () => {
  it("renumbers the rest after a withdrawal between reading and writing", async () => {
    const records = batchOf(3);
    const { file, troubles, change, numbers, entries, proof } = setup(records);
    const gone = records[1]?.id as CaseId;
    troubles.commit.push({ before: () => change(gone, { state: "withdrawn" }) });
    const outcome = await file(records.map((record) => deliver(record)));
    expect(outcome).toEqual({ ...all(records, "filed"), [gone]: "dropped" });
    expect(numbers()).toEqual(["KOPH/1-1/2026", "KOPH/2-1/2026"]);
    expect(entries.map(({ caseId }) => caseId)).not.toContain(gone);
    expect(proof()).toBeUndefined();
  });

  it("reads again after a commit whose answer was lost, and gives no second number", async () => {
    const records = batchOf(3);
    const { file, troubles, numbers, calls, pauses } = setup(records);
    troubles.commit.push({ loseAnswer: true });
    expect(await file(records.map((record) => deliver(record)))).toEqual(all(records, "already-filed"));
    expect(numbers()).toHaveLength(3);
    expect(calls).toEqual({ read: 2, commit: 1, park: 0 });
    expect(pauses).toEqual([2]);
  });

  it("waits longer from attempt to attempt, and leaves what it cannot file to the queue", async () => {
    const records = batchOf(2);
    const { file, troubles, pauses, calls } = setup(records);
    troubles.commit.push(...Array.from({ length: 99 }, () => ({ refuse: { code: "read-again" } as const })));
    const outcome = await file(records.map((record) => deliver(record, 9)));
    expect(outcome).toEqual(all(records, "try-again:conflict"));
    expect(pauses).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(calls.park).toBe(0);
  });

  it("begins no attempt that could outlive the function", async () => {
    const record = aCase();
    let now = NOW;
    const { file, troubles, calls } = setup([record], {
      clock: () => now,
      pause: async () => {
        now += 8;
      },
    });
    troubles.commit.push(...Array.from({ length: 99 }, () => ({ refuse: { code: "read-again" } as const })));
    expect(await file([deliver(record)])).toEqual({ [record.id]: "try-again:conflict" });
    expect(calls.commit).toBe(2);
  });

  it("does not blame a case for a store that cannot be read", async () => {
    const record = aCase();
    const { file, troubles, calls } = setup([record]);
    troubles.read.push(...Array.from({ length: 99 }, () => ({ refuse: { code: "read-again" } as const })));
    expect(await file([deliver(record, 5)])).toEqual({ [record.id]: "try-again:store-unavailable" });
    expect(calls).toEqual({ read: 8, commit: 0, park: 0 });
  });

  it("does not blame a case for a catalogue that is out of reach", async () => {
    const record = aCase();
    let tries = 0;
    const { file, calls } = setup([record], {
      catalogue: {
        settlement: async () => {
          tries += 1;
          if (tries < 3) throw new Error("no answer");
          return settlement;
        },
      },
    });
    expect(await file([deliver(record, 5)])).toEqual({ [record.id]: "filed" });
    expect(calls.park).toBe(0);
  });

  it("gives back at once, and in the end parks, a case whose settlement is damaged; others are filed", async () => {
    const [damaged, whole] = [aCase(), aCase()];
    const harka = { ...damaged.catalogue.settlement, hash: "damaged" };
    const record = { ...damaged, catalogue: { ...damaged.catalogue, settlement: harka } };
    const { file, calls } = setup([record, whole], {
      catalogue: {
        settlement: async (hash) => {
          if (hash === "damaged") throw new CatalogueDamaged("catalogue/settlement.damaged.json");
          return settlement;
        },
      },
    });
    const reason = "damaged catalogue/settlement.damaged.json";
    expect(await file([deliver(record), deliver(whole)])).toEqual({
      [record.id]: `try-again:${reason}`,
      [whole.id]: "filed",
    });
    expect(await file([deliver(record, 5)])).toEqual({ [record.id]: `parked:${reason}` });
    expect(calls.park).toBe(1);
  });

  it.each(["before", "after"] as const)("survives being killed %s the commit", async (kill) => {
    const records = batchOf(4);
    const { file, troubles, numbers, proof } = setup(records);
    const deliveries = records.map((record) => deliver(record));
    troubles.commit.push({ kill });
    await expect(file(deliveries)).rejects.toThrow(Killed);
    expect(await file(deliveries)).toEqual(all(records, kill === "after" ? "already-filed" : "filed"));
    expect(numbers()).toHaveLength(4);
    expect(proof()).toBeUndefined();
  });

  it("begins the new year's books at midnight, also between two attempts", async () => {
    const records = batchOf(2);
    const midnight = Date.UTC(2026, 11, 31, 23, 0, 0) / 1000;
    let now = midnight - 1;
    const { file, troubles, numbers, entries } = setup(records, {
      clock: () => now,
      pause: async () => {
        now = midnight;
      },
    });
    await file([deliver(records[0] as CaseRecord)]);
    troubles.commit.push({ refuse: { code: "read-again" } });
    await file([deliver(records[1] as CaseRecord)]);
    expect(numbers()).toEqual(["KOPH/1-1/2026", "KOPH/1-1/2027"]);
    expect(entries.map(({ arrivalNumber }) => arrivalNumber)).toEqual(["E-KOPH/1/2026", "E-KOPH/1/2027"]);
  });
});

describe("a case that cannot be filed", () => {
  it("goes back to the queue the first time, and does not hold up its batch", async () => {
    const poison = bad();
    const records = batchOf(2);
    const { file, numbers, calls } = setup([poison, ...records]);
    const outcome = await file([poison, ...records].map((record) => deliver(record)));
    expect(outcome).toEqual({ ...all(records, "filed"), [poison.id]: "try-again:unknown-book" });
    expect(numbers()).toHaveLength(2);
    expect(calls).toEqual({ read: 1, commit: 1, park: 0 });
  });

  it("is parked the second time, and left alone after that", async () => {
    const poison = bad();
    const { file, cases } = setup([poison]);
    expect(await file([deliver(poison, 2)])).toEqual({ [poison.id]: "parked:unknown-book" });
    expect(cases.get(poison.id)).toMatchObject({ state: "needs-review" });
    expect(await file([deliver(poison, 3)])).toEqual({ [poison.id]: "dropped" });
  });

  it("is parked as well when what is stored of it cannot be understood", async () => {
    const record = aCase();
    const { file, cases } = setup([record]);
    cases.set(record.id, "unreadable");
    expect(await file([deliver(record)])).toEqual({ [record.id]: "try-again:unreadable-case" });
    expect(await file([deliver(record, 2)])).toEqual({ [record.id]: "parked:unreadable-case" });
  });

  it.each([
    [1, 2],
    [2, 1],
  ])("counts the deliveries of the message that came most often (%i, %i)", async (first, second) => {
    const poison = bad();
    const { file } = setup([poison]);
    expect(await file([deliver(poison, first), deliver(poison, second)])).toEqual({
      [poison.id]: "parked:unknown-book",
    });
  });

  it("is found when the store says which it is", async () => {
    const records = batchOf(3);
    const poison = records[1] as CaseRecord;
    const { file, troubles, numbers } = setup(records);
    troubles.commit.push({ refuse: { code: "refused", caseIds: [poison.id] } });
    const outcome = await file(records.map((record) => deliver(record, 2)));
    expect(outcome).toEqual({ ...all(records, "filed"), [poison.id]: "parked:refused-by-store" });
    expect(numbers()).toEqual(["KOPH/1-1/2026", "KOPH/2-1/2026"]);
  });

  it("is found when the store does not say, by filing one by one", async () => {
    const records = batchOf(3);
    const poison = records[1] as CaseRecord;
    const { file, troubles, numbers, calls, proof } = setup(records);
    const refuse = { code: "refused", caseIds: [] } as const;
    troubles.commit.push({ refuse }, {}, { refuse });
    const outcome = await file(records.map((record) => deliver(record, 2)));
    expect(outcome).toEqual({ ...all(records, "filed"), [poison.id]: "parked:refused-by-store" });
    expect(numbers()).toEqual(["KOPH/1-1/2026", "KOPH/2-1/2026"]);
    expect(calls).toEqual({ read: 2, commit: 4, park: 1 });
    expect(proof()).toBeUndefined();
  });

  it("stays with the queue when it moved on before it could be parked", async () => {
    const poison = bad();
    const { file, change, calls } = setup([poison], {
      catalogue: {
        settlement: async () => {
          change(poison.id, { state: "withdrawn" });
          return settlement;
        },
      },
    });
    expect(await file([deliver(poison, 2)])).toEqual({ [poison.id]: "try-again:unknown-book" });
    expect(calls.park).toBe(1);
    expect(await file([deliver(poison, 3)])).toEqual({ [poison.id]: "dropped" });
  });
});

it("lets many workers onto one book, also a new one", async () => {
  const records = batchOf(40);
  const workers = setup(records);
  const work = Array.from({ length: 8 }, (_, worker) =>
    workers.file(records.slice(worker * 5, worker * 5 + 5).map((record) => deliver(record))),
  );
  const outcomes = Object.assign({}, ...(await Promise.all(work)));
  const filed = Object.values(outcomes).filter((code) => code === "filed");
  // Whoever lost every race stays with the queue; at least one wins each round.
  expect(filed.length).toBe(workers.entries.length);
  expect(filed.length).toBeGreaterThanOrEqual(5);
  expect(workers.proof()).toBeUndefined();
});
