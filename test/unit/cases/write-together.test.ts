import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, describe, expect, it } from "vitest";
import { createDocuments } from "../../../src/adapters/dynamo/table.ts";
import { type Operation, writeTogether } from "../../../src/adapters/dynamo/write-together.ts";

const dynamo = mockClient(DynamoDBDocumentClient);
afterEach(() => dynamo.reset());

const table = { documents: createDocuments(), tableName: "cases" };
const write = (...operations: Operation[]) => writeTogether(table, operations);
const asked = () => dynamo.calls().map(({ args: [command] }) => [command.constructor.name, command.input]);

const metadata = { message: "no", $metadata: {} };
const condition = { ConditionExpression: "attribute_not_exists(pk)" };
const put: Operation = { Put: { TableName: "cases", Item: { pk: "1" }, ...condition } };
const update: Operation = {
  Update: { TableName: "cases", Key: { pk: "1" }, UpdateExpression: "SET a = b", ...condition },
};
const check: Operation = { ConditionCheck: { TableName: "cases", Key: { pk: "1" }, ...condition } };
const remove: Operation = { Delete: { TableName: "cases", Key: { pk: "1" }, ...condition } };

const conflict = () => new TransactionConflictException(metadata);
const conflicting = () =>
  new TransactionCanceledException({ ...metadata, CancellationReasons: [{ Code: "TransactionConflict" }] });

describe.each([
  ["put", put, () => dynamo.on(PutCommand), "PutCommand", put.Put],
  ["update", update, () => dynamo.on(UpdateCommand), "UpdateCommand", update.Update],
] as const)("a %s that stands alone", (_, operation, store, name, input) => {
  it("is sent as itself, with its condition", async () => {
    store().resolves({});
    expect(await write(operation)).toBeUndefined();
    expect(asked()).toEqual([[name, input]]);
  });

  it("is refused with the item its condition met", async () => {
    const met = { pk: "1", state: "draft", count: 3 };
    store().rejects(new ConditionalCheckFailedException({ ...metadata, Item: marshall(met) }));
    expect(await write(operation)).toEqual([{ item: met }]);
    expect(asked()).toHaveLength(1);
  });

  it.each([undefined, {}])("is refused without an item where none was met (%j)", async (Item) => {
    const refusal = new ConditionalCheckFailedException({ ...metadata, ...(Item && { Item }) });
    store().rejects(refusal);
    expect(await write(operation)).toEqual([{}]);
  });

  it("waits out a transaction on the same item, and gives up in the end", async () => {
    store().rejectsOnce(conflict()).rejectsOnce(conflict()).resolves({});
    expect(await write(operation)).toBeUndefined();
    expect(asked()).toHaveLength(3);
    dynamo.reset();
    store().rejects(conflict());
    await expect(write(operation)).rejects.toBeInstanceOf(TransactionConflictException);
    expect(asked()).toHaveLength(6);
  });

  it("is refused all the same when its condition fails after a conflict", async () => {
    store().rejectsOnce(conflict()).rejects(new ConditionalCheckFailedException(metadata));
    expect(await write(operation)).toEqual([{}]);
  });

  it.each([
    Object.assign(new Error("No answer in time"), { name: "TimeoutError" }),
    Object.assign(new Error("slow down"), { name: "ThrottlingException" }),
  ])("is not repeated when nobody knows what became of it, or for any other trouble", async (error) => {
    store().rejects(error);
    await expect(write(operation)).rejects.toBe(error);
    expect(asked()).toHaveLength(1);
  });
});

describe("what no write of its own can say", () => {
  it.each([
    ["a condition", [check]],
    ["a removal", [remove]],
    ["two writes", [put, update]],
    ["a write and a condition", [update, check]],
  ])("is a transaction: %s", async (_, operations) => {
    dynamo.on(TransactWriteCommand).resolves({});
    expect(await write(...operations)).toBeUndefined();
    expect(asked()).toEqual([["TransactWriteCommand", { TransactItems: operations }]]);
  });

  it("is refused operation by operation", async () => {
    const Item = marshall({ pk: "1" });
    const CancellationReasons = [{ Code: "None" }, { Code: "ConditionalCheckFailed", Item }];
    dynamo
      .on(TransactWriteCommand)
      .rejects(new TransactionCanceledException({ ...metadata, CancellationReasons }));
    expect(await write(put, check)).toEqual([undefined, { item: { pk: "1" } }]);
  });

  it("waits for another transaction, too", async () => {
    dynamo.on(TransactWriteCommand).rejectsOnce(conflicting()).resolves({});
    expect(await write(put, check)).toBeUndefined();
    expect(asked()).toHaveLength(2);
  });
});
