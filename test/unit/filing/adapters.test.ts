import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  InternalServerError,
  ProvisionedThroughputExceededException,
  ResourceNotFoundException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { ChangeMessageVisibilityBatchCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, describe, expect, it } from "vitest";
import { createFilingRegister } from "../../../src/adapters/dynamo/filing-register.ts";
import { createWorklist } from "../../../src/adapters/dynamo/filing-worklist.ts";
import { caseKeys } from "../../../src/adapters/dynamo/keys.ts";
import { createGiveBack } from "../../../src/adapters/sqs/give-back.ts";
import { createFilingQueue } from "../../../src/adapters/sqs/filing-queue.ts";
import type { Counters } from "../../../src/domain/registry/plan-filing.ts";
import { planFiling } from "../../../src/domain/registry/plan-filing.ts";
import { submittedItem } from "../cases/stored.ts";
import { aCase, aFileable, address, KOPHAZA, NOW, sha256, TIME_ZONE } from "./fixtures.ts";

const documents = mockClient(DynamoDBDocumentClient);
const sqs = mockClient(SQSClient);
afterEach(() => {
  documents.reset();
  sqs.reset();
});

const register = createFilingRegister({ casesTable: "cases", registryTable: "registry" });
const metadata = { $metadata: {} };
const sdkError = (name: string, $fault: "client" | "server") =>
  new DynamoDBServiceException({ name, $fault, message: name, ...metadata });

const bookItem = {
  pk: "BOOK#kophaza#KOPH#2026",
  sk: "COUNTER",
  schemaVersion: 1,
  main: 4,
  entries: 6,
  hash: "h",
  at: 9,
};
const arrivalItem = { pk: "ARRIVALS#kophaza#2026", sk: "COUNTER", schemaVersion: 1, number: 70, at: 8 };

describe("reading", () => {
  it("asks for all cases and counters in one strongly consistent call", async () => {
    const record = aCase();
    documents
      .on(BatchGetCommand)
      .resolves({ Responses: { cases: [submittedItem(record)], registry: [bookItem, arrivalItem] } });
    const unknown = aCase().id;
    const read = await register.read([record.id, unknown], [address, address]);
    expect(documents.commandCalls(BatchGetCommand).map(({ args }) => args[0].input)).toEqual([
      {
        RequestItems: {
          cases: { Keys: [caseKeys.case(record.id), caseKeys.case(unknown)], ConsistentRead: true },
          registry: {
            Keys: [
              { pk: bookItem.pk, sk: "COUNTER" },
              { pk: arrivalItem.pk, sk: "COUNTER" },
            ],
            ConsistentRead: true,
          },
        },
      },
    ]);
    const snapshot = read.ok ? read.value : undefined;
    expect(snapshot?.cases.get(record.id)).toEqual(record);
    expect(snapshot?.cases.has(unknown)).toBe(false);
    expect(snapshot?.book(address)).toEqual({ main: 4, entries: 6, hash: "h", at: 9 });
    expect(snapshot?.arrivals(address)).toEqual({ number: 70, at: 8 });
    expect(snapshot?.book({ ...address, year: 2027 })).toBeUndefined();
  });

  it("asks again for what a busy table left out", async () => {
    const record = aCase();
    const rest = { registry: { Keys: [{ pk: bookItem.pk, sk: "COUNTER" }] } };
    documents
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { cases: [submittedItem(record)] }, UnprocessedKeys: rest })
      .resolves({ Responses: { registry: [bookItem] }, UnprocessedKeys: {} });
    const read = await register.read([record.id], [address]);
    expect(documents.commandCalls(BatchGetCommand)[1]?.args[0].input).toEqual({ RequestItems: rest });
    expect(read.ok && read.value.book(address)?.main).toBe(4);
  });

  it("gives no partial answer", async () => {
    const rest = { registry: { Keys: [{ pk: bookItem.pk, sk: "COUNTER" }] } };
    documents.on(BatchGetCommand).resolves({ Responses: {}, UnprocessedKeys: rest });
    expect(await register.read([aCase().id], [address])).toEqual({
      ok: false,
      failure: { code: "unavailable" },
    });
  });

  it("tells a damaged case from a missing one", async () => {
    const record = aCase();
    documents
      .on(BatchGetCommand)
      .resolves({ Responses: { cases: [{ ...caseKeys.case(record.id), schemaVersion: 9 }] } });
    const read = await register.read([record.id], [address]);
    expect(read.ok && read.value.cases.get(record.id)).toBe("unreadable");
  });

  it("does not number from a counter it does not understand", async () => {
    documents.on(BatchGetCommand).resolves({ Responses: { registry: [{ ...bookItem, schemaVersion: 2 }] } });
    const read = await register.read([aCase().id], [address]);
    expect(() => read.ok && read.value.book(address)).toThrow("Expected 1 but received 2");
  });

  it.each<[string, Error]>([
    ["throttling", new ProvisionedThroughputExceededException({ message: "slow down", ...metadata })],
    ["a failing service", new InternalServerError({ message: "oops", ...metadata })],
    ["a lost connection", Object.assign(new Error("socket hang up"), { code: "ECONNRESET" })],
  ])("is unavailable after %s", async (_, error) => {
    documents.on(BatchGetCommand).rejects(error);
    expect(await register.read([aCase().id], [address])).toEqual({
      ok: false,
      failure: { code: "unavailable" },
    });
  });

  it.each([
    new ResourceNotFoundException({ message: "no table", ...metadata }),
    sdkError("AccessDeniedException", "client"),
  ])("throws what no waiting will mend", async (error) => {
    documents.on(BatchGetCommand).rejects(error);
    await expect(register.read([aCase().id], [address])).rejects.toThrow(error.message);
  });
});

const planOf = (count: number, counters: Counters = {}) =>
  planFiling({
    address,
    counters,
    cases: Array.from({ length: count }, (_, index) => aFileable({ submittedAt: index })),
    now: NOW,
    sha256,
    timeZone: TIME_ZONE,
  });

const written = () => documents.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems ?? [];

describe("committing", () => {
  it("is one transaction of case and entry per case and the two counters", async () => {
    const plan = planOf(10);
    documents.on(TransactWriteCommand).resolves({});
    expect(await register.commit(plan)).toEqual({ code: "committed" });
    expect(documents.commandCalls(TransactWriteCommand)).toHaveLength(1);
    expect(written()).toHaveLength(23);
  });

  it("conditions every case on the state that was read and on having no number", async () => {
    const plan = planOf(1);
    documents.on(TransactWriteCommand).resolves({});
    await register.commit(plan);
    const { Update } = written()[0] ?? {};
    expect(Update?.Key).toEqual(caseKeys.case(plan.filings[0]?.caseId ?? aCase().id));
    expect(Update?.ConditionExpression).toBe("#state = :from AND attribute_not_exists(registration)");
    expect(Update?.ExpressionAttributeValues).toEqual({
      ":from": "submitted",
      ":to": "registered",
      ":updatedAt": NOW,
      ":arrival": { number: "E-KOPH/1/2026", at: NOW },
      ":registration": { number: "KOPH/1-1/2026", book: "KOPH", year: 2026, main: 1, sub: 1, at: NOW },
      // Its office is the case's own.
      ":assignment": { team: "igazgatas" },
      ":events": ["received", "registered", "routed"],
      ":worklistKey": "OFFICE#kophaza#team:igazgatas",
      ":worklistSort": `9999#${plan.filings[0]?.caseId.slice(0, 10)}`,
      ":notice": caseKeys.notice(plan.filings[0]?.caseId ?? aCase().id),
      ":at": NOW,
    });
    // What waited for filing stays where it stands in the index; what a clerk registers is put there.
    expect(Update?.UpdateExpression).toMatch(
      /, pendingKey = if_not_exists\(pendingKey, :notice\), pendingSince = if_not_exists\(pendingSince, :at\)$/,
    );
    expect(written()[1]?.Put).toMatchObject({
      Item: { pk: bookItem.pk, sk: "ENTRY#000000001#00001", schemaVersion: 1, number: "KOPH/1-1/2026" },
      ConditionExpression: "attribute_not_exists(pk)",
    });
  });

  it("moves counters from exactly what was read", async () => {
    const before = { book: { main: 4, entries: 6, hash: "h", at: 9 }, arrival: { number: 70, at: 8 } };
    documents.on(TransactWriteCommand).resolves({});
    const plan = planOf(2, before);
    await register.commit(plan);
    const [book, arrival] = written()
      .slice(-3)
      .map(({ Update }) => Update);
    expect(book).toMatchObject({
      Key: { pk: bookItem.pk, sk: "COUNTER" },
      ConditionExpression:
        "#main = :before_main AND #entries = :before_entries AND #hash = :before_hash AND #at = :before_at",
      ExpressionAttributeValues: {
        ":before_main": 4,
        ":before_hash": "h",
        ":after_main": 6,
        ":after_entries": 8,
      },
    });
    expect(arrival).toMatchObject({
      Key: { pk: arrivalItem.pk, sk: "COUNTER" },
      ConditionExpression: "#number = :before_number AND #at = :before_at",
      ExpressionAttributeValues: { ":before_number": 70, ":after_number": 72 },
    });
  });

  it("notes together which cases got the arrival numbers", async () => {
    const plan = planOf(3, { arrival: { number: 70, at: 8 } });
    documents.on(TransactWriteCommand).resolves({});
    await register.commit(plan);
    expect(written().at(-1)?.Put?.Item).toEqual({
      pk: "ARRIVED#kophaza#2026",
      sk: "FROM#000000071",
      schemaVersion: 1,
      cases: plan.filings.map(({ caseId }) => caseId),
    });
  });

  it("creates counters that were not there only if they still are not", async () => {
    documents.on(TransactWriteCommand).resolves({});
    await register.commit(planOf(1));
    const counters = written().slice(-3, -1);
    expect(counters.map(({ Update }) => Update?.ConditionExpression)).toEqual([
      "attribute_not_exists(pk)",
      "attribute_not_exists(pk)",
    ]);
  });

  it("leaves the arrival counter alone when every case has arrived before", async () => {
    documents.on(TransactWriteCommand).resolves({});
    const arrival = { number: "E-KOPH/1/2026", at: NOW };
    const cases = [aFileable({ state: "received", arrival })];
    await register.commit(
      planFiling({ address, counters: {}, cases, now: NOW, sha256, timeZone: TIME_ZONE }),
    );
    expect(written().map(({ Update }) => Update?.Key?.["pk"])).not.toContain(arrivalItem.pk);
  });

  const cancelled = (codes: readonly string[]) =>
    new TransactionCanceledException({
      message: "cancelled",
      CancellationReasons: codes.map((Code) => ({ Code })),
      ...metadata,
    });

  it.each<[string, Error]>([
    ["a case moved on", cancelled(["None", "None", "ConditionalCheckFailed", "None", "None", "None"])],
    ["a counter moved on", cancelled(["None", "None", "None", "None", "ConditionalCheckFailed", "None"])],
    ["two transactions met", cancelled(["TransactionConflict", "None", "None", "None", "None", "None"])],
    ["the table was busy", cancelled(["None", "ThrottlingError", "None", "None", "None", "None"])],
    [
      "the partition was busy",
      cancelled(["None", "None", "None", "None", "None", "ProvisionedThroughputExceeded"]),
    ],
    ["the service was busy", sdkError("ThrottlingException", "client")],
    ["the same transaction is under way", sdkError("TransactionInProgressException", "client")],
    ["the service failed", new InternalServerError({ message: "oops", ...metadata })],
    ["no answer came", Object.assign(new Error("no answer"), { name: "TimeoutError" })],
  ])("says to read again when %s", async (_, error) => {
    documents.on(TransactWriteCommand).rejects(error);
    expect(await register.commit(planOf(2))).toEqual({ code: "read-again" });
  });

  it("names the cases whose items are refused, by item or by entry", async () => {
    const plan = planOf(3);
    const none = "None";
    documents
      .on(TransactWriteCommand)
      .rejects(
        cancelled([none, none, "ValidationError", none, none, "ItemCollectionSizeLimitExceeded", none, none]),
      );
    expect(await register.commit(plan)).toEqual({
      code: "refused",
      caseIds: [plan.filings[1]?.caseId, plan.filings[2]?.caseId],
    });
  });

  it("says that it does not know whom the store refuses", async () => {
    documents.on(TransactWriteCommand).rejects(sdkError("ValidationException", "client"));
    expect(await register.commit(planOf(2))).toEqual({ code: "refused", caseIds: [] });
  });

  it.each([
    ["a counter that is refused", cancelled(["None", "None", "None", "None", "ValidationError", "None"])],
    ["a missing permission", sdkError("AccessDeniedException", "client")],
  ])("throws on %s: no case is to blame", async (_, error) => {
    documents.on(TransactWriteCommand).rejects(error);
    await expect(register.commit(planOf(2))).rejects.toThrow(error.message);
  });
});

describe("parking", () => {
  const parking = { caseId: aCase().id, office: KOPHAZA, officeName: "Hivatal", at: NOW };

  it("moves the case to the office's review list, from the states of the table of transitions", async () => {
    documents.on(UpdateCommand).resolves({});
    expect(await register.park(parking)).toBe("parked");
    expect(documents.commandCalls(UpdateCommand)[0]?.args[0].input).toMatchObject({
      Key: caseKeys.case(parking.caseId),
      ConditionExpression: "#state IN (:from0, :from1)",
      ExpressionAttributeValues: {
        ":from0": "submitted",
        ":from1": "received",
        ":to": "needs-review",
        ":list": "OFFICE#kophaza#review",
        ":sort": `2026-11-23T08:18:08Z#${parking.caseId.slice(0, 10)}`,
        ":events": [{ type: "parked", at: NOW, office: "Hivatal" }],
      },
    });
  });

  it.each<[string, Error]>([
    ["changed", new ConditionalCheckFailedException({ message: "no", ...metadata })],
    ["unavailable", new InternalServerError({ message: "oops", ...metadata })],
  ])("is %s", async (outcome, error) => {
    documents.on(UpdateCommand).rejects(error);
    expect(await register.park(parking)).toBe(outcome);
  });

  it("throws what no waiting will mend", async () => {
    documents.on(UpdateCommand).rejects(sdkError("AccessDeniedException", "client"));
    await expect(register.park(parking)).rejects.toThrow("AccessDenied");
  });
});

describe("lists", () => {
  it("of a team's cases give ids, page by page", async () => {
    const { id } = aCase();
    documents
      .on(QueryCommand)
      .resolves({ Items: [{ ...caseKeys.case(id), worklistKey: "x", worklistSort: "y" }] });
    expect(await createWorklist({ casesTable: "cases" }).page(KOPHAZA, "ado", 25)).toEqual({ caseIds: [id] });
    expect(documents.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      IndexName: "worklist",
      ExpressionAttributeValues: { ":list": "OFFICE#kophaza#team:ado" },
      Limit: 25,
    });
  });
});

const sent = () => sqs.commandCalls(SendMessageCommand)[0]?.args[0].input;

describe("the queue", () => {
  const message = { caseId: aCase().id, office: KOPHAZA, book: "KOPH" };
  const queue = createFilingQueue({ queueUrl: "https://queue" });

  it("groups by book and de-duplicates by case; ids only", async () => {
    sqs.on(SendMessageCommand).resolves({});
    await queue.send({ ...message, name: "Minta Anna" } as typeof message);
    expect(sent()).toEqual({
      QueueUrl: "https://queue",
      MessageBody: JSON.stringify(message),
      MessageGroupId: "kophaza/KOPH",
      MessageDeduplicationId: message.caseId,
    });
  });

  it("tells attempts apart", async () => {
    sqs.on(SendMessageCommand).resolves({});
    await queue.send(message, "sweep-1");
    expect(sent()?.MessageDeduplicationId).toBe(`${message.caseId}-sweep-1`);
  });

  it("has bad messages delivered again within seconds, and survives a queue that does not answer", async () => {
    const reported: unknown[] = [];
    const giveBack = createGiveBack({ queueUrl: "https://queue", report: (error) => reported.push(error) });
    sqs.on(ChangeMessageVisibilityBatchCommand).resolves({});
    await giveBack(["r1", "r2"]);
    expect(sqs.commandCalls(ChangeMessageVisibilityBatchCommand)[0]?.args[0].input).toEqual({
      QueueUrl: "https://queue",
      Entries: [
        { Id: "0", ReceiptHandle: "r1", VisibilityTimeout: 5 },
        { Id: "1", ReceiptHandle: "r2", VisibilityTimeout: 5 },
      ],
    });
    sqs.on(ChangeMessageVisibilityBatchCommand).rejects(new Error("no answer"));
    await giveBack(["r3"]);
    expect(reported).toHaveLength(1);
  });

  it("says when a message was not taken", async () => {
    sqs.on(SendMessageCommand).rejects(new Error("no answer"));
    await expect(queue.send(message)).rejects.toThrow("no answer");
  });
});
