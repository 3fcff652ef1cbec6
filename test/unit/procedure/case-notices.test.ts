import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, describe, expect, it } from "vitest";
import { createCaseNotices } from "../../../src/adapters/dynamo/case-notices.ts";
import { caseKeys } from "../../../src/adapters/dynamo/keys.ts";
import type { Notice } from "../../../src/app/procedure/ports.ts";
import { type AccountId, type CaseId, newEntityId } from "../../../src/domain/ids.ts";
import { NOW } from "../session/fakes.ts";

const dynamodb = mockClient(DynamoDBDocumentClient);
afterEach(() => dynamodb.reset());

const idOf = (seed: number) => newEntityId<CaseId>(NOW, new Uint8Array(16).fill(seed));
const id = idOf(0);
const notices = createCaseNotices({ tableName: "cases" });

type Item = Record<string, unknown>;

/** The index names the cases; the cases themselves say what is there now. */
const noticesOf = async (items: readonly Item[], answers: Item | undefined = {}): Promise<Notice[]> => {
  const named = items.length > 0 ? items : [caseKeys.case(id)];
  dynamodb.on(QueryCommand).resolves({ Items: named.map(({ pk, sk }) => ({ pk, sk })) });
  dynamodb.on(BatchGetCommand).resolves({ Responses: { cases: [...items] } });
  dynamodb.on(GetCommand).resolves(answers ? { Item: answers } : {});
  const found: Notice[] = [];
  for await (const notice of notices.due(notices.shards[0] ?? "", NOW)) found.push(notice);
  return found;
};

/** Something happened in a registered case. */
const later = (changes: Item = {}, of = id) => ({
  ...caseKeys.case(of),
  ownerKey: "OWNER#owner",
  state: "registered",
  pendingKey: caseKeys.notice(of),
  pendingSince: NOW - 1,
  ...changes,
});
/** Registered, and still where it waited for that. */
const first = (changes: Item = {}, of = id) => later({ pendingKey: caseKeys.pending(of), ...changes }, of);

describe("a notice", () => {
  it("goes to whoever acted, and before there were capacities to the owner", async () => {
    const acting = { acting: { actor: "actor" } };
    const notice = { caseId: id, since: NOW - 1, isFirst: false };
    expect(await noticesOf([later()], acting)).toEqual([{ ...notice, actor: "actor" }]);
    expect(await noticesOf([later()])).toEqual([{ ...notice, actor: "owner" }]);
    expect(await noticesOf([later({ owner: "named" })])).toEqual([{ ...notice, actor: "named" }]);
  });

  it("of the registration is found where the case waited for it", async () => {
    expect(await noticesOf([first()])).toEqual([
      { caseId: id, since: NOW - 1, isFirst: true, actor: "owner" },
    ]);
    const parts = notices.shards.map((shard) => shard.split("#")[0]);
    expect([parts.length, new Set(parts)]).toEqual([16, new Set(["NOTICE", "PENDING"])]);
  });

  it("of a registration of this very moment is left to the next run: its client may have had this run's mail", async () => {
    const waited = { pendingSince: NOW - 99 };
    expect(await noticesOf([first({ ...waited, registration: { at: NOW } })])).toEqual([]);
    const found = await noticesOf([first({ ...waited, registration: { at: NOW - 1 } })]);
    expect(found).toMatchObject([{ isFirst: true, since: NOW - 99 }]);
  });

  it("of a case of which cannot be read who submitted it goes to nobody, and keeps no other back", async () => {
    const found = await noticesOf([first()], { acting: { actor: 7 } });
    expect(found).toEqual([{ caseId: id, since: NOW - 1, isFirst: true, actor: undefined }]);
  });

  it.each(["submitted", "received"])("is not given of a case that is only %s", async (state) => {
    expect(await noticesOf([first({ state })])).toEqual([]);
  });

  it("is given once for each case, the oldest first, in whatever order they were read", async () => {
    const ages = [10, 30, 20].map((age, seed) => first({ pendingSince: NOW - age }, idOf(seed)));
    const found = await noticesOf(ages);
    expect(found.map(({ since }) => since)).toEqual([NOW - 30, NOW - 20, NOW - 10]);
    expect(found.map(({ caseId }) => caseId)).toEqual([idOf(1), idOf(2), idOf(0)]);
  });

  it.each<[string, Item[]]>([
    ["was told of meanwhile", [later({ pendingKey: undefined, pendingSince: undefined })]],
    ["waits for something else", [later({ pendingKey: "HANDOVER#1" })]],
    ["has changed this very moment", [later({ pendingSince: NOW })]],
    ["is gone", []],
  ])("the index is a moment behind: none of a case that %s", async (_, items) => {
    expect(await noticesOf(items)).toEqual([]);
  });

  /** Of a later and a first notice of damaged cases, with another between them. */
  const besideDamaged = async (damage: Item) => {
    const items = [later(damage, idOf(1)), later(), first(damage, idOf(2))];
    const found = await noticesOf(items, { acting: { actor: "actor" } });
    return found.map(({ caseId, actor, isFirst }) => ({ caseId, actor, isFirst }));
  };
  const sound = { caseId: id, actor: "actor", isFirst: false };
  const lostLater = { caseId: idOf(1), actor: undefined, isFirst: false };
  const lostFirst = { caseId: idOf(2), actor: undefined, isFirst: true };

  it("of a damaged case is there to be reported, goes to nobody, and keeps no other back", async () => {
    expect(await besideDamaged({ ownerKey: undefined })).toEqual([lostLater, sound, lostFirst]);
    expect(await besideDamaged({ registration: 7 })).toEqual([lostLater, sound, lostFirst]);
  });

  it.each(["lost", undefined])(
    "of a case that may have yet to be filed is filing's: state %s",
    async (state) => {
      expect(await besideDamaged({ state })).toEqual([lostLater, sound]);
      expect(await besideDamaged({ state: "submitted", ownerKey: undefined })).toEqual([lostLater, sound]);
    },
  );

  it.each<[string, Item]>([
    ["waits since no time", { pendingSince: "yesterday" }],
    ["waits for nothing", { pendingKey: undefined, ownerKey: undefined }],
    ["waits for something else", { pendingKey: "HANDOVER#1", ownerKey: undefined }],
  ])("is none of a damaged case that %s", async (_, damage) => {
    expect(await besideDamaged(damage)).toEqual([sound]);
  });
});

const given = { caseId: id, since: NOW - 9, actor: "owner" as AccountId };
const update = () => dynamodb.commandCalls(UpdateCommand)[0]?.args[0].input;
const refusal = new ConditionalCheckFailedException({ message: "no", $metadata: {} });

describe.each([
  ["a first notice", true, caseKeys.pending(id)],
  ["a later notice", false, caseKeys.notice(id)],
])("%s", (_, isFirst, key) => {
  it("is cleared where it was found, unless something has happened since", async () => {
    dynamodb.on(UpdateCommand).resolves({});
    await notices.clear({ ...given, isFirst });
    expect(update()).toEqual({
      TableName: "cases",
      Key: caseKeys.case(id),
      UpdateExpression: "REMOVE pendingKey, pendingSince",
      ConditionExpression: "pendingKey = :key AND pendingSince = :since",
      ExpressionAttributeValues: { ":key": key, ":since": NOW - 9 },
    });
  });

  it("is put off by waiting among the later ones from now on, unless something has happened since", async () => {
    dynamodb.on(UpdateCommand).resolves({});
    await notices.postpone({ ...given, isFirst }, NOW);
    expect(update()).toEqual({
      TableName: "cases",
      Key: caseKeys.case(id),
      UpdateExpression: "SET pendingKey = :notice, pendingSince = :now",
      ConditionExpression: "pendingKey = :key AND pendingSince = :since",
      ExpressionAttributeValues: {
        ":key": key,
        ":since": NOW - 9,
        ":notice": caseKeys.notice(id),
        ":now": NOW,
      },
    });
  });

  it("stays as it is when something has happened since; any other trouble is heard of", async () => {
    dynamodb.on(UpdateCommand).rejects(refusal);
    await notices.clear({ ...given, isFirst });
    await notices.postpone({ ...given, isFirst }, NOW);
    dynamodb.on(UpdateCommand).rejects(new Error("away"));
    await expect(notices.clear({ ...given, isFirst })).rejects.toThrow("away");
    await expect(notices.postpone({ ...given, isFirst }, NOW)).rejects.toThrow("away");
  });
});
