import { ConditionalCheckFailedException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { createDynamoAttachmentStore } from "../../../src/adapters/dynamo/case-attachment-store.ts";
import { createDynamoDraftStore } from "../../../src/adapters/dynamo/case-draft-store.ts";
import { newCaseItem } from "../../../src/adapters/dynamo/case-item.ts";
import { answersItem, attachmentItem } from "../../../src/adapters/dynamo/case-parts.ts";
import { createDynamoCaseReader } from "../../../src/adapters/dynamo/case-reader.ts";
import { createDynamoSealReader } from "../../../src/adapters/dynamo/case-seal-reader.ts";
import { createDynamoSubmissionStore } from "../../../src/adapters/dynamo/case-submission-store.ts";
import type { CaseRecord } from "../../../src/domain/case/case.ts";
import { submitDraft } from "../../../src/domain/case/submit.ts";
import type { SubmissionNumber } from "../../../src/domain/ids.ts";
import { anna, annasActing, answers, attachment, caseId, draft, now, submitter } from "./fixtures.ts";

export const id = caseId();
export const revision = { caseId: id, owner: anna, version: 4, now: now + 60 };
export const number = "123456789202611231019080001" as SubmissionNumber;
export const seal = "5ea1".repeat(16);
export const record = draft({ draftVersion: 4 });

export const submitted = () => {
  const moved = submitDraft(record, number, now + 60);
  if (!moved.ok) throw new Error(moved.failure.code);
  return moved.value;
};

export const caseItem = (stored: CaseRecord) => newCaseItem(stored, annasActing);

/** As the submission leaves it: the key of index `by-owner` alone says whose it is. */
export const submittedItem = (stored: CaseRecord) => {
  const { owner: _, ...item } = caseItem(stored);
  return item;
};

export const setup = () => {
  const dynamo = mockClient(DynamoDBDocumentClient);
  dynamo.onAnyCommand().resolves({});
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
    /** Everything asked of the store, in order. */
    asked: () => dynamo.calls().map(({ args: [command] }) => [command.constructor.name, command.input]),
  };
};

/** As DynamoDB refuses: one reason per operation, with the item where one was asked for and found. */
export const cancelled = (...reasons: (string | [string, Record<string, unknown>])[]) =>
  new TransactionCanceledException({
    message: "Transaction cancelled",
    $metadata: {},
    CancellationReasons: reasons.map((reason) =>
      typeof reason === "string"
        ? { Code: reason }
        : { Code: reason[0], Item: marshall(reason[1], { removeUndefinedValues: true }) },
    ),
  });
/** As DynamoDB refuses a write that stands alone. */
export const refused = (met?: Record<string, unknown>) =>
  new ConditionalCheckFailedException({
    message: "The conditional request failed",
    $metadata: {},
    ...(met && { Item: marshall(met, { removeUndefinedValues: true }) }),
  });
export const stillPending = "attribute_exists(pk) AND attribute_not_exists(objectVersion)";
export const FAILED = "ConditionalCheckFailed";
export const timeout = () => Object.assign(new Error("No answer in time"), { name: "TimeoutError" });
