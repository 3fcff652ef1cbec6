import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createDueDeliveries } from "../../../src/adapters/dynamo/case-due-deliveries.ts";
import { createCaseNotices } from "../../../src/adapters/dynamo/case-notices.ts";
import { caseKeys } from "../../../src/adapters/dynamo/keys.ts";
import { createDocuments } from "../../../src/adapters/dynamo/table.ts";
import { createCaseworkStore } from "../../../src/adapters/dynamo/casework-store.ts";
import { changeCase } from "../../../src/app/casework/change-case.ts";
import { notifyClients } from "../../../src/app/procedure/notify-clients.ts";
import type { Notice } from "../../../src/app/procedure/ports.ts";
import { sweepDeliveries } from "../../../src/app/procedure/sweep-deliveries.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import { type CaseId, type DocumentId, newEntityId } from "../../../src/domain/ids.ts";
import { sendDocument, takeOverDocument } from "../../../src/domain/procedure/delivery.ts";
import { addWorkingDays, instantOf } from "../../../src/domain/procedure/working-days.ts";
import { success } from "../../../src/domain/result.ts";
import { toLocalDate } from "../../../src/domain/time.ts";
import { createWorker, deliveryOf, manyBooks, submitCases } from "../../support/fault-filing.ts";
import { commits, faults, type FaultStore, startFaultStore } from "../../support/fault-store.ts";
import { memoryAccounts, memoryMailer } from "../../unit/account/fakes.ts";
import { NOW, sha256, TIME_ZONE } from "../../unit/filing/fixtures.ts";
import { procedure } from "../../unit/procedure/fixtures.ts";

let store: FaultStore;
beforeAll(async () => {
  store = await startFaultStore();
});
afterAll(() => store.stop());
afterEach(() => store.gateway.setRules([]));

const SENT = NOW + 60;
const noticeDay = addWorkingDays(toLocalDate(SENT, TIME_ZONE), 3, procedure.calendar);
const SECOND_NOTICE = instantOf(noticeDay, 8, TIME_ZONE);
const DEEMED = instantOf(addWorkingDays(noticeDay, 5, procedure.calendar), 0, TIME_ZONE);

let books = 0;
let documents = 0;

/** A registered case to whose client the office has sent a document. */
const setup = async () => {
  books += 1;
  const [record] = await submitCases(store, 1, { book: `B${books}` });
  if (!record) throw new Error("no case");
  await createWorker(store)([deliveryOf(record)]);
  let now = SENT;
  const reported: string[] = [];
  const dependencies = {
    deliveries: createDueDeliveries({ tableName: store.casesTable }),
    store: createCaseworkStore(store),
    catalogue: { settlement: async () => ({ ...manyBooks, procedure }) },
    sha256,
    timeZone: TIME_ZONE,
    clock: () => now,
    pause: async () => undefined,
    report: (code: string) => void reported.push(code),
  };
  documents += 1;
  const id = newEntityId<DocumentId>(
    NOW,
    Uint8Array.from({ length: 16 }, () => documents),
  );
  const document = {
    id,
    kind: "message" as const,
    from: "office" as const,
    at: SENT,
    author: "Ügyintéző",
    text: "Szöveg",
    files: [],
    delivery: sendDocument(SENT, procedure, TIME_ZONE),
  };
  const withEvent = (before: CaseRecord, type: "message" | "taken-over", at: number): CaseRecord => ({
    ...before,
    updatedAt: at,
    events: [...before.events, { type, at, document: id }],
  });
  const caseId = record.id;
  await changeCase(dependencies, { caseId }, (file, at) => {
    const after = withEvent(file.record, "message", at);
    return success({ after, documents: [document], isNew: true, notify: true });
  });
  const read = async () => {
    const file = await dependencies.store.find(caseId);
    const events = file?.record.events.map(({ type }) => type) ?? [];
    return { delivery: file?.documents[0]?.delivery, events };
  };
  const sweepAt = (instant: number, changes: Partial<typeof dependencies> = {}) => {
    now = instant;
    return sweepDeliveries({ ...dependencies, ...changes });
  };
  const takeOver = () =>
    changeCase(dependencies, { caseId }, (file, at) => {
      const delivery = takeOverDocument(document.delivery, at);
      const after = withEvent(file.record, "taken-over", at);
      return success({ after, documents: [{ ...document, delivery }] });
    });
  return { caseId, record, id, read, sweepAt, takeOver, reported, dependencies };
};

describe("a document nobody takes over", () => {
  it("is told of again, and then delivered by rule, each once", async () => {
    const { read, sweepAt } = await setup();
    expect(await sweepAt(SECOND_NOTICE - 1)).toEqual({ found: 0, done: 0, failed: 0 });
    expect(await sweepAt(SECOND_NOTICE)).toEqual({ found: 1, done: 1, failed: 0 });
    expect(await sweepAt(SECOND_NOTICE + 1)).toEqual({ found: 0, done: 0, failed: 0 });
    expect((await read()).delivery).toEqual({
      state: "sent",
      sentAt: SENT,
      secondNoticeAt: SECOND_NOTICE,
      nextStepAt: DEEMED,
    });
    // Late by a day: it was delivered on its day all the same.
    expect(await sweepAt(DEEMED + 86_400)).toEqual({ found: 1, done: 1, failed: 0 });
    const { delivery, events } = await read();
    expect(delivery).toMatchObject({ state: "deemed", deliveredAt: DEEMED });
    expect(events.slice(-3)).toEqual(["message", "second-notice", "deemed-delivered"]);
    expect(await sweepAt(DEEMED + 2 * 86_400)).toEqual({ found: 0, done: 0, failed: 0 });
  });

  it("is taken one step by two sweepers at once, also where the answer to the write is lost", async () => {
    const { read, sweepAt } = await setup();
    await Promise.all([sweepAt(SECOND_NOTICE), sweepAt(SECOND_NOTICE), sweepAt(SECOND_NOTICE)]);
    store.gateway.setRules([faults.lostAfter(commits, { times: 4 })]);
    await sweepAt(DEEMED);
    store.gateway.setRules([]);
    const { events } = await read();
    expect(events.filter((type) => type === "second-notice").length).toBe(1);
    expect(events.filter((type) => type === "deemed-delivered").length).toBe(1);
  });
});

describe("a document taken over", () => {
  it("is left alone", async () => {
    const { read, sweepAt, takeOver } = await setup();
    await takeOver();
    expect(await sweepAt(DEEMED)).toEqual({ found: 0, done: 0, failed: 0 });
    expect((await read()).delivery?.state).toBe("taken-over");
  });
});

describe("a document declared invalid", () => {
  it("is not told of again nor delivered, even where somebody asks for it", async () => {
    const { caseId, id, read, sweepAt, dependencies } = await setup();
    await changeCase(dependencies, { caseId }, ({ record, documents: written }, at) => {
      const after: CaseRecord = {
        ...record,
        updatedAt: at,
        events: [...record.events, { type: "invalidated", at, document: id }],
      };
      const invalidated = { at, reason: "Más ügy irata", by: "Iktató Irén" };
      return success({ after, documents: written.map((document) => ({ ...document, invalidated })) });
    });
    expect(await sweepAt(DEEMED)).toEqual({ found: 0, done: 0, failed: 0 });
    const asking = {
      shards: ["all"],
      async *due() {
        yield await Promise.resolve({ caseId, document: id });
      },
    };
    expect(await sweepAt(DEEMED, { deliveries: asking })).toEqual({ found: 1, done: 0, failed: 0 });
    expect((await read()).delivery).toMatchObject({ state: "sent" });
  });
});

describe("one document's trouble", () => {
  it("is reported and does not stop the others", async () => {
    const [bad, good] = [await setup(), await setup()];
    const working = bad.dependencies.store;
    const failing = {
      ...working,
      find: (id: CaseId) => (id === bad.caseId ? Promise.reject(new Error("unreadable")) : working.find(id)),
    };
    expect(await bad.sweepAt(SECOND_NOTICE, { store: failing })).toEqual({ found: 2, done: 1, failed: 1 });
    expect(bad.reported).toEqual(["not-done"]);
    expect((await good.read()).delivery?.secondNoticeAt).toBe(SECOND_NOTICE);
    expect(await bad.sweepAt(SECOND_NOTICE)).toEqual({ found: 1, done: 1, failed: 0 });
  });
});

const all = async (before: number): Promise<Notice[]> => {
  const notices = createCaseNotices({ tableName: store.casesTable });
  const found: Notice[] = [];
  for (const shard of notices.shards)
    for await (const notice of notices.due(shard, before)) found.push(notice);
  return found;
};
const ofCase = async (caseId: CaseId, before: number) =>
  (await all(before)).filter((notice) => notice.caseId === caseId);

const muchLater = DEEMED + 30 * 86_400;

/** A run of the notifier at that instant, and what it reported. */
const notifyAt = async (instant: number) => {
  const reported: [string, CaseId][] = [];
  const result = await notifyClients({
    notices: createCaseNotices({ tableName: store.casesTable }),
    accounts: memoryAccounts(),
    mailer: memoryMailer(),
    casesPage: "https://portal.example/ugyeim",
    clock: () => instant,
    report: (code, caseId) => void reported.push([code, caseId]),
  });
  return { ...result, reported };
};

describe("notices", () => {
  it("name whoever submitted the case, and are gone once cleared", async () => {
    const { caseId, record } = await setup();
    const notices = createCaseNotices({ tableName: store.casesTable });
    expect(await ofCase(caseId, SENT)).toEqual([]);
    const [notice] = await ofCase(caseId, SENT + 1);
    expect(notice).toEqual({ caseId, since: SENT, actor: record.owner, isFirst: false });
    if (!notice) return;
    await notices.clear({ ...notice, since: SENT - 1 });
    expect(await ofCase(caseId, SENT + 1)).toEqual([notice]);
    await notices.clear(notice);
    await notices.clear(notice);
    expect(await ofCase(caseId, SENT + 1)).toEqual([]);
  });

  it("stay when something more has happened meanwhile", async () => {
    const { caseId, sweepAt } = await setup();
    const [before] = await ofCase(caseId, SENT + 1);
    await sweepAt(SECOND_NOTICE);
    if (before) await createCaseNotices({ tableName: store.casesTable }).clear(before);
    expect(await ofCase(caseId, SECOND_NOTICE + 1)).toMatchObject([{ since: SECOND_NOTICE }]);
  });

  it("are all cleared by the notifier, mail or none", async () => {
    await setup();
    const { found, failed } = await notifyAt(muchLater);
    expect(found).toBeGreaterThan(0);
    expect(failed).toBe(0);
    expect(await all(muchLater)).toEqual([]);
  });

  it("of a damaged case are reported for a day and then given up; others are told meanwhile", async () => {
    const [damaged, sound] = [await setup(), await setup()];
    await createDocuments().send(
      new UpdateCommand({
        TableName: store.casesTable,
        Key: caseKeys.case(damaged.caseId),
        UpdateExpression: "SET #state = :lost",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: { ":lost": "lost" },
      }),
    );
    const lost = (code: string) => ({ found: 1, failed: 1, reported: [[code, damaged.caseId]] });
    expect(await notifyAt(SENT + 1)).toEqual({ ...lost("damaged"), found: 2 });
    expect(await ofCase(sound.caseId, muchLater)).toEqual([]);
    expect(await notifyAt(SENT + 60)).toEqual(lost("damaged"));
    expect(await notifyAt(SENT + 86_401)).toEqual(lost("given-up"));
    expect(await notifyAt(SENT + 86_461)).toEqual({ found: 0, failed: 0, reported: [] });
  });
});
