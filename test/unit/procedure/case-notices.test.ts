import { DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, expect, it } from "vitest";
import { createCaseNotices } from "../../../src/adapters/dynamo/case-notices.ts";
import { caseKeys } from "../../../src/adapters/dynamo/keys.ts";
import type { Notice } from "../../../src/app/procedure/ports.ts";
import { type CaseId, newEntityId } from "../../../src/domain/ids.ts";
import { NOW } from "../session/fakes.ts";

const dynamodb = mockClient(DynamoDBDocumentClient);
afterEach(() => dynamodb.reset());

const id = newEntityId<CaseId>(NOW, new Uint8Array(16));

/** The index names the case; the case itself says what is there now. */
const noticesOf = async (
  item: Record<string, unknown> | undefined,
  answers: Record<string, unknown> | undefined = {},
): Promise<Notice[]> => {
  dynamodb.on(QueryCommand).resolves({ Items: [caseKeys.case(id)] });
  dynamodb.on(GetCommand, { Key: caseKeys.case(id) }).resolves(item ? { Item: item } : {});
  dynamodb.on(GetCommand, { Key: caseKeys.answers(id) }).resolves(answers ? { Item: answers } : {});
  const notices = createCaseNotices({ tableName: "cases" });
  const found: Notice[] = [];
  for await (const notice of notices.due(notices.shards[0] ?? "", NOW)) found.push(notice);
  return found;
};

const waiting = { owner: "owner", pendingKey: caseKeys.notice(id), pendingSince: NOW - 1 };

it("a notice goes to whoever acted, and before there were capacities to the owner", async () => {
  expect(await noticesOf(waiting, { acting: { actor: "actor" } })).toEqual([
    { caseId: id, since: NOW - 1, actor: "actor" },
  ]);
  expect(await noticesOf(waiting)).toEqual([{ caseId: id, since: NOW - 1, actor: "owner" }]);
});

it.each([
  ["was told of meanwhile", { owner: "owner" }],
  ["waits for something else", { ...waiting, pendingKey: caseKeys.pending(id) }],
  ["has changed this very moment", { ...waiting, pendingSince: NOW }],
  ["is gone", undefined],
])("the index is a moment behind: a case that %s", async (_, item) => {
  expect(await noticesOf(item)).toEqual([]);
});
