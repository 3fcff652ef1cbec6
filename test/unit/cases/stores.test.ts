import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { newCaseItem } from "../../../src/adapters/dynamo/case-item.ts";
import type { Basis } from "../../../src/domain/acting/capacity.ts";
import type { MandateId, SubmissionNumber } from "../../../src/domain/ids.ts";
import { anna, annasActing, answers, attachment, bela, now, submitter } from "./fixtures.ts";

import {
  id,
  revision,
  number,
  seal,
  record,
  submitted,
  caseItem,
  submittedItem,
  setup,
  cancelled,
  refused,
  stillPending,
  FAILED,
  timeout,
} from "./stored.ts";

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

  it("of a submission is the claim of its number, and then the case alone, marked as pending", async () => {
    const { submissions, asked } = setup();
    expect(await submissions.submit(submitted(), { attachments: [], seal })).toMatchObject({ ok: true });
    expect(asked()).toEqual([
      [
        "PutCommand",
        {
          TableName: "cases",
          Item: { pk: `SUBMISSION#${number}`, sk: "SUBMISSION", schemaVersion: 1, caseId: id, seal },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      ],
      [
        "UpdateCommand",
        {
          TableName: "cases",
          Key: { pk: `CASE#${id}`, sk: "CASE" },
          UpdateExpression: expect.stringMatching(/^SET #state = :to, .* REMOVE #owner$/),
          ConditionExpression: "#owner = :owner AND #state IN (:open0) AND draftVersion = :version",
          ExpressionAttributeNames: { "#owner": "owner", "#state": "state" },
          ExpressionAttributeValues: {
            ":to": "submitted",
            ":open0": "draft",
            ":version": 4,
            ":owner": anna,
            ":submission": { number, at: now + 60 },
            // All else of the event is what the case itself says.
            ":event": ["submitted"],
            ":updatedAt": now + 60,
            ":ownerKey": `OWNER#${anna}`,
            ":pendingKey": expect.stringMatching(/^PENDING#[0-7]$/),
            ":pendingSince": now + 60,
          },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      ],
    ]);
  });

  it("of a submission that files or answers go with is one transaction after the claim", async () => {
    const { submissions, asked, operations } = setup();
    const file = attachment().id;
    await submissions.submit(submitted(), { attachments: [file], answers, seal });
    expect(asked().map(([command]) => command)).toEqual(["PutCommand", "TransactWriteCommand"]);
    expect(operations()).toMatchObject([
      { Update: { Key: { sk: "CASE" }, ReturnValuesOnConditionCheckFailure: "ALL_OLD" } },
      {
        Update: {
          Key: { sk: "ANSWERS" },
          ExpressionAttributeValues: { ":answers": JSON.stringify(answers) },
        },
      },
      { Delete: { Key: { sk: `ATTACHMENT#${file}` } } },
    ]);
  });

  it("of a submission whose number another case has is nothing", async () => {
    const { submissions, dynamo, asked } = setup();
    dynamo.on(PutCommand).rejects(refused());
    const taken = await submissions.submit(submitted(), { attachments: [], seal });
    expect(taken).toEqual({ ok: false, failure: { code: "number-taken" } });
    expect(asked().map(([command]) => command)).toEqual(["PutCommand"]);
  });

  it("of a submission whose claim nobody answered for is nothing either", async () => {
    const { submissions, dynamo, asked } = setup();
    dynamo.on(PutCommand).rejects(timeout());
    const claiming = submissions.submit(submitted(), { attachments: [], seal });
    await expect(claiming).rejects.toThrow("No answer in time");
    expect(asked().map(([command]) => command)).toEqual(["PutCommand"]);
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
      expect(operations()).toMatchObject([{ Update: { Key: { sk: "CASE" } } }, { ConditionCheck: check }]);
      const refuse = async (...reasons: string[]) => {
        dynamo.on(TransactWriteCommand).rejects(cancelled(...reasons));
        return submissions.submit(submitted(), changes);
      };
      expect(await refuse("None", FAILED)).toEqual({ ok: false, failure: { code } });
      expect(await refuse(FAILED, FAILED)).toEqual({ ok: false, failure: { code: "not-found" } });
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
    ["another owner", caseItem({ ...record, owner: bela }), "not-found"],
    [
      "another owner's submitted case",
      submittedItem({ ...record, owner: bela, state: "submitted" }),
      "not-found",
    ],
    ["a submitted case", submittedItem({ ...record, state: "registered" }), "not-a-draft"],
    ["another version", caseItem({ ...record, draftVersion: 5 }), "draft-changed"],
  ])("tells %s by the item it met", async (_, met, code) => {
    const { drafts, attachments, submissions, dynamo, holds } = setup();
    dynamo.on(TransactWriteCommand).rejects(cancelled(met ? [FAILED, met] : FAILED, "None"));
    dynamo.on(UpdateCommand).rejects(refused(met));
    holds(record);
    const outcomes = [
      await drafts.saveAnswers(revision, { letter: "más" }),
      await drafts.discard(revision, []),
      await attachments.confirm(revision, attachment().id, "v1"),
      await submissions.submit(submitted(), { attachments: [], seal }),
      await submissions.submit(submitted(), { attachments: [attachment().id], seal }),
    ];
    for (const outcome of outcomes) expect(outcome).toEqual({ ok: false, failure: { code } });
  });

  it("because the same content is submitted already gives the stored answer", async () => {
    const { submissions, dynamo } = setup();
    const earlier = { number: "123456789202611231019070777" as SubmissionNumber, at: now };
    const item = submittedItem({ ...record, state: "registered", submission: earlier });
    dynamo.on(UpdateCommand).rejects(refused(item));
    const again = await submissions.submit(submitted(), { attachments: [], seal });
    expect(again).toEqual({ ok: true, value: earlier });
    dynamo.on(UpdateCommand).rejects(refused({ ...item, draftVersion: 5 }));
    const other = await submissions.submit(submitted(), { attachments: [], seal });
    expect(other).toEqual({ ok: false, failure: { code: "not-a-draft" } });
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

const submit = (submissions: ReturnType<typeof setup>["submissions"]) =>
  submissions.submit(submitted(), { attachments: [], seal });

describe("a number claimed in vain", () => {
  const released = [
    [
      "DeleteCommand",
      {
        TableName: "cases",
        Key: { pk: `SUBMISSION#${number}`, sk: "SUBMISSION" },
        ConditionExpression: "caseId = :case AND seal = :seal",
        ExpressionAttributeValues: { ":case": id, ":seal": seal },
      },
    ],
  ];

  it("is given back, whether that works or not", async () => {
    const { submissions, dynamo, asked } = setup();
    dynamo.on(UpdateCommand).rejects(refused(caseItem({ ...record, draftVersion: 5 })));
    const outcome = { ok: false, failure: { code: "draft-changed" } };
    expect(await submit(submissions)).toEqual(outcome);
    expect(asked().slice(2)).toEqual(released);
    dynamo.on(DeleteCommand).rejects(new Error("away"));
    expect(await submit(submissions)).toEqual(outcome);
  });

  it("is given back when the case has another one", async () => {
    const { submissions, dynamo, asked } = setup();
    const earlier = { number: "123456789202611231019070777" as SubmissionNumber, at: now };
    dynamo
      .on(UpdateCommand)
      .rejects(refused(submittedItem({ ...record, state: "submitted", submission: earlier })));
    expect(await submit(submissions)).toEqual({ ok: true, value: earlier });
    expect(asked().slice(2)).toEqual(released);
  });

  it("is none when the case bears it, or when nobody can say", async () => {
    const { submissions, dynamo, holds } = setup();
    await submit(submissions);
    dynamo.on(UpdateCommand).rejects(refused(submittedItem(submitted())));
    expect(await submit(submissions)).toEqual({ ok: true, value: submitted().submission });
    dynamo.on(UpdateCommand).rejects(timeout());
    holds(submitted());
    expect(await submit(submissions)).toEqual({ ok: true, value: submitted().submission });
    holds(record);
    await expect(submit(submissions)).rejects.toThrow("No answer in time");
    expect(dynamo.commandCalls(DeleteCommand)).toEqual([]);
  });
});

describe("an outcome nobody heard of", () => {
  it("counts as made when the store says so", async () => {
    const { drafts, attachments, submissions, dynamo, holds } = setup();
    dynamo.on(TransactWriteCommand).rejects(timeout());
    dynamo.on(UpdateCommand).rejects(timeout());
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
    dynamo.on(UpdateCommand).rejects(timeout());
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
