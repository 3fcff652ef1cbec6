import { describe, expect, it } from "vitest";
import { createCaseSearch } from "../../../src/adapters/dynamo/case-search.ts";
import { createCaseworkStore } from "../../../src/adapters/dynamo/casework-store.ts";
import { createFilingRegister } from "../../../src/adapters/dynamo/filing-register.ts";
import { createPendingCases } from "../../../src/adapters/dynamo/filing-pending.ts";
import { parseHandoverItem } from "../../../src/adapters/dynamo/handover-item.ts";
import { caseKeys } from "../../../src/adapters/dynamo/keys.ts";
import { changeCase } from "../../../src/app/casework/change-case.ts";
import { fileByClerk } from "../../../src/app/filing/file-by-clerk.ts";
import { sweepPending } from "../../../src/app/filing/sweep-pending.ts";
import { applyTransition } from "../../../src/domain/case/apply-transition.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { CaseId } from "../../../src/domain/ids.ts";
import type { FilingStep } from "../../../src/domain/registry/filing-steps.ts";
import type { FilingSteps, PublishedSettlement } from "../../../src/domain/settlement/settlement.ts";
import {
  createWorker,
  deliveryOf,
  inspectBooks,
  manyBooks,
  storedCase,
  submitCases,
} from "../../support/fault-filing.ts";
import { commits, faults, scan } from "../../support/fault-store.ts";
import { useFilingStore } from "../../support/filing-store.ts";
import { KOPHAZA, NOW, sha256, TIME_ZONE } from "../../unit/filing/fixtures.ts";

const store = useFilingStore();

const byHand: FilingSteps = { receive: "clerk", register: "clerk" };
const registeredByHand: FilingSteps = { receive: "automatic", register: "clerk" };

let used = 0;

/** Submitted cases in a book of their own, of a settlement with these steps. */
const setup = async (count: number, filing: FilingSteps, more: Partial<PublishedSettlement> = {}) => {
  used += 1;
  const book = `B${used}`;
  const records = await submitCases(store, count, { book }, filing);
  const published = { ...manyBooks, ...more, filing };
  const dependencies = {
    register: createFilingRegister(store),
    store: createCaseworkStore(store),
    catalogue: { settlement: async () => published },
    sha256,
    timeZone: TIME_ZONE,
    clock: () => NOW,
    pause: async () => undefined,
  };
  const byClerk = async (step: FilingStep, cases: readonly CaseRecord[] = records) =>
    Array.from(
      await fileByClerk(dependencies, { office: KOPHAZA, cases: cases.map(({ id }) => id), step }),
      ([, { outcome, number }]) => number ?? outcome,
    );
  const work = createWorker(store, { published });
  return { book, records, first: records[0] as CaseRecord, dependencies, byClerk, work };
};

/** What the sweeper would send to the queue. */
const swept = async (): Promise<CaseId[]> => {
  const sent: CaseId[] = [];
  await sweepPending({
    pending: createPendingCases(store),
    queue: {
      send: async ({ caseId }) => {
        sent.push(caseId);
      },
    },
    clock: () => NOW + 3600,
    report: () => undefined,
  });
  return sent;
};

describe("where a clerk receives", () => {
  it("a submission is on the clerk's list and the portal does nothing with it", async () => {
    const { first, work } = await setup(1, byHand);
    expect(await storedCase(store, first.id)).toMatchObject({
      worklistKey: caseKeys.worklist(KOPHAZA, "to-receive"),
    });
    expect(await swept()).not.toContain(first.id);
    expect(await work([deliveryOf(first)])).toEqual([]);
    expect((await storedCase(store, first.id))["state"]).toBe("submitted");
  });

  it("25 cases at once take one transaction, and come from list to list", async () => {
    const { records, byClerk, first, book } = await setup(25, byHand);
    store.gateway.tally.reset();
    const received = await byClerk("receive");
    expect(store.gateway.tally.counts()["admin dynamodb:TransactWriteItems"]).toBe(1);
    expect(received).toHaveLength(25);
    const { byArrival } = createCaseSearch(store);
    const found = await Promise.all(
      received.map((number) => byArrival(KOPHAZA, { number: Number(number?.split("/")[1]), year: 2026 })),
    );
    expect(found).toEqual(records.map(({ id }) => id));
    expect(await byArrival(KOPHAZA, { number: 0, year: 2026 })).toBeUndefined();
    expect(await byArrival(KOPHAZA, { number: 9999, year: 2026 })).toBeUndefined();
    expect(await storedCase(store, first.id)).toMatchObject({
      state: "received",
      worklistKey: caseKeys.worklist(KOPHAZA, "to-register"),
    });
    expect(await byClerk("register")).toEqual(
      Array.from({ length: 25 }, (_, index) => `${book}/${index + 1}-1/2026`),
    );
    expect(await storedCase(store, records[24]?.id as CaseId)).toMatchObject({
      state: "registered",
      worklistKey: caseKeys.worklist(KOPHAZA, "team:igazgatas"),
      pendingKey: caseKeys.notice(records[24]?.id as CaseId),
    });
  });

  it("two clerks and a client who withdraws, all at once: every case has one number or none", async () => {
    const { records, byClerk, dependencies } = await setup(10, byHand);
    await byClerk("receive");
    const withdraw = ({ id }: CaseRecord) =>
      changeCase(dependencies, { caseId: id }, ({ record }, now) => {
        const moved = applyTransition(record, "withdraw", { type: "withdrawn", at: now });
        return moved.ok ? { ok: true, value: { after: moved.value } } : moved;
      });
    await Promise.all([
      byClerk("register"),
      byClerk("register", records.toReversed()),
      ...records.slice(0, 3).map(withdraw),
    ]);
    await byClerk("register");
    const { cases } = await inspectBooks(store);
    const states = records.map(({ id }) => cases.get(id)?.state);
    expect(states.every((state) => state === "registered" || state === "withdrawn")).toBe(true);
  });

  it("a lost answer changes nothing: the clerk is told what was done", async () => {
    const { byClerk, book } = await setup(2, byHand);
    await byClerk("receive");
    store.gateway.setRules([faults.lostAfter(commits, { times: 3 })]);
    expect(await byClerk("register")).toEqual([`${book}/1-1/2026`, `${book}/2-1/2026`]);
  });
});

it("where only registering is a clerk's, the portal receives and leaves the case to the clerk's list", async () => {
  const { first, work, byClerk, book } = await setup(1, registeredByHand);
  expect(await swept()).toContain(first.id);
  expect(await work([deliveryOf(first)])).toEqual([]);
  expect(await work([deliveryOf(first, 2)])).toEqual([]);
  expect(await storedCase(store, first.id)).toMatchObject({
    state: "received",
    worklistKey: caseKeys.worklist(KOPHAZA, "to-register"),
  });
  expect(await swept()).not.toContain(first.id);
  expect(await byClerk("register")).toEqual([`${book}/1-1/2026`]);
});

it("a case of a specialist system is on its way to it by the very transaction that registers it", async () => {
  const system = { id: "ado", name: { hu: "Adószakrendszer" }, delivery: "webhook" as const };
  const { first, work } = await setup(
    1,
    { receive: "automatic", register: "automatic" },
    {
      office: { ...manyBooks.office, systems: [system] },
      routes: [{ form: "*", team: "igazgatas", system: "ado" }],
    },
  );
  store.gateway.tally.reset();
  await work([deliveryOf(first)]);
  expect(store.gateway.tally.counts()).toEqual({
    "admin dynamodb:BatchGetItem": 1,
    "admin dynamodb:TransactWriteItems": 1,
  });
  const { pk, sk } = caseKeys.handoverItem(first.id);
  const item = (await scan(store, store.casesTable)).find((one) => one["pk"] === pk && one["sk"] === sk);
  const { events, assignment } = (await inspectBooks(store)).cases.get(first.id) ?? first;
  expect(item && parseHandoverItem(item)).toMatchObject({ state: "waiting", revision: events.length });
  expect(assignment).toMatchObject({ system: "ado" });
});

const requeue = (given: Awaited<ReturnType<typeof setup>>) =>
  changeCase(given.dependencies, { caseId: given.first.id }, ({ record }, now) => {
    const moved = applyTransition(record, "requeue", { type: "requeued", at: now });
    return moved.ok ? { ok: true, value: { after: moved.value, refile: true } } : moved;
  });

/** Its book is not published (yet), so that it cannot be filed. */
const park = async (filing: FilingSteps) => {
  const given = await setup(1, filing);
  const unready = { ...manyBooks, filing, office: { ...manyBooks.office, books: [] } };
  await createWorker(store, { published: unready })([deliveryOf(given.first, 2)]);
  return given;
};

describe("a parked case", () => {
  it("that is put back is filed by the portal, once what was wrong is repaired", async () => {
    const given = await park({ receive: "automatic", register: "automatic" });
    expect((await storedCase(store, given.first.id))["state"]).toBe("needs-review");
    expect(await requeue(given)).toMatchObject({ ok: true, value: { state: "submitted" } });
    expect(await requeue(given)).toMatchObject({ ok: false });
    expect(await swept()).toContain(given.first.id);
    await given.work([deliveryOf(given.first)]);
    expect((await storedCase(store, given.first.id))["state"]).toBe("registered");
  });

  it("goes to the list of the clerk where a clerk registers", async () => {
    const given = await park(registeredByHand);
    await requeue(given);
    await given.work([deliveryOf(given.first)]);
    expect((await storedCase(store, given.first.id))["state"]).toBe("received");
    expect(await given.byClerk("register")).toEqual([`${given.book}/1-1/2026`]);
  });
});
