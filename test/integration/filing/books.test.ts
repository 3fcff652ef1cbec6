import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../../lib/project-root.ts";
import { createBookStore } from "../../../src/adapters/dynamo/book-store.ts";
import { createCaseworkStore } from "../../../src/adapters/dynamo/casework-store.ts";
import { caseKeys, registryKeys } from "../../../src/adapters/dynamo/keys.ts";
import { changeCase } from "../../../src/app/casework/change-case.ts";
import { closeBook } from "../../../src/app/registry/close-book.ts";
import { verifyBook } from "../../../src/app/registry/verify-book.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import { type CaseId, type DocumentId, newEntityId } from "../../../src/domain/ids.ts";
import { type BookAddress, findBookFault } from "../../../src/domain/registry/book.ts";
import {
  createWorker,
  deliveryOf,
  inspectBooks,
  manyBooks,
  submitCases,
} from "../../support/fault-filing.ts";
import { commits, faults, type FaultStore, startFaultStore } from "../../support/fault-store.ts";
import { KOPHAZA, NOW, sha256, TIME_ZONE } from "../../unit/filing/fixtures.ts";

const NEW_YEAR = Date.UTC(2026, 11, 31, 23) / 1000;

let store: FaultStore;
beforeAll(async () => {
  store = await startFaultStore();
});
afterAll(() => store.stop());
afterEach(() => store.gateway.setRules([]));

let used = 0;

/** A book of 2026 with so many registered cases. */
const setup = async (count: number) => {
  used += 1;
  const book = `B${used}`;
  const records = await submitCases(store, count, { book });
  if (count > 0) await createWorker(store)(records.map((record) => deliveryOf(record)));
  const address: BookAddress = { office: KOPHAZA, book, year: 2026 };
  const dependencies = {
    books: createBookStore(store),
    store: createCaseworkStore(store),
    catalogue: { settlement: async () => manyBooks },
    sha256,
    timeZone: TIME_ZONE,
    clock: () => NEW_YEAR,
    pause: async () => undefined,
  };
  return { records, address, dependencies };
};

type Given = Awaited<ReturnType<typeof setup>>;

let documents = 0;
/** The office decides the case: one more entry. Gives the case as it is then. */
const decide = async ({ dependencies }: Given, caseId: CaseId, at = NEW_YEAR + 60): Promise<CaseRecord> => {
  documents += 1;
  const id = newEntityId<DocumentId>(
    NOW,
    Uint8Array.from({ length: 16 }, (_, index) => (index === 15 ? documents : 1)),
  );
  const answer = await changeCase({ ...dependencies, clock: () => at }, { caseId }, ({ record }, now) => ({
    ok: true,
    value: {
      after: {
        ...record,
        updatedAt: now,
        events: [...record.events, { type: "decided", at: now, document: id }],
      },
      documents: [
        { id, kind: "decision", from: "office", at: now, author: "Ügyintéző", text: "", files: [] },
      ],
      isNew: true,
    },
  }));
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
};

const proofOf = ({ dependencies, address }: Given) => verifyBook(dependencies, address);
const close = ({ dependencies, address }: Given) =>
  closeBook(dependencies, { address, by: "Dr. Jegyző József" });

describe("a book whose year is over", () => {
  it("is closed once and for good, with a seal over all its entries", async () => {
    const given = await setup(3);
    const closed = await close(given);
    expect(closed).toMatchObject({ ok: true, value: { closedAt: NEW_YEAR, entries: 4 } });
    expect(await close(given)).toEqual(closed);
    const proof = await proofOf(given);
    expect(proof.fault).toBeUndefined();
    expect(proof.entries.at(-1)).toMatchObject({ kind: "closing", mains: 3, by: "Dr. Jegyző József" });
    expect(proof.counter?.hash).toBe(closed.ok && closed.value.seal);
  });

  it("is closed also when nothing was filed into it, and when the answer is lost", async () => {
    const given = await setup(0);
    store.gateway.setRules([faults.lostAfter(commits, { times: 3 })]);
    expect(await close(given)).toMatchObject({ ok: true, value: { entries: 1 } });
    expect((await proofOf(given)).entries).toHaveLength(1);
  });

  it("takes no entry any more: a worker whose clock is behind waits for the new year", async () => {
    const given = await setup(1);
    await close(given);
    const [late] = await submitCases(store, 1, { book: given.address.book });
    if (!late) throw new Error("no case");
    const batch = [deliveryOf(late)];
    expect(await createWorker(store, { now: () => NEW_YEAR - 1 })(batch)).toEqual(batch);
    expect(await createWorker(store, { now: () => NEW_YEAR })(batch)).toEqual([]);
    const record = (await inspectBooks(store)).cases.get(late.id);
    expect(record?.registration?.number).toBe(`${given.address.book}/1-1/2027`);
    expect((await proofOf(given)).entries).toHaveLength(2);
  });

  it("is not closed under a filing of the old year's last second, or the filing goes into the new year", async () => {
    const given = await setup(1);
    const [record] = await submitCases(store, 1, { book: given.address.book });
    if (!record) throw new Error("no case");
    let now = NEW_YEAR - 1;
    const work = createWorker(store, {
      now: () => now,
      wrap: (register) => ({
        ...register,
        commit: async (plan) => {
          if (plan.address.year === 2026) await close(given);
          now = NEW_YEAR;
          return register.commit(plan);
        },
      }),
    });
    expect(await work([deliveryOf(record)])).toEqual([]);
    const number = (await inspectBooks(store)).cases.get(record.id)?.registration?.number;
    expect(number).toBe(`${given.address.book}/1-1/2027`);
    expect((await proofOf(given)).fault).toBeUndefined();
  });
});

it("the book of the running year is not closed", async () => {
  const given = await setup(1);
  const early = { ...given.dependencies, clock: () => NEW_YEAR - 1 };
  expect(await closeBook(early, { address: given.address, by: "Jegyző" })).toEqual({
    ok: false,
    failure: { code: "wrong-state" },
  });
});

describe("an open case", () => {
  it("goes on under its number in the old year's book as long as that is open", async () => {
    const given = await setup(1);
    const record = await decide(given, given.records[0]?.id as CaseId);
    expect(record.events.at(-1)?.number).toBe(`${given.address.book}/1-2/2026`);
    expect((await proofOf(given)).fault).toBeUndefined();
  });

  it("goes on under a new number that names the old one, once the book is closed", async () => {
    const given = await setup(2);
    const { book } = given.address;
    const caseId = given.records[0]?.id as CaseId;
    await close(given);
    const first = await decide(given, caseId);
    const second = await decide(given, caseId);
    expect([first, second].map(({ events }) => events.at(-1)?.number)).toEqual([
      `${book}/1-1/2027`,
      `${book}/1-2/2027`,
    ]);
    // A case has one number for ever.
    expect(second.registration?.number).toBe(`${book}/1-1/2026`);
    const newYear = { ...given, address: { ...given.address, year: 2027 } };
    const proof = await proofOf(newYear);
    expect(proof.fault).toBeUndefined();
    expect(proof.entries.map((entry) => "previousNumber" in entry && entry.previousNumber)).toEqual([
      `${book}/1-1/2026`,
      false,
    ]);
    expect((await proofOf(given)).fault).toBeUndefined();
  });
});

const run = promisify(execFile);

/** The command as the operator types it. */
const ohp = async (...words: string[]): Promise<{ code: number; text: string }> => {
  const env = { ...process.env, REGISTRY_TABLE: store.registryTable, CASES_TABLE: store.casesTable };
  try {
    const { stdout } = await run(process.execPath, [join(projectRoot, "bin/ohp.ts"), ...words], { env });
    return { code: 0, text: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, text: stderr };
  }
};

/** Somebody writes into the table of cases. */
const tamper = ({ pk, sk }: { pk: string; sk: string }, path: string, value: string) =>
  store.dynamodb("UpdateItem", {
    TableName: store.casesTable,
    Key: { pk: { S: pk }, sk: { S: sk } },
    UpdateExpression: `SET ${path} = :value`,
    ExpressionAttributeNames: { "#number": "number" },
    ExpressionAttributeValues: { ":value": { S: value } },
  });

describe("npx ohp registry verify", () => {
  it("proves a book and writes its entries, from which anybody can compute the seal anew", async () => {
    const given = await setup(2);
    const { book } = given.address;
    const folder = mkdtempSync(join(tmpdir(), "book-"));
    const path = join(folder, "list.json");
    const proven = await ohp("registry", "verify", "kophaza", book, "2026", "--list", path);
    const { entries, seal } = JSON.parse(readFileSync(path, "utf8"));
    rmSync(folder, { recursive: true });
    expect(proven.code).toBe(0);
    expect(proven.text).toContain(`2 cases, 2 entries, seal ${seal}`);
    const last = entries.at(-1);
    const counter = { main: 2, entries: 2, hash: seal, at: last.at };
    expect(findBookFault(given.address, entries, counter, sha256)).toBeUndefined();
  });

  it("names the first broken link", async () => {
    const { address } = await setup(4);
    const { pk, sk } = registryKeys.entry(KOPHAZA, address.book, 2026, 3, 1);
    await store.dynamodb("UpdateItem", {
      TableName: store.registryTable,
      Key: { pk: { S: pk }, sk: { S: sk } },
      UpdateExpression: "SET caseId = :another",
      ExpressionAttributeValues: { ":another": { S: "another" } },
    });
    const broken = await ohp("registry", "verify", "kophaza", address.book, "2026");
    expect(broken).toEqual({
      code: 1,
      text: `kophaza/${address.book}/2026 is broken: broken-seal at entry 3\n`,
    });
    expect(await ohp("registry", "verify", "kophaza", address.book, "1999")).toMatchObject({ code: 1 });
    expect(await ohp("registry", "verify", "kophaza")).toMatchObject({ code: 2 });
  });

  it("holds the numbers against the cases and documents that carry them", async () => {
    const given = await setup(2);
    const { book } = given.address;
    const [first, second] = given.records.map(({ id }) => id);
    if (!first || !second) throw new Error("no cases");
    const decided = await decide(given, first);
    const verify = () => ohp("registry", "verify", "kophaza", book, "2026");
    expect(await verify()).toMatchObject({ code: 0, text: expect.stringContaining("3 numbers stand in") });
    await tamper(
      caseKeys.document(first, decided.events.at(-1)?.document as DocumentId),
      "#number",
      "X/1-2/2026",
    );
    expect(await verify()).toEqual({ code: 1, text: `kophaza/${book}/2026: differs-in-case at entry 3\n` });
    await tamper(caseKeys.case(second), "registration.#number", `${book}/1-1/2026`);
    expect(await verify()).toEqual({ code: 1, text: `kophaza/${book}/2026: differs-in-case at entry 2\n` });
  });
});

it("npx ohp registry close refuses a year that is not over", async () => {
  const { address } = await setup(1);
  const year = String(new Date().getFullYear() + 1);
  const refused = await ohp("registry", "close", "kophaza", address.book, year, "--by", "Jegyző");
  expect(refused).toMatchObject({ code: 1 });
  const past = await ohp("registry", "close", "kophaza", "B39", "2020", "--by", "Jegyző");
  expect(past.code).toBe(0);
  expect(past.text).toContain("kophaza/B39/2020: 0 cases, 1 entries, closed");
});
