import { expect, it } from "vitest";
import { createCaseworkStore } from "../../../src/adapters/dynamo/casework-store.ts";
import { changeCase, type PlannedChange } from "../../../src/app/casework/change-case.ts";
import type { CaseFile } from "../../../src/app/casework/ports.ts";
import { applyTransition } from "../../../src/domain/case/apply-transition.ts";
import type { DocumentKind } from "../../../src/domain/case/case-document.ts";
import { type CaseRecord, revisionOf } from "../../../src/domain/case/case.ts";
import { type DocumentId, newEntityId } from "../../../src/domain/ids.ts";
import { planInvalidation } from "../../../src/domain/registry/invalidate-entry.ts";
import type { Result } from "../../../src/domain/result.ts";
import {
  createWorker,
  deliveryOf,
  inspectBooks,
  manyBooks,
  storedCase,
  submitCases,
} from "../../support/fault-filing.ts";
import { commits, faults } from "../../support/fault-store.ts";
import { useFilingStore } from "../../support/filing-store.ts";
import { NOW, sha256, TIME_ZONE } from "../../unit/filing/fixtures.ts";

const store = useFilingStore();

let books = 0;
let documents = 0;
const aDocumentId = (): DocumentId => {
  documents += 1;
  return newEntityId<DocumentId>(
    NOW,
    Uint8Array.from({ length: 16 }, (_, index) => (index === 15 ? documents : 0)),
  );
};

/** Registered cases in a book of their own, on which a case officer works. */
const setup = async (count: number, work: { now?: () => number } = {}) => {
  books += 1;
  const records = await submitCases(store, count, { book: `B${books}` });
  await createWorker(store, work)(records.map((record) => deliveryOf(record)));
  const dependencies = {
    store: createCaseworkStore(store),
    catalogue: { settlement: async () => manyBooks },
    sha256,
    timeZone: TIME_ZONE,
    clock: work.now ?? (() => NOW + 60),
    pause: async () => undefined,
  };
  const [first] = records;
  if (!first) throw new Error("no case");
  return { book: `B${books}`, records, first, dependencies };
};

type Step = (file: CaseFile, now: number) => Result<PlannedChange, { code: string }>;

const start: Step = ({ record }, now) => {
  const moved = applyTransition(record, "start", { type: "started", at: now });
  return moved.ok ? { ok: true, value: { after: moved.value } } : moved;
};

const write =
  (kind: DocumentKind, id = aDocumentId()): Step =>
  ({ record }, now) => {
    const event = { type: "message" as const, at: now, document: id };
    const document = {
      id,
      kind,
      from: "office" as const,
      at: now,
      author: "Ügyintéző",
      text: kind,
      files: [],
    };
    return {
      ok: true,
      value: {
        after: { ...record, updatedAt: now, events: [...record.events, event] },
        documents: [document],
        isNew: true,
        notify: true,
      },
    };
  };

const numbersOf = async ({ dependencies }: Awaited<ReturnType<typeof setup>>, { id }: CaseRecord) =>
  (await dependencies.store.find(id))?.documents.map(({ number }) => number);

it("gives a later document the next sub-number of its case, in one transaction with the case", async () => {
  const given = await setup(2);
  const { book, first, dependencies } = given;
  expect(await changeCase(dependencies, { caseId: first.id }, start)).toMatchObject({ ok: true });
  store.gateway.tally.reset();
  const answered = await changeCase(dependencies, { caseId: first.id }, write("supplement-request"));
  expect(store.gateway.tally.counts()).toEqual({
    "admin dynamodb:Query": 1,
    "admin dynamodb:GetItem": 1,
    "admin dynamodb:TransactWriteItems": 1,
  });
  await changeCase(dependencies, { caseId: first.id }, write("message"));
  await changeCase(dependencies, { caseId: first.id }, write("decision"));
  expect(await numbersOf(given, first)).toEqual([`${book}/1-2/2026`, undefined, `${book}/1-3/2026`]);
  const file = await dependencies.store.find(first.id);
  // What is answered is what is stored.
  expect(answered).toMatchObject({ ok: true, value: { lastEntry: { book, year: 2026, main: 1, sub: 2 } } });
  expect(file?.record.events.map(({ type, number }) => number ?? type)).toEqual([
    "created",
    first.submission.number,
    file?.record.arrival?.number,
    `${book}/1-1/2026`,
    "routed",
    "started",
    `${book}/1-2/2026`,
    "message",
    `${book}/1-3/2026`,
  ]);
});

it("tells two clerks apart: the second, who has not seen the first one's change, is refused", async () => {
  const { first, dependencies } = await setup(1);
  const file = await dependencies.store.find(first.id);
  const revision = file && revisionOf(file.record);
  const change = () => changeCase(dependencies, { caseId: first.id, revision }, write("message"));
  expect(await change()).toMatchObject({ ok: true });
  expect(await change()).toEqual({ ok: false, failure: { code: "case-changed" } });
});

it("lets only one of two clerks write who have read the same, though neither writes into the book", async () => {
  const { first, dependencies } = await setup(1);
  const file = await dependencies.store.find(first.id);
  const request = { caseId: first.id, revision: file && revisionOf(file.record) };
  const slow = await changeCase(dependencies, request, async (seen, now) => {
    const quick = await changeCase(dependencies, request, write("message"));
    return quick.ok ? write("message")(seen, now) : quick;
  });
  expect(slow).toEqual({ ok: false, failure: { code: "case-changed" } });
  expect((await dependencies.store.find(first.id))?.documents).toHaveLength(1);
});

it("numbers the documents of many clerks on one book at once without a gap", async () => {
  const { records, dependencies, book } = await setup(6);
  const all = await Promise.all(
    [...records, ...records].map(({ id }) => changeCase(dependencies, { caseId: id }, write("decision"))),
  );
  const numbers = all.map((answer) => (answer.ok ? answer.value.lastEntry?.sub : answer.failure.code));
  // Whoever lost every race was told so; nobody got a number another one has.
  expect(numbers.filter((sub) => sub === "too-busy").length).toBeLessThan(6);
  const { entries } = await inspectBooks(store);
  const given = entries.filter((entry) => entry.book === book && entry.kind === "decision");
  expect(given).toHaveLength(numbers.filter((sub) => sub !== "too-busy").length);
});

it("does it once when the answer of the commit is lost, even if somebody else went on meanwhile", async () => {
  const { first, book, dependencies } = await setup(1);
  store.gateway.setRules([faults.lostAfter(commits, { times: 3 })]);
  let interrupted = false;
  const pause = async (): Promise<void> => {
    store.gateway.setRules([]);
    if (interrupted) return;
    interrupted = true;
    await changeCase(dependencies, { caseId: first.id }, write("message"));
  };
  const answer = await changeCase({ ...dependencies, pause }, { caseId: first.id }, write("decision"));
  expect(answer).toMatchObject({ ok: true });
  expect(interrupted).toBe(true);
  const file = await dependencies.store.find(first.id);
  expect(file?.documents.map(({ number }) => number)).toEqual([`${book}/1-2/2026`, undefined]);
});

it("declares an entry invalid in the book and in the case, once, and never uses its number again", async () => {
  const given = await setup(1);
  const { first, book, dependencies } = given;
  const document = aDocumentId();
  await changeCase(dependencies, { caseId: first.id }, write("decision", document));
  const invalidate = (which: DocumentId | undefined) =>
    changeCase(dependencies, { caseId: first.id }, (file, now) =>
      planInvalidation(file, { document: which, reason: "Más ügy irata", by: "Iktató Irén" }, now),
    );
  expect(await invalidate(document)).toMatchObject({ ok: true });
  expect(await invalidate(document)).toEqual({ ok: false, failure: { code: "wrong-state" } });
  expect(await invalidate(undefined)).toMatchObject({ ok: true });
  expect(await invalidate(undefined)).toEqual({ ok: false, failure: { code: "wrong-state" } });
  await changeCase(dependencies, { caseId: first.id }, write("decision"));
  expect(await numbersOf(given, first)).toEqual([`${book}/1-2/2026`, `${book}/1-3/2026`]);
  const { entries } = await inspectBooks(store);
  expect(entries.filter((entry) => entry.book === book)).toMatchObject([
    { kind: "submission", sequence: 1 },
    { kind: "decision", sequence: 2 },
    { kind: "invalidation", sequence: 3, of: { sequence: 2, number: `${book}/1-2/2026` } },
    { kind: "invalidation", sequence: 4, of: { sequence: 1, number: `${book}/1-1/2026` } },
    { kind: "decision", sequence: 5 },
  ]);
  const file = await dependencies.store.find(first.id);
  expect(file?.documents[0]?.invalidated).toMatchObject({ reason: "Más ügy irata", by: "Iktató Irén" });
});

it("leaves a case that waits for filing where the sweeper finds it, whatever is written to it", async () => {
  books += 1;
  const [record] = await submitCases(store, 1, { book: `B${books}` });
  const { dependencies } = await setup(1);
  if (!record) throw new Error("no case");
  const before = await storedCase(store, record.id);
  expect(await changeCase(dependencies, { caseId: record.id }, write("message"))).toMatchObject({ ok: true });
  const after = await storedCase(store, record.id);
  expect(after["pendingKey"]).toBe(before["pendingKey"]);
  expect(after["worklistKey"]).toBeUndefined();
  expect(await createWorker(store)([deliveryOf(record)])).toEqual([]);
  expect((await dependencies.store.find(record.id))?.record.state).toBe("registered");
});
