import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { createDynamoAttachmentStore } from "../../../src/adapters/dynamo/case-attachment-store.ts";
import { createDynamoDraftStore } from "../../../src/adapters/dynamo/case-draft-store.ts";
import { newCaseItem } from "../../../src/adapters/dynamo/case-item.ts";
import { answersItem, attachmentItem } from "../../../src/adapters/dynamo/case-parts.ts";
import { createDynamoCaseReader } from "../../../src/adapters/dynamo/case-reader.ts";
import { createDynamoSealReader } from "../../../src/adapters/dynamo/case-seal-reader.ts";
import { createDynamoSubmissionStore } from "../../../src/adapters/dynamo/case-submission-store.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import { submitDraft } from "../../../src/domain/case/submit.ts";
import type { Basis } from "../../../src/domain/acting/capacity.ts";
import type { MandateId, SubmissionNumber } from "../../../src/domain/ids.ts";
import { anna, annasActing, answers, attachment, bela, caseId, draft, now, submitter } from "./fixtures.ts";

const id = caseId();
const revision = { caseId: id, owner: anna, version: 4, now: now + 60 };
const number = "123456789202611231019080001" as SubmissionNumber;
const seal = "5ea1".repeat(16);
const record = draft({ draftVersion: 4 });

const submitted = () => {
  const moved = submitDraft(record, number, now + 60);
  if (!moved.ok) throw new Error(moved.failure.code);
  return moved.value;
};

const caseItem = (stored: CaseRecord) => newCaseItem(stored, annasActing);

const setup = () => {
  const dynamo = mockClient(DynamoDBDocumentClient);
  dynamo.on(TransactWriteCommand).resolves({});
  const table = { tableName: "cases" };
  return {
    dynamo,
    reader: createDynamoCaseReader(table),
    drafts: createDynamoDraftStore(table),
    attachments: createDynamoAttachmentStore(table),
    submissions: createDynamoSubmissionStore({ ...table, accountsTable: "accounts" }),
    seals: createDynamoSealReader(table),
    /** The partition as a read sees it. */
    holds: (stored: typeof record, stillAnswers = answers, files = [attachment()]) =>
      dynamo.on(QueryCommand).resolves({
        Items: [
          caseItem(stored),
          answersItem(id, { answers: stillAnswers, submitter, acting: annasActing }),
          ...files.map((file) => attachmentItem(id, file)),
        ],
      }),
    operations: () => dynamo.commandCalls(TransactWriteCommand).at(-1)?.args[0].input.TransactItems ?? [],
  };
};

/** As DynamoDB refuses: one reason per operation, with the item where one was asked for and found. */
const cancelled = (...reasons: (string | [string, Record<string, unknown>])[]) =>
  new TransactionCanceledException({
    message: "Transaction cancelled",
    $metadata: {},
    CancellationReasons: reasons.map((reason) =>
      typeof reason === "string"
        ? { Code: reason }
        : { Code: reason[0], Item: marshall(reason[1], { removeUndefinedValues: true }) },
    ),
  });
const stillPending = "attribute_exists(pk) AND attribute_not_exists(objectVersion)";
const FAILED = "ConditionalCheckFailed";
const timeout = () => Object.assign(new Error("No answer in time"), { name: "TimeoutError" });

describe("what is written", () => {
  it("is one transaction on exactly the draft that was looked at", async () => {
    const { drafts, operations } = setup();
    await drafts.saveAnswers(revision, answers);
    expect(operations()).toMatchObject([
      {
        Update: {
          Key: { pk: `CASE#${id}`, sk: "CASE" },
          ConditionExpression: "#owner = :owner AND #state IN (:open0) AND draftVersion = :version",
          ExpressionAttributeValues: { ":owner": anna, ":open0": "draft", ":version": 4, ":one": 1 },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      },
      {
        Update: {
          Key: { pk: `CASE#${id}`, sk: "ANSWERS" },
          ExpressionAttributeValues: { ":answers": JSON.stringify(answers) },
        },
      },
    ]);
  });

  it("of a submission is the case, marked as pending, and the claim of its number", async () => {
    const { submissions, operations } = setup();
    expect(await submissions.submit(submitted(), { attachments: [], seal })).toMatchObject({ ok: true });
    expect(operations()).toMatchObject([
      {
        Update: {
          Key: { pk: `CASE#${id}`, sk: "CASE" },
          ConditionExpression: "#owner = :owner AND #state IN (:open0) AND draftVersion = :version",
          ExpressionAttributeValues: {
            ":to": "submitted",
            ":open0": "draft",
            ":version": 4,
            ":owner": anna,
            ":submission": { number, at: now + 60 },
            ":event": [{ type: "submitted", number }],
            ":pendingOffice": "kophaza",
            ":ownerKey": `OWNER#${anna}`,
            ":pendingKey": expect.stringMatching(/^PENDING#[0-7]$/),
          },
        },
      },
      {
        Put: {
          Item: { pk: `SUBMISSION#${number}`, sk: "SUBMISSION", caseId: id, seal },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
    ]);
  });

  it.each([
    [
      { kind: "mandate", mandate: "M1" as MandateId },
      "MANDATE#M1",
      "attribute_exists(pk) AND attribute_not_exists(revokedAt)",
      "mandate-revoked",
    ],
    [{ kind: "statutory", entry: "r:p" }, "REGISTER#r:p", "attribute_exists(pk)", "representation-ended"],
  ] as [Basis, string, string, string][])(
    "of a submission on %j holds the right in place",
    async (basis, sk, ConditionExpression, code) => {
      const { submissions, dynamo, operations } = setup();
      const changes = { attachments: [], seal: "0".repeat(64), right: { personKey: "KEY", basis } };
      await submissions.submit(submitted(), changes);
      const check = { TableName: "accounts", Key: { pk: "PERSON#KEY", sk }, ConditionExpression };
      expect(operations()[2]).toEqual({ ConditionCheck: check });
      const refuse = async (...reasons: string[]) => {
        dynamo.on(TransactWriteCommand).rejects(cancelled(...reasons));
        return submissions.submit(submitted(), changes);
      };
      expect(await refuse("None", "None", FAILED)).toEqual({ ok: false, failure: { code } });
      expect(await refuse("None", FAILED, "None")).toEqual({ ok: false, failure: { code: "number-taken" } });
    },
  );

  it("of a submission signed anew is who acted, beside what remains of the answers", async () => {
    const { submissions, operations } = setup();
    const signed = { acting: { ...annasActing, actorName: "Más" }, submitter };
    await submissions.submit(submitted(), { attachments: [], seal: "0".repeat(64), signed });
    expect(operations().at(-1)).toMatchObject({
      Update: {
        Key: { sk: "ANSWERS" },
        UpdateExpression: "SET acting = :acting, submitter = :submitter",
        ExpressionAttributeValues: { ":acting": signed.acting, ":submitter": submitter },
      },
    });
  });

  it("of a draft begun on a document is listed for who began it only", () => {
    const onDocument = { ...annasActing, basis: { kind: "document" as const } };
    expect(newCaseItem(record, onDocument)["ownerKey"]).toBe("OWNER#document-anna-account");
    expect(newCaseItem(record, annasActing)["ownerKey"]).toBe(`OWNER#${anna}`);
  });

  it("of a file is the file, and a new version of the draft", async () => {
    const { attachments, operations } = setup();
    const file = attachment();
    const key = { pk: `CASE#${id}`, sk: `ATTACHMENT#${file.id}` };
    const bump = { Update: { Key: { sk: "CASE" }, ExpressionAttributeValues: { ":version": 4, ":one": 1 } } };
    await attachments.add(revision, file);
    const unfinished = { pendingKey: expect.stringMatching(/^UPLOAD#[0-7]$/), pendingSince: now };
    expect(operations()).toMatchObject([bump, { Put: { Item: { ...key, ...unfinished } } }]);
    await attachments.confirm(revision, file.id, "v1");
    const bound = {
      ":object": "v1",
      ":scan": expect.stringMatching(/^SCAN#[0-7]$/),
      ":now": revision.now,
    };
    expect(operations()).toMatchObject([
      bump,
      { Update: { Key: key, ConditionExpression: stillPending, ExpressionAttributeValues: bound } },
    ]);
    await attachments.remove(revision, file.id);
    expect(operations()).toMatchObject([bump, { Delete: { Key: key } }]);
  });

  it("when a file failed is its removal alone, while the case is the owner's draft", async () => {
    const { attachments, dynamo, operations } = setup();
    expect(await attachments.dropPending(id, anna, attachment().id)).toBe(true);
    expect(operations()).toMatchObject([
      {
        ConditionCheck: {
          Key: { pk: `CASE#${id}`, sk: "CASE" },
          ConditionExpression: "#owner = :owner AND #state IN (:open0)",
          ExpressionAttributeValues: { ":owner": anna, ":open0": "draft" },
        },
      },
      { Delete: { Key: { sk: `ATTACHMENT#${attachment().id}` }, ConditionExpression: stillPending } },
    ]);
    dynamo.on(TransactWriteCommand).rejects(cancelled(FAILED, "None"));
    expect(await attachments.dropPending(id, anna, attachment().id)).toBe(false);
  });

  it("never lets a new case replace an existing one", async () => {
    const { drafts, dynamo, operations } = setup();
    const dossier = { record, submitter, acting: annasActing, answers, attachments: [] };
    await drafts.create(dossier);
    for (const operation of operations())
      expect(operation.Put?.ConditionExpression).toBe("attribute_not_exists(pk)");
    dynamo.on(TransactWriteCommand).rejects(cancelled([FAILED, {}], "None"));
    await expect(drafts.create(dossier)).rejects.toThrow(/existing/);
  });
});

describe("a condition that fails", () => {
  it.each([
    ["nothing there", undefined, "not-found"],
    ["another owner", { ...record, owner: bela }, "not-found"],
    ["a submitted case", { ...record, state: "registered" as const }, "not-a-draft"],
    ["another version", { ...record, draftVersion: 5 }, "draft-changed"],
  ])("tells %s by the item it met", async (_, met, code) => {
    const { drafts, attachments, submissions, dynamo, holds } = setup();
    dynamo.on(TransactWriteCommand).rejects(cancelled(met ? [FAILED, caseItem(met)] : FAILED, "None"));
    holds(met ?? record);
    const outcomes = [
      await drafts.saveAnswers(revision, { letter: "más" }),
      await drafts.discard(revision, []),
      await attachments.confirm(revision, attachment().id, "v1"),
      await submissions.submit(submitted(), { attachments: [], seal }),
    ];
    for (const outcome of outcomes) expect(outcome).toEqual({ ok: false, failure: { code } });
  });

  it("is the number's only if the case's holds", async () => {
    const { submissions, dynamo } = setup();
    dynamo.on(TransactWriteCommand).rejects(cancelled("None", FAILED));
    const taken = await submissions.submit(submitted(), { attachments: [], seal });
    expect(taken).toEqual({ ok: false, failure: { code: "number-taken" } });
  });

  it("because the same content is submitted already gives the stored answer", async () => {
    const { submissions, dynamo } = setup();
    const earlier = { number: "123456789202611231019070777" as SubmissionNumber, at: now };
    const item = caseItem({ ...record, state: "registered", submission: earlier });
    dynamo.on(TransactWriteCommand).rejects(cancelled([FAILED, item], FAILED));
    const again = await submissions.submit(submitted(), { attachments: [], seal });
    expect(again).toEqual({ ok: true, value: earlier });
  });

  it("because the very same save was made before gives that save's answer", async () => {
    const { drafts, dynamo, holds } = setup();
    const saved = { ...record, draftVersion: 5, updatedAt: now + 30 };
    dynamo.on(TransactWriteCommand).rejects(cancelled([FAILED, caseItem(saved)], "None"));
    holds(saved);
    const again = await drafts.saveAnswers(revision, answers);
    expect(again).toEqual({ ok: true, value: { savedAt: now + 30 } });
    const other = await drafts.saveAnswers(revision, { ...answers, letter: "más" });
    expect(other).toEqual({ ok: false, failure: { code: "draft-changed" } });
  });
});

describe("an outcome nobody heard of", () => {
  it("counts as made when the store says so", async () => {
    const { drafts, attachments, submissions, dynamo, holds } = setup();
    dynamo.on(TransactWriteCommand).rejects(timeout());
    holds({ ...record, draftVersion: 5, updatedAt: now + 60 });
    expect(await drafts.saveAnswers(revision, answers)).toMatchObject({ ok: true });
    expect(await attachments.add(revision, attachment())).toMatchObject({ ok: true });
    holds(submitted());
    const again = await submissions.submit(submitted(), { attachments: [], seal });
    expect(again).toEqual({ ok: true, value: submitted().submission });
  });

  it("stays an error when it was not made, or nobody can say", async () => {
    const { drafts, submissions, dynamo, holds } = setup();
    dynamo.on(TransactWriteCommand).rejects(timeout());
    holds(record);
    await expect(drafts.saveAnswers(revision, answers)).rejects.toThrow("No answer in time");
    await expect(submissions.submit(submitted(), { attachments: [], seal })).rejects.toThrow(
      "No answer in time",
    );
    dynamo.on(QueryCommand).rejects(new Error("away too"));
    await expect(submissions.submit(submitted(), { attachments: [], seal })).rejects.toThrow(
      "No answer in time",
    );
  });

  it("is not what a conflict of transactions is: that one is tried again", async () => {
    const { drafts, dynamo } = setup();
    dynamo
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled("TransactionConflict", "None"))
      .rejectsOnce(cancelled("None", "TransactionConflict"))
      .resolves({});
    expect(await drafts.saveAnswers(revision, answers)).toMatchObject({ ok: true });
    expect(dynamo.commandCalls(TransactWriteCommand)).toHaveLength(3);
  });

  it("leaves throttling to be seen as such", async () => {
    const { drafts, dynamo, holds } = setup();
    holds(record);
    dynamo.on(TransactWriteCommand).rejects(cancelled("ThrottlingError", "None"));
    await expect(drafts.saveAnswers(revision, answers)).rejects.toBeInstanceOf(TransactionCanceledException);
  });
});

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
      Items: ids.map((each) => ({ caseId: each })),
      LastEvaluatedKey: { caseId: ids[2] },
    });
    const items = [draft({ id: caseId(1, now + 1) }), draft({ id: caseId(3, now + 3) })].map(caseItem);
    const strange = caseItem(draft({ id: caseId(2, now + 2), owner: bela }));
    dynamo.on(BatchGetCommand).resolves({ Responses: { cases: [...items, strange] } });
    const page = await reader.listOwned([anna], caseId(4, now + 4), 3);
    expect(page.cases.map((each) => each.id)).toEqual([ids[0], ids[2]]);
    expect(page.next).toBe(ids[2]);
    expect(dynamo.calls()).toHaveLength(2);
    expect(dynamo.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      KeyConditionExpression: "ownerKey = :owner AND caseId < :after",
      ExpressionAttributeValues: { ":owner": `OWNER#${anna}`, ":after": caseId(4, now + 4) },
    });
  });

  it("asks again for keys a busy table left out, and gives up as throttled", async () => {
    const { reader, dynamo } = setup();
    const ids = [caseId(2, now + 2), caseId(1, now + 1)];
    dynamo.on(QueryCommand).resolves({ Items: ids.map((each) => ({ caseId: each })) });
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
});
