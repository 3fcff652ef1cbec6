import { describe, expect, it } from "vitest";
import { fileByClerk } from "../../../src/app/filing/file-by-clerk.ts";
import { fileBatch } from "../../../src/app/filing/file-batch.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import type { CaseId, OfficeId } from "../../../src/domain/ids.ts";
import type { FilingStep } from "../../../src/domain/registry/filing-steps.ts";
import type { FilingSteps, PublishedSettlement } from "../../../src/domain/settlement/settlement.ts";
import { createMemoryRegister } from "./fakes.ts";
import { aCase, KOPHAZA, NOW, settlement, sha256, TIME_ZONE } from "./fixtures.ts";

const byHand: FilingSteps = { receive: "clerk", register: "clerk" };

const setup = (records: readonly CaseRecord[], published: Partial<PublishedSettlement> = {}) => {
  const store = createMemoryRegister(records);
  const delivered: string[] = [];
  const dependencies = {
    register: store.register,
    catalogue: { settlement: async () => ({ ...settlement, filing: byHand, ...published }) },
    sha256,
    timeZone: TIME_ZONE,
    clock: () => NOW,
    pause: async () => undefined,
    deliver: async (handovers: readonly { caseId: string }[]) => {
      delivered.push(...handovers.map(({ caseId }) => caseId));
    },
  };
  const file = async (step: FilingStep, cases: readonly CaseRecord[], office: OfficeId = KOPHAZA) =>
    Array.from(
      await fileByClerk(dependencies, { office, cases: cases.map(({ id }) => id), step }),
      ([, { outcome, number }]) => number ?? outcome,
    );
  return { ...store, dependencies, delivered, file };
};

const batchOf = (count: number, changes: Parameters<typeof aCase>[0] = {}) =>
  Array.from({ length: count }, (_, index) => aCase({ submittedAt: index - count, ...changes }));

describe("a records clerk", () => {
  it("receives and then registers cases, each in one transaction and in the order of submission", async () => {
    const records = batchOf(3);
    const { file, calls, cases, entries } = setup(records);
    const [first, second, third] = records as [CaseRecord, CaseRecord, CaseRecord];
    expect(await file("receive", [third, first, second])).toEqual([
      "E-KOPH/3/2026",
      "E-KOPH/1/2026",
      "E-KOPH/2/2026",
    ]);
    expect(calls.commit).toBe(1);
    expect(entries).toEqual([]);
    expect(await file("register", records)).toEqual(["KOPH/1-1/2026", "KOPH/2-1/2026", "KOPH/3-1/2026"]);
    expect(calls.commit).toBe(2);
    expect(cases.get(first.id)).toMatchObject({
      state: "registered",
      arrival: { number: "E-KOPH/1/2026" },
      registration: { number: "KOPH/1-1/2026" },
    });
  });

  it("registers along with receiving where registering is automatic, and the other way round", async () => {
    const [record] = batchOf(1);
    const receiving = setup([record as CaseRecord], { filing: { receive: "clerk", register: "automatic" } });
    expect(await receiving.file("receive", [record as CaseRecord])).toEqual(["KOPH/1-1/2026"]);
    const registering = setup([record as CaseRecord], {
      filing: { receive: "automatic", register: "clerk" },
    });
    const message = { caseId: record?.id as CaseId, office: KOPHAZA, book: "KOPH" };
    const outcome = await fileBatch(registering.dependencies, [{ message, deliveries: 1 }]);
    expect([...outcome.values()]).toEqual([{ code: "filed", number: "E-KOPH/1/2026" }]);
    expect(registering.cases.get(message.caseId)).toMatchObject({ state: "received" });
    expect(await registering.file("register", [record as CaseRecord])).toEqual(["KOPH/1-1/2026"]);
  });

  it("changes nothing by repeating, and is told what was done before", async () => {
    const [record] = batchOf(1) as [CaseRecord];
    const { file, calls } = setup([record]);
    expect(await file("receive", [record, record])).toEqual(["E-KOPH/1/2026"]);
    expect(await file("receive", [record])).toEqual(["E-KOPH/1/2026"]);
    await file("register", [record]);
    expect(await file("register", [record])).toEqual(["KOPH/1-1/2026"]);
    expect(await file("receive", [record])).toEqual(["KOPH/1-1/2026"]);
    expect(calls.commit).toBe(2);
  });

  it("learns nothing of another office's cases, drafts and cases there are not", async () => {
    const [record, draft] = [aCase(), aCase({ state: "draft" })];
    const { file, calls } = setup([record, draft]);
    expect(await file("receive", [record], "sopron" as OfficeId)).toEqual(["not-found"]);
    expect(await file("receive", [draft, aCase()])).toEqual(["not-found", "not-found"]);
    expect(calls.commit).toBe(0);
  });

  it("is told when a case is in another state, and files the others", async () => {
    const [withdrawn, parked, submitted] = [
      aCase({ state: "withdrawn" }),
      aCase({ state: "needs-review" }),
      aCase(),
    ];
    const received = aCase({ state: "received", arrival: { number: "E-KOPH/9/2026", at: NOW } });
    const { file } = setup([withdrawn, parked, submitted, received]);
    expect(await file("register", [withdrawn, parked, submitted, received])).toEqual([
      "wrong-state",
      "wrong-state",
      "wrong-state",
      "KOPH/1-1/2026",
    ]);
  });

  it("is told that a case cannot be filed as its settlement is published; it is not parked", async () => {
    const [record] = batchOf(1, { book: "LOST" }) as [CaseRecord];
    const { file, cases, calls } = setup([record]);
    expect(await file("receive", [record])).toEqual(["cannot-be-filed"]);
    cases.set(record.id, "unreadable");
    expect(await file("receive", [record])).toEqual(["cannot-be-filed"]);
    expect(calls.park).toBe(0);
  });

  it("may try again when the store does not answer", async () => {
    const [record] = batchOf(1) as [CaseRecord];
    const { file, troubles } = setup([record]);
    troubles.read.push({ refuse: { code: "read-again" } });
    expect(await file("receive", [record])).toEqual(["try-again"]);
  });

  it("of two who register the same case at once, both are told its one number", async () => {
    const record = aCase({ state: "received", arrival: { number: "E-KOPH/9/2026", at: NOW } });
    const { file, entries } = setup([record]);
    const both = await Promise.all([file("register", [record]), file("register", [record])]);
    expect(both).toEqual([["KOPH/1-1/2026"], ["KOPH/1-1/2026"]]);
    expect(entries).toHaveLength(1);
  });

  it("sends what a specialist system deals with on its way with the registration, once", async () => {
    const [record] = batchOf(1) as [CaseRecord];
    const system = { id: "ado", name: { hu: "Adószakrendszer" }, delivery: "webhook" as const };
    const { file, handovers, delivered } = setup([record], {
      office: { ...settlement.office, systems: [system] },
      routes: [{ form: "*", team: "igazgatas", system: "ado" }],
    });
    await file("receive", [record]);
    expect(handovers).toEqual([]);
    await file("register", [record]);
    await file("register", [record]);
    expect(handovers).toMatchObject([{ caseId: record.id, office: KOPHAZA, system: "ado" }]);
    expect(delivered).toEqual([record.id]);
  });
});

it("the portal leaves what waits for a clerk alone", async () => {
  const [submitted] = batchOf(1) as [CaseRecord];
  const { dependencies, calls } = setup([submitted]);
  const message = { caseId: submitted.id, office: KOPHAZA, book: "KOPH" };
  const outcome = await fileBatch(dependencies, [{ message, deliveries: 5 }]);
  expect([...outcome.values()]).toEqual([{ code: "waiting" }]);
  expect(calls).toEqual({ read: 1, commit: 0, park: 0 });
});
