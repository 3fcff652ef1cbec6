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
import { beforeEach, describe, expect, it } from "vitest";
import { createDynamoAccountStore } from "../../../src/adapters/dynamo/account-store.ts";
import { createDynamoLoginTransactionStore } from "../../../src/adapters/dynamo/login-transaction-store.ts";
import { createDynamoSessionStore } from "../../../src/adapters/dynamo/session-store.ts";
import { hashToken } from "../../../src/app/session/token.ts";
import type { AccountId } from "../../../src/domain/ids.ts";
import { isTransient } from "../../../src/http/transient.ts";
import { aSession, NOW, person } from "./fakes.ts";

process.env["AWS_REGION"] = "eu-central-1";
const table = mockClient(DynamoDBDocumentClient);
beforeEach(() => void table.reset().onAnyCommand().resolves({}));

const setup = () => ({
  sessions: createDynamoSessionStore({ tableName: "sessions" }),
  logins: createDynamoLoginTransactionStore({ tableName: "sessions" }),
  accounts: createDynamoAccountStore({ tableName: "accounts" }),
});

/** Two days, longer than any session. */
const REGISTRY_SECONDS = 172_800;
const entering = (pk: string, hash: string, condition?: string) => ({
  Update: {
    TableName: "sessions",
    Key: { pk },
    UpdateExpression: "ADD sessions :entry SET expiresAt = :expiresAt",
    ExpressionAttributeValues: {
      ":entry": new Set([`${NOW + 14_400}.${hash}`]),
      ":expiresAt": NOW + REGISTRY_SECONDS,
    },
    ...(condition !== undefined && { ConditionExpression: condition }),
  },
});

const item = { pk: "SESSION#h", schemaVersion: 1, expiresAt: NOW + 14_400, ...aSession() };
const metadata = { $metadata: {}, message: "refused" };
const refusedBy = (found?: Record<string, unknown>): Error =>
  new ConditionalCheckFailedException({ ...metadata, ...(found && { Item: marshall(found) }) });
const cancelledFor = (...codes: string[]): Error =>
  new TransactionCanceledException({ ...metadata, CancellationReasons: codes.map((Code) => ({ Code })) });
const throttled = Object.assign(new Error("slow down"), { name: "ThrottlingException" });

describe("session store", () => {
  it("creates a session and its entries in one transaction, with the absolute end as time to live", async () => {
    expect(await setup().sessions.create("h", aSession())).toBe(true);
    expect(table.commandCalls(TransactWriteCommand).map(({ args }) => args[0].input.TransactItems)).toEqual([
      [
        { Put: { TableName: "sessions", Item: item, ConditionExpression: "attribute_not_exists(pk)" } },
        entering(`ACCOUNT#${aSession().account}`, "h"),
        { ...entering(`BROKER#${await hashToken("sid-1")}`, "h", "attribute_not_exists(ended)") },
      ],
    ]);
  });

  it("enters a session the broker gave no id for under its account alone", async () => {
    const { brokerSession: _, ...session } = aSession();
    await setup().sessions.create("h", session);
    expect(table.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems).toHaveLength(2);
  });

  it("takes entries of sessions that are over out of the account's set", async () => {
    const sessions = new Set([`${NOW}.over`, `${NOW + 1}.alive`]);
    table.on(GetCommand).resolves({ Item: { pk: "x", sessions, expiresAt: NOW } });
    await setup().sessions.create("h", aSession());
    expect(table.commandCalls(UpdateCommand)[0]?.args[0].input).toMatchObject({
      Key: { pk: `ACCOUNT#${aSession().account}` },
      UpdateExpression: "DELETE sessions :entries",
      ExpressionAttributeValues: { ":entries": new Set([`${NOW}.over`]) },
    });
  });

  it("knows a broker's session that was ended from a token that was taken", async () => {
    const { sessions } = setup();
    table.on(TransactWriteCommand).rejects(cancelledFor("None", "None", "ConditionalCheckFailed"));
    expect(await sessions.create("h", aSession())).toBe(false);
    table.on(TransactWriteCommand).rejects(cancelledFor("ConditionalCheckFailed", "None", "None"));
    await expect(sessions.create("h", aSession())).rejects.toThrow("token was taken");
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

  it.each([
    "create",
    "touch",
    "read",
    "replace",
    "switchActing",
    "end",
    "listOf",
    "endOwn",
    "endAllOf",
    "endByBroker",
  ] as const)("lets throttling of %s through", async (name) => {
    table.onAnyCommand().rejects(throttled);
    const { sessions } = setup();
    const { account, acting } = aSession();
    const calls = {
      create: () => sessions.create("h", aSession()),
      switchActing: () => sessions.switchActing("h", acting, NOW),
      listOf: () => sessions.listOf(account),
      endOwn: () => sessions.endOwn(account, "h"),
      endAllOf: () => sessions.endAllOf(account),
      endByBroker: () => sessions.endByBroker("sid-1", NOW),
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
    expect(await setup().sessions.replace("old", "new", aSession(), NOW)).toBe("replaced");
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
      entering(`ACCOUNT#${aSession().account}`, "new"),
      entering(`BROKER#${await hashToken("sid-1")}`, "new", "attribute_not_exists(ended)"),
    ]);
  });

  it.each([
    ["not-lapsed", ["ConditionalCheckFailed", "None", "None", "None"]],
    ["ended", ["None", "None", "None", "ConditionalCheckFailed"]],
    ["not-lapsed", ["ConditionalCheckFailed", "None", "None", "ConditionalCheckFailed"]],
  ])("tells that it is %s", async (outcome, codes) => {
    table.on(TransactWriteCommand).rejects(cancelledFor(...codes));
    expect(await setup().sessions.replace("old", "new", aSession(), NOW)).toBe(outcome);
  });

  it("waits out another transaction on the same item", async () => {
    table
      .on(TransactWriteCommand)
      .rejectsOnce(cancelledFor("None", "None", "TransactionConflict"))
      .resolvesOnce({});
    expect(await setup().sessions.create("h", aSession())).toBe(true);
  });

  it("lets a conflict that does not end through as what it is", async () => {
    table.on(TransactWriteCommand).rejects(cancelledFor("TransactionConflict", "None", "None", "None"));
    const replaced = setup().sessions.replace("old", "new", aSession(), NOW);
    await expect(replaced).rejects.toSatisfy(isTransient);
  });

  it("switches the capacity of an active session only", async () => {
    const { sessions } = setup();
    const { acting } = aSession();
    expect(await sessions.switchActing("h", acting, NOW)).toBe(true);
    expect(table.commandCalls(UpdateCommand)[0]?.args[0].input).toEqual({
      TableName: "sessions",
      Key: { pk: "SESSION#h" },
      UpdateExpression: "SET acting = :acting",
      ConditionExpression: "idleExpiresAt > :now AND absoluteExpiresAt > :now",
      ExpressionAttributeValues: { ":acting": acting, ":now": NOW },
    });
    table.on(UpdateCommand).rejects(refusedBy());
    expect(await sessions.switchActing("h", acting, NOW)).toBe(false);
  });

  it("ends all sessions of an account before it forgets them, and those that came meanwhile", async () => {
    const { account } = aSession();
    table.on(GetCommand).resolves({ Item: { sessions: new Set([`${NOW}.a`, `${NOW}.b`]) } });
    table
      .on(UpdateCommand)
      .resolvesOnce({ Attributes: { sessions: new Set([`${NOW}.resumed`]) } })
      .resolvesOnce({ Attributes: {} });
    await setup().sessions.endAllOf(account);
    const calls = table.calls().map(({ args: [{ input }] }) => input as Record<string, unknown>);
    expect(calls).toMatchObject([
      { Key: { pk: `ACCOUNT#${account}` }, ConsistentRead: true },
      { Key: { pk: "SESSION#a" } },
      { Key: { pk: "SESSION#b" } },
      { UpdateExpression: "DELETE sessions :entries" },
      { Key: { pk: "SESSION#resumed" } },
      { ExpressionAttributeValues: { ":entries": new Set([`${NOW}.resumed`]) } },
    ]);
  });

  it("keeps the entries when a session could not be ended, so that it can be tried again", async () => {
    table.on(GetCommand).resolves({ Item: { sessions: new Set([`${NOW}.a`]) } });
    table.on(DeleteCommand).rejects(throttled);
    await expect(setup().sessions.endAllOf(aSession().account)).rejects.toThrow("slow down");
    expect(table.commandCalls(UpdateCommand)).toHaveLength(0);
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

const keysUpdated = () => table.commandCalls(UpdateCommand).map(({ args }) => args[0].input.Key);

describe("account store", () => {
  const id = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" as AccountId;

  it("leaves a way from the person to the account, where the person is known", async () => {
    const { accounts } = setup();
    await accounts.recordLogin(id, person, NOW);
    expect(keysUpdated()).toEqual([{ pk: `ACCOUNT#${id}`, sk: "ACCOUNT" }]);
    await accounts.recordLogin(id, person, NOW, "K".repeat(32));
    expect(keysUpdated().at(-1)).toEqual({ pk: `PERSON#${"K".repeat(32)}`, sk: "ACCOUNT" });
    const { ExpressionAttributeValues } = table.commandCalls(UpdateCommand).at(-1)?.args[0].input ?? {};
    expect(ExpressionAttributeValues).toEqual({ ":account": id });
  });
});
