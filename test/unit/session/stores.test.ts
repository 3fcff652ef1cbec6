import { ConditionalCheckFailedException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, describe, expect, it } from "vitest";
import { createDynamoAccountStore } from "../../../src/adapters/dynamo/account-store.ts";
import { createDynamoLoginTransactionStore } from "../../../src/adapters/dynamo/login-transaction-store.ts";
import { createDynamoSessionStore } from "../../../src/adapters/dynamo/session-store.ts";
import type { AccountId } from "../../../src/domain/ids.ts";
import { aSession, NOW, person } from "./fakes.ts";

process.env["AWS_REGION"] = "eu-central-1";
const table = mockClient(DynamoDBDocumentClient);
afterEach(() => void table.reset());

const setup = () => ({
  sessions: createDynamoSessionStore({ tableName: "sessions" }),
  logins: createDynamoLoginTransactionStore({ tableName: "sessions" }),
  accounts: createDynamoAccountStore({ tableName: "accounts" }),
});

const item = { pk: "SESSION#h", schemaVersion: 1, expiresAt: NOW + 14_400, ...aSession() };
const metadata = { $metadata: {}, message: "refused" };
const refusedBy = (found?: Record<string, unknown>): Error =>
  new ConditionalCheckFailedException({ ...metadata, ...(found && { Item: marshall(found) }) });
const cancelledFor = (...codes: string[]): Error =>
  new TransactionCanceledException({ ...metadata, CancellationReasons: codes.map((Code) => ({ Code })) });
const throttled = Object.assign(new Error("slow down"), { name: "ThrottlingException" });

describe("session store", () => {
  it("creates a session once, with the absolute end as time to live", async () => {
    await setup().sessions.create("h", aSession());
    expect(table.commandCalls(PutCommand).map(({ args }) => args[0].input)).toEqual([
      { TableName: "sessions", Item: item, ConditionExpression: "attribute_not_exists(pk)" },
    ]);
  });

  it("checks and touches in one conditional write, strictly before both clocks and never backwards", async () => {
    table.on(UpdateCommand).resolves({ Attributes: { ...item, idleExpiresAt: NOW + 2_000 } });
    const touched = await setup().sessions.touch("h", NOW + 200, NOW + 2_000);
    expect(touched).toEqual({ touched: true, session: aSession({ idleExpiresAt: NOW + 2_000 }) });
    expect(table.calls()).toHaveLength(1);
    expect(table.commandCalls(UpdateCommand)[0]?.args[0].input).toEqual({
      TableName: "sessions",
      Key: { pk: "SESSION#h" },
      UpdateExpression: "SET idleExpiresAt = :idle",
      ConditionExpression: "idleExpiresAt > :now AND absoluteExpiresAt > :now AND idleExpiresAt <= :idle",
      ExpressionAttributeValues: { ":now": NOW + 200, ":idle": NOW + 2_000 },
      ReturnValues: "ALL_NEW",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
  });

  it("tells from the same answer what refused the touch", async () => {
    table.on(UpdateCommand).rejects(refusedBy(item));
    expect(await setup().sessions.touch("h", NOW, NOW)).toEqual({ touched: false, session: aSession() });
  });

  it.each([
    ["no item", undefined],
    ["an empty item", {}],
  ])("tells an unknown token from %s", async (_, found) => {
    table.on(UpdateCommand).rejects(refusedBy(found));
    expect(await setup().sessions.touch("h", NOW, NOW)).toEqual({ touched: false });
  });

  it.each(["touch", "read", "replace", "end"] as const)("lets throttling of %s through", async (name) => {
    table.onAnyCommand().rejects(throttled);
    const { sessions } = setup();
    const calls = {
      touch: () => sessions.touch("h", NOW, NOW),
      read: () => sessions.read("h"),
      replace: () => sessions.replace("h", "n", aSession(), NOW),
      end: () => sessions.end("h"),
    };
    await expect(calls[name]()).rejects.toThrow("slow down");
  });

  it("reads consistently: a session just opened must be seen", async () => {
    table.on(GetCommand).resolves({ Item: item });
    expect(await setup().sessions.read("h")).toEqual(aSession());
    expect(table.commandCalls(GetCommand)[0]?.args[0].input).toMatchObject({ ConsistentRead: true });
  });

  it("refuses an item of a version it does not know", async () => {
    table.on(GetCommand).resolves({ Item: { ...item, schemaVersion: 2 } });
    await expect(setup().sessions.read("h")).rejects.toThrow("Expected 1 but received 2");
  });

  it("replaces in one transaction, and only what is lapsed and not over", async () => {
    expect(await setup().sessions.replace("old", "new", aSession(), NOW)).toBe(true);
    expect(table.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems).toEqual([
      {
        Delete: {
          TableName: "sessions",
          Key: { pk: "SESSION#old" },
          ConditionExpression: "idleExpiresAt <= :now AND absoluteExpiresAt > :now",
          ExpressionAttributeValues: { ":now": NOW },
        },
      },
      {
        Put: {
          TableName: "sessions",
          Item: { ...item, pk: "SESSION#new" },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
    ]);
  });

  it("knows a lost race from a busy table", async () => {
    const { sessions } = setup();
    table.on(TransactWriteCommand).rejects(cancelledFor("ConditionalCheckFailed", "None"));
    expect(await sessions.replace("old", "new", aSession(), NOW)).toBe(false);
    table.on(TransactWriteCommand).rejects(cancelledFor("TransactionConflict", "None"));
    await expect(sessions.replace("old", "new", aSession(), NOW)).rejects.toThrow(
      TransactionCanceledException,
    );
  });

  it("ends a session and says what it was", async () => {
    table.on(DeleteCommand).resolvesOnce({ Attributes: item }).resolvesOnce({});
    const { sessions } = setup();
    expect(await sessions.end("h")).toEqual(aSession());
    expect(await sessions.end("h")).toBeUndefined();
    expect(table.commandCalls(DeleteCommand)[0]?.args[0].input).toEqual({
      TableName: "sessions",
      Key: { pk: "SESSION#h" },
      ReturnValues: "ALL_OLD",
    });
  });
});

describe("login transaction store", () => {
  const transaction = { state: "s", nonce: "n", codeVerifier: "v", returnTo: "/x", expiresAt: NOW + 900 };
  const stored = { pk: "LOGIN#h", schemaVersion: 1, ...transaction };

  it("keeps it under a key of its own, with its end as time to live", async () => {
    await setup().logins.create("h", transaction);
    expect(table.commandCalls(PutCommand)[0]?.args[0].input).toEqual({
      TableName: "sessions",
      Item: stored,
      ConditionExpression: "attribute_not_exists(pk)",
    });
  });

  it("takes it by deleting it, conditioned on the state", async () => {
    table.on(DeleteCommand).resolves({ Attributes: stored });
    expect(await setup().logins.take("h", "s")).toEqual({ ok: true, value: transaction });
    expect(table.commandCalls(DeleteCommand)[0]?.args[0].input).toEqual({
      TableName: "sessions",
      Key: { pk: "LOGIN#h" },
      ConditionExpression: "#state = :state",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":state": "s" },
      ReturnValues: "ALL_OLD",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
  });

  it.each([
    ["another state", stored, "state-mismatch"],
    ["no item", undefined, "unknown"],
    ["an empty item", {}, "unknown"],
  ])("takes nothing on %s", async (_, found, code) => {
    table.on(DeleteCommand).rejects(refusedBy(found));
    expect(await setup().logins.take("h", "s")).toEqual({ ok: false, failure: { code } });
  });
});

describe("account store", () => {
  const id = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" as AccountId;

  it("creates or refreshes without touching the client's own settings", async () => {
    await setup().accounts.recordLogin(id, person, NOW);
    expect(table.commandCalls(UpdateCommand)[0]?.args[0].input).toEqual({
      TableName: "accounts",
      Key: { pk: `ACCOUNT#${id}`, sk: "ACCOUNT" },
      UpdateExpression:
        "SET #identity = :identity, identityRefreshedAt = :now, " +
        "createdAt = if_not_exists(createdAt, :now), schemaVersion = if_not_exists(schemaVersion, :version)",
      ExpressionAttributeNames: { "#identity": "identity" },
      ExpressionAttributeValues: { ":identity": person, ":now": NOW, ":version": 1 },
    });
  });

  it("finds an account, or none", async () => {
    const account = { schemaVersion: 1, identity: person, createdAt: NOW, identityRefreshedAt: NOW };
    table
      .on(GetCommand)
      .resolvesOnce({ Item: { pk: "x", sk: "ACCOUNT", ...account } })
      .resolvesOnce({});
    const { accounts } = setup();
    expect(await accounts.find(id)).toEqual({
      id,
      identity: person,
      createdAt: NOW,
      identityRefreshedAt: NOW,
    });
    expect(await accounts.find(id)).toBeUndefined();
  });
});
