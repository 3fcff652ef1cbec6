import { BatchGetCommand, DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, describe, expect, it } from "vitest";
import { createPendingCases } from "../../../src/adapters/dynamo/filing-pending.ts";
import { caseKeys } from "../../../src/adapters/dynamo/keys.ts";
import { caseStates } from "../../../src/domain/case/transitions.ts";
import { submittedItem } from "../cases/stored.ts";
import { aCase, NOW } from "./fixtures.ts";

const documents = mockClient(DynamoDBDocumentClient);
afterEach(() => documents.reset());

type Item = Record<string, unknown>;
const SHARD = "PENDING#1";

/** As a case stands in the table while it is in index `pending`. */
const waiting = (changes: Item = {}, age = 300) => {
  const record = aCase();
  const pendingKey = caseKeys.pending(record.id);
  return {
    id: record.id,
    item: { ...submittedItem(record), pendingKey, pendingSince: NOW - age, ...changes },
  };
};

/** The page of an index that names these cases, while the table holds these items. */
const pageOf = (items: readonly Item[], named: readonly Item[] = items) => {
  documents.on(QueryCommand).resolves({ Items: named.map(({ pk, sk }) => ({ pk, sk })) });
  documents.on(BatchGetCommand).resolves({ Responses: { cases: [...items] } });
  return createPendingCases({ casesTable: "cases" }).page(SHARD, NOW);
};

describe("a page of the cases that wait for filing", () => {
  it("is asked of the index by age, and of the cases as they are now", async () => {
    const { id, item } = waiting();
    const key = { pk: "CASE#1", sk: "CASE" };
    documents.on(QueryCommand).resolves({ Items: [caseKeys.case(id)], LastEvaluatedKey: key });
    documents.on(BatchGetCommand).resolves({ Responses: { cases: [item] } });
    const pending = createPendingCases({ casesTable: "cases" });
    expect(await pending.page(SHARD, 9, key)).toEqual({
      cases: [{ caseId: id, office: "kophaza", book: "KOPH", since: NOW - 300 }],
      damaged: [],
      next: key,
    });
    expect(documents.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      IndexName: "pending",
      KeyConditionExpression: "pendingKey = :shard AND pendingSince < :before",
      ExpressionAttributeValues: { ":shard": SHARD, ":before": 9 },
      ExclusiveStartKey: key,
    });
    expect(documents.commandCalls(BatchGetCommand)[0]?.args[0].input).toEqual({
      RequestItems: { cases: { Keys: [caseKeys.case(id)], ConsistentRead: true } },
    });
    expect(pending.shards).toHaveLength(8);
  });

  it.each(caseStates)("in state %s: named only when it is to be filed", async (state) => {
    const { id, item } = waiting({ state });
    const { cases, damaged } = await pageOf([item]);
    const isOpen = state === "submitted" || state === "received";
    expect(cases.map(({ caseId }) => caseId)).toEqual(isOpen ? [id] : []);
    expect(damaged).toEqual([]);
  });

  it("skips what the index still names, but stands elsewhere or nowhere by now", async () => {
    const told = waiting({ pendingKey: undefined, pendingSince: undefined });
    const elsewhere = waiting();
    const moved = { ...elsewhere.item, pendingKey: caseKeys.notice(elsewhere.id) };
    expect(await pageOf([told.item, moved])).toEqual({ cases: [], damaged: [] });
    expect(await pageOf([], [waiting().item])).toEqual({ cases: [], damaged: [] });
  });

  it("asks nothing of the table where the index names nothing", async () => {
    expect(await pageOf([])).toEqual({ cases: [], damaged: [] });
    expect(documents.commandCalls(BatchGetCommand)).toHaveLength(0);
  });

  it("has the oldest first, in whatever order they were read", async () => {
    const ages = [100, 300, 200].map((age) => waiting({}, age));
    const { cases } = await pageOf(ages.map(({ item }) => item));
    expect(cases.map(({ since }) => since)).toEqual([NOW - 300, NOW - 200, NOW - 100]);
  });

  it.each<[string, Item]>([
    ["of another version", { schemaVersion: 9 }],
    ["without a timeline", { events: undefined }],
    ["without its owner", { ownerKey: undefined }],
  ])("lets through a case %s: who cannot read it is to set it aside", async (_, damage) => {
    const { id, item } = waiting(damage);
    const { cases, damaged } = await pageOf([item]);
    expect(cases.map(({ caseId }) => caseId)).toEqual([id]);
    expect(damaged).toEqual([]);
  });

  it.each<[string, Item]>([
    ["in no state there is", { state: "lost" }],
    ["without its book", { book: undefined }],
    ["without its office", { catalogue: {} }],
  ])("names a case %s as damaged, and the others all the same", async (_, damage) => {
    const broken = waiting(damage);
    const whole = waiting();
    const { cases, damaged } = await pageOf([broken.item, whole.item]);
    expect(cases.map(({ caseId }) => caseId)).toEqual([whole.id]);
    expect(damaged).toEqual([broken.id]);
  });
});
