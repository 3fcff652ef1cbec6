import { BatchGetCommand, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { answersItem, attachmentItem } from "../../../src/adapters/dynamo/case-parts.ts";
import { createDynamoDocumentDrafts } from "../../../src/adapters/dynamo/document-drafts.ts";
import { caseKeys } from "../../../src/adapters/dynamo/keys.ts";
import { anna, annasActing, answers, attachment, bela, caseId, draft, now, submitter } from "./fixtures.ts";

import { id, number, seal, record, caseItem, setup } from "./stored.ts";

describe("reading", () => {
  it("puts a case together from its partition, read consistently, page by page", async () => {
    const { reader, dynamo } = setup();
    const file = attachment({ state: "verified", objectVersion: "v1" });
    dynamo
      .on(QueryCommand)
      .resolvesOnce({
        Items: [caseItem(record), answersItem(id, { answers, submitter, acting: annasActing })],
        LastEvaluatedKey: { pk: "x" },
      })
      .resolvesOnce({ Items: [{ ...attachmentItem(id, file), cleanVersions: new Set(["v1"]) }] });
    expect(await reader.find(id)).toEqual({
      record,
      answers,
      submitter,
      acting: annasActing,
      attachments: [file],
    });
    const [first] = dynamo.commandCalls(QueryCommand);
    expect(first?.args[0].input).toMatchObject({
      ConsistentRead: true,
      ExpressionAttributeValues: { ":pk": `CASE#${id}` },
    });
  });

  it("takes cases of before there were capacities as begun in their owner's own name", async () => {
    const { reader, dynamo } = setup();
    const { acting: _, ...old } = answersItem(id, { answers, submitter, acting: annasActing });
    dynamo.on(QueryCommand).resolves({ Items: [caseItem(record), old] });
    expect((await reader.find(id))?.acting).toEqual(annasActing);
  });

  it("finds a seal with the claim of its number, as of now", async () => {
    const { seals, dynamo } = setup();
    const claim = { pk: `SUBMISSION#${number}`, sk: "SUBMISSION", schemaVersion: 1, caseId: id };
    dynamo
      .on(GetCommand)
      .resolvesOnce({ Item: { ...claim, seal } })
      .resolvesOnce({ Item: claim })
      .resolves({});
    expect(await seals.findSeal(number)).toBe(seal);
    expect(dynamo.commandCalls(GetCommand)[0]?.args[0].input).toEqual({
      TableName: "cases",
      Key: { pk: claim.pk, sk: claim.sk },
      ConsistentRead: true,
    });
    expect(await seals.findSeal(number)).toBeUndefined();
    expect(await seals.findSeal(number)).toBeUndefined();
  });

  it("finds nothing where a case is not or no longer whole", async () => {
    const { reader, dynamo } = setup();
    dynamo.on(QueryCommand).resolves({ Items: [] });
    expect(await reader.find(id)).toBeUndefined();
  });

  it("refuses an item of a version it does not know", async () => {
    const { reader, dynamo } = setup();
    const item = { ...caseItem(record), schemaVersion: 2 };
    dynamo
      .on(QueryCommand)
      .resolves({ Items: [item, answersItem(id, { answers, submitter, acting: annasActing })] });
    await expect(reader.find(id)).rejects.toThrow(/Expected 1/);
  });

  it("lists in two calls, by the caller's own key, wherever the list goes on", async () => {
    const { reader, dynamo } = setup();
    const ids = [caseId(3, now + 3), caseId(2, now + 2), caseId(1, now + 1)];
    dynamo.on(QueryCommand).resolves({
      Items: ids.map((each) => caseKeys.case(each)),
      LastEvaluatedKey: { pk: `CASE#${ids[2]}` },
    });
    const items = [draft({ id: caseId(1, now + 1) }), draft({ id: caseId(3, now + 3) })].map(caseItem);
    const strange = caseItem(draft({ id: caseId(2, now + 2), owner: bela }));
    dynamo.on(BatchGetCommand).resolves({ Responses: { cases: [...items, strange] } });
    const page = await reader.listOwned([anna], caseId(4, now + 4), 3);
    expect(page.cases.map((each) => each.id)).toEqual([ids[0], ids[2]]);
    expect(page.next).toBe(ids[2]);
    expect(dynamo.calls()).toHaveLength(2);
    expect(dynamo.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      KeyConditionExpression: "ownerKey = :owner AND pk < :after",
      ExpressionAttributeValues: { ":owner": `OWNER#${anna}`, ":after": `CASE#${caseId(4, now + 4)}` },
    });
  });

  it("asks again for keys a busy table left out, and gives up as throttled", async () => {
    const { reader, dynamo } = setup();
    const ids = [caseId(2, now + 2), caseId(1, now + 1)];
    dynamo.on(QueryCommand).resolves({ Items: ids.map((each) => caseKeys.case(each)) });
    const left = { cases: { Keys: [{ pk: `CASE#${ids[1]}`, sk: "CASE" }] } };
    const itemOf = (each: (typeof ids)[number]) => caseItem(draft({ id: each }));
    dynamo
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { cases: ids.slice(0, 1).map(itemOf) }, UnprocessedKeys: left })
      .resolvesOnce({ Responses: { cases: ids.slice(1).map(itemOf) }, UnprocessedKeys: {} });
    expect((await reader.listOwned([anna], undefined, 20)).cases.map((each) => each.id)).toEqual(ids);
    dynamo.on(BatchGetCommand).resolves({ Responses: { cases: [] }, UnprocessedKeys: left });
    await expect(reader.listOwned([anna], undefined, 20)).rejects.toMatchObject({
      name: "ThrottlingException",
    });
  });

  it("finds the drafts an account began on documents, on every page of the index", async () => {
    const { dynamo } = setup();
    const ids = [caseId(1, now), caseId(2, now + 1)];
    const [first, second] = ids.map((each) => ({
      ...caseKeys.case(each),
      ownerKey: "OWNER#document-anna-account",
    }));
    dynamo
      .on(QueryCommand)
      .resolvesOnce({ Items: [first ?? {}], LastEvaluatedKey: { pk: first?.pk } })
      .resolvesOnce({ Items: [second ?? {}] });
    expect(await createDynamoDocumentDrafts({ tableName: "cases" }).begunBy(annasActing.actor)).toEqual(ids);
    expect(dynamo.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      IndexName: "by-owner",
      ExpressionAttributeValues: { ":owner": "OWNER#document-anna-account" },
    });
  });
});
