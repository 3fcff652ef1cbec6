import type { CleanUp, SubmissionStore } from "../../app/cases/ports.ts";
import type { Submission } from "../../domain/case/case.ts";
import type { SubmittedRecord } from "../../domain/case/submit.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { type CasesTable, createDocuments } from "./case-client.ts";
import { parseCaseItem } from "./case-item.ts";
import { serializeAnswers } from "./case-parts.ts";
import { findDossier } from "./case-reader.ts";
import { explain, unchangedCase } from "./case-revision.ts";
import { type Operation, type Refused, writeTogether } from "./case-transaction.ts";
import { caseKeys } from "./keys.ts";

const revisionOf = ({ id, owner, draftVersion, submission }: SubmittedRecord) => ({
  caseId: id,
  owner,
  version: draftVersion,
  now: submission.at,
});

/** Condition: the table of transitions allows `submit` and the content is the validated one. */
const moveCase = (tableName: string, submitted: SubmittedRecord): Operation => {
  const condition = unchangedCase(revisionOf(submitted));
  return {
    Update: {
      TableName: tableName,
      Key: caseKeys.case(submitted.id),
      UpdateExpression:
        "SET #state = :to, submission = :submission, updatedAt = :at, events = list_append(events, :event), " +
        "pendingKey = :pending, pendingSince = :at, pendingOffice = :office",
      ...condition,
      ExpressionAttributeValues: {
        ...condition.ExpressionAttributeValues,
        ":to": submitted.state,
        ":submission": submitted.submission,
        ":at": submitted.submission.at,
        ":event": submitted.events.slice(-1),
        ":pending": caseKeys.pending(submitted.id),
        ":office": submitted.catalogue.office.id,
      },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
};

const claimNumber = (TableName: string, { id, submission }: SubmittedRecord): Operation => ({
  Put: {
    TableName,
    Item: { ...caseKeys.submissionNumber(submission.number), schemaVersion: 1, caseId: id },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

const cleanUpWith = (TableName: string, { id }: SubmittedRecord, cleanUp: CleanUp): Operation[] => {
  const drops = cleanUp.attachments.map(
    (attachment): Operation => ({ Delete: { TableName, Key: caseKeys.attachment(id, attachment) } }),
  );
  if (!cleanUp.answers) return drops;
  const ExpressionAttributeValues = { ":answers": serializeAnswers(cleanUp.answers) };
  const UpdateExpression = "SET answers = :answers";
  const Key = caseKeys.answers(id);
  return [{ Update: { TableName, Key, UpdateExpression, ExpressionAttributeValues } }, ...drops];
};

/** The submission a case already has, if it is the same person's and of the same content. */
const sameSubmission = (
  stored: { owner: string; draftVersion: number; submission?: Submission },
  wanted: SubmittedRecord,
): Submission | undefined =>
  stored.owner === wanted.owner && stored.draftVersion === wanted.draftVersion
    ? stored.submission
    : undefined;

const explainCase = (onCase: Refused, submitted: SubmittedRecord) => {
  const stored = onCase.item && sameSubmission(parseCaseItem(onCase.item), submitted);
  return stored ? success(stored) : failure(explain(onCase, revisionOf(submitted)));
};

/** After an unclear outcome: what the store says happened; undefined when it did not, or cannot be learned. */
const lookAgain = async (
  table: CasesTable,
  submitted: SubmittedRecord,
): Promise<Result<Submission, never> | undefined> => {
  try {
    const dossier = await findDossier(table, submitted.id);
    const stored = dossier && sameSubmission(dossier.record, submitted);
    return stored && success(stored);
  } catch {
    return undefined;
  }
};

const submit =
  (table: CasesTable): SubmissionStore["submit"] =>
  async (submitted, cleanUp) => {
    const { tableName } = table;
    const operations = [
      moveCase(tableName, submitted),
      claimNumber(tableName, submitted),
      ...cleanUpWith(tableName, submitted, cleanUp),
    ];
    try {
      const refusals = await writeTogether(table, operations);
      if (!refusals) return success(submitted.submission);
      // The case first: when it has moved on, whether the number is free does not matter any more.
      return refusals[0] ? explainCase(refusals[0], submitted) : failure({ code: "number-taken" });
    } catch (error) {
      const stored = await lookAgain(table, submitted);
      if (stored) return stored;
      throw error;
    }
  };

/** The one transaction by which a draft in table `cases` becomes a submission with a number of its own. */
export const createDynamoSubmissionStore = ({ tableName }: { tableName: string }): SubmissionStore => {
  const table = { documents: createDocuments(), tableName };
  return { submit: submit(table) };
};
