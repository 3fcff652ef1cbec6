import type { DraftStore } from "../../app/cases/ports.ts";
import { failure, success } from "../../domain/result.ts";
import { type CasesTable, createDocuments } from "./case-client.ts";
import { newCaseItem } from "./case-item.ts";
import { answersItem, serializeAnswers } from "./case-parts.ts";
import { changeDraft, explain, unchangedCase } from "./case-revision.ts";
import { type Operation, writeTogether } from "./case-transaction.ts";
import { caseKeys } from "./keys.ts";

const createDraft =
  (table: CasesTable): DraftStore["create"] =>
  async ({ record, acting, answers, submitter }) => {
    const put = (Item: Record<string, unknown>): Operation => ({
      Put: { TableName: table.tableName, Item, ConditionExpression: "attribute_not_exists(pk)" },
    });
    const refusals = await writeTogether(table, [
      put(newCaseItem(record, acting)),
      put(answersItem(record.id, { answers, submitter, acting })),
    ]);
    // 80 random bits do not repeat; going on would mix two people's cases.
    if (refusals) throw new Error("A new case met an existing one");
  };

const saveAnswers =
  (table: CasesTable): DraftStore["saveAnswers"] =>
  (revision, answers) => {
    const serialized = serializeAnswers(answers);
    const write: Operation = {
      Update: {
        TableName: table.tableName,
        Key: caseKeys.answers(revision.caseId),
        UpdateExpression: "SET answers = :answers",
        ExpressionAttributeValues: { ":answers": serialized },
      },
    };
    const isDone = (stored: { answers: Readonly<Record<string, unknown>> }) =>
      serializeAnswers(stored.answers) === serialized;
    return changeDraft(table, revision, [write], isDone);
  };

const discard =
  (table: CasesTable): DraftStore["discard"] =>
  async (revision, attachments) => {
    const { tableName } = table;
    const { caseId } = revision;
    const parts = [
      caseKeys.answers(caseId),
      ...attachments.map((attachment) => caseKeys.attachment(caseId, attachment)),
    ];
    const refusals = await writeTogether(table, [
      {
        Delete: {
          TableName: tableName,
          Key: caseKeys.case(caseId),
          ...unchangedCase(revision),
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      },
      ...parts.map((Key): Operation => ({ Delete: { TableName: tableName, Key } })),
    ]);
    return refusals?.[0] ? failure(explain(refusals[0], revision)) : success(undefined);
  };

/** Drafts in table `cases`: the CASE item, the answers beside it. */
export const createDynamoDraftStore = ({ tableName }: { tableName: string }): DraftStore => {
  const table = { documents: createDocuments(), tableName };
  return { create: createDraft(table), saveAnswers: saveAnswers(table), discard: discard(table) };
};
