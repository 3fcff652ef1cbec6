import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import type { RightRefusal, SubmissionChanges, SubmissionStore } from "../../app/cases/ports.ts";
import type { Submission } from "../../domain/case/case.ts";
import type { SubmittedRecord } from "../../domain/case/submit.ts";
import type { WorklistPlace } from "../../domain/office/worklist.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import { type Table, createDocuments } from "./table.ts";
import { parseCaseItem } from "./case-item.ts";
import { serializeAnswers } from "./case-parts.ts";
import { findDossier } from "./case-reader.ts";
import { storedEvents } from "./case-shorthand.ts";
import { explain, unchangedCase } from "./case-revision.ts";
import { type Operation, type Refused, writeTogether } from "./write-together.ts";
import { actingKeys, caseKeys } from "./keys.ts";

const revisionOf = ({ id, owner, draftVersion, submission }: SubmittedRecord) => ({
  caseId: id,
  owner,
  version: draftVersion,
  now: submission.at,
});

/** Where it waits: with the sweeper until it is filed, or on the records clerk's list. */
const waiting = ({ id, submission }: SubmittedRecord, place: WorklistPlace | undefined) =>
  place
    ? { worklistKey: caseKeys.worklist(place.office, place.list), worklistSort: place.sort }
    : { pendingKey: caseKeys.pending(id), pendingSince: submission.at };

/** Where the office finds it by name. */
const named = ({ catalogue }: SubmittedRecord, partyName: string) => ({
  nameKey: caseKeys.names(catalogue.office.id),
  nameSort: caseKeys.nameSort(partyName),
});

/** Condition: the table of transitions allows `submit` and the content is the validated one. */
const moveCase = (tableName: string, submitted: SubmittedRecord, { place }: SubmissionChanges): Operation => {
  const condition = unchangedCase(revisionOf(submitted));
  const { submission, partyName } = submitted;
  const attributes = Object.entries({
    submission,
    updatedAt: submission.at,
    // From now on it is among the party's cases, whoever began it and on whatever basis, and that says whose it is.
    ownerKey: caseKeys.owner(submitted.owner),
    ...(partyName !== undefined && { partyName, ...named(submitted, partyName) }),
    ...waiting(submitted, place),
  });
  return {
    Update: {
      TableName: tableName,
      Key: caseKeys.case(submitted.id),
      UpdateExpression: `SET #state = :to, events = list_append(events, :event), ${attributes
        .map(([name]) => `${name} = :${name}`)
        .join(", ")} REMOVE #owner`,
      ...condition,
      ExpressionAttributeValues: {
        ...condition.ExpressionAttributeValues,
        ":to": submitted.state,
        ":event": storedEvents(submitted.events.slice(-1), submitted),
        ...Object.fromEntries(attributes.map(([name, value]) => [`:${name}`, value])),
      },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
};

/**
 * Makes the number this case's before the case says so: a claim without its case harms nobody, the other way round two
 * cases could bear one number (docs/adr/0010). The seal lies with the claim: nothing ever writes that item again, and it
 * has room without a further write unit.
 */
const claimNumber = async (
  table: Table,
  { id, submission }: SubmittedRecord,
  seal: string,
): Promise<"claimed" | "taken"> => {
  const refusals = await writeTogether(table, [
    {
      Put: {
        TableName: table.tableName,
        Item: { ...caseKeys.submissionNumber(submission.number), schemaVersion: 1, caseId: id, seal },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  ]);
  return refusals ? "taken" : "claimed";
};

/**
 * Room is all that a claim nobody needs takes up, so it does not matter whether this works. Only the very claim of this
 * attempt goes: when the answer was lost and the client asks once more, another case may have the number by then.
 */
const release = async (
  { documents, tableName }: Table,
  { id, submission }: SubmittedRecord,
  seal: string,
): Promise<void> => {
  const claim = new DeleteCommand({
    TableName: tableName,
    Key: caseKeys.submissionNumber(submission.number),
    ConditionExpression: "caseId = :case AND seal = :seal",
    ExpressionAttributeValues: { ":case": id, ":seal": seal },
  });
  await documents.send(claim).catch(() => undefined);
};

const cleanUpWith = (
  TableName: string,
  { id }: SubmittedRecord,
  { answers, attachments, signed }: SubmissionChanges,
): Operation[] => {
  const drops = attachments.map(
    (attachment): Operation => ({ Delete: { TableName, Key: caseKeys.attachment(id, attachment) } }),
  );
  const parts = [
    ...(answers ? ["answers = :answers"] : []),
    ...(signed ? ["acting = :acting", "submitter = :submitter"] : []),
  ];
  if (parts.length === 0) return drops;
  const update: Operation = {
    Update: {
      TableName,
      Key: caseKeys.answers(id),
      UpdateExpression: `SET ${parts.join(", ")}`,
      ExpressionAttributeValues: {
        ...(answers && { ":answers": serializeAnswers(answers) }),
        ...(signed && { ":acting": signed.acting, ":submitter": signed.submitter }),
      },
    },
  };
  return [update, ...drops];
};

type Right = NonNullable<SubmissionChanges["right"]>;

/** Condition: the right that was checked at the beginning of the request has not been withdrawn since. */
const rightStands = (TableName: string, { personKey, basis }: Right): Operation[] => {
  if (basis.kind === "mandate") {
    const Key = actingKeys.mandate(personKey, basis.mandate);
    const ConditionExpression = "attribute_exists(pk) AND attribute_not_exists(revokedAt)";
    return [{ ConditionCheck: { TableName, Key, ConditionExpression } }];
  }
  if (basis.kind !== "statutory") return [];
  const Key = actingKeys.representation(personKey, basis.entry);
  return [{ ConditionCheck: { TableName, Key, ConditionExpression: "attribute_exists(pk)" } }];
};

const withdrawn = ({ basis }: Right): RightRefusal => ({
  code: basis.kind === "mandate" ? "mandate-revoked" : "representation-ended",
});

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
  table: Table,
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

type Answer = Awaited<ReturnType<SubmissionStore["submit"]>>;

/** The one write that moves the case, with all that goes along. */
const commit = async (
  table: Table,
  accountsTable: string,
  submitted: SubmittedRecord,
  changes: SubmissionChanges,
): Promise<Answer> => {
  const { tableName } = table;
  const { right } = changes;
  const operations = [
    moveCase(tableName, submitted, changes),
    ...(right ? rightStands(accountsTable, right) : []),
    ...cleanUpWith(tableName, submitted, changes),
  ];
  try {
    const refusals = await writeTogether(table, operations);
    if (!refusals) return success(submitted.submission);
    const [onCase, onRight] = refusals;
    // The case first: when it has moved on, whether the right stands does not matter any more.
    if (!onCase && right && onRight) return failure(withdrawn(right));
    return explainCase(onCase ?? {}, submitted);
  } catch (error) {
    const stored = await lookAgain(table, submitted);
    if (stored) return stored;
    throw error;
  }
};

const submit =
  (table: Table, accountsTable: string): SubmissionStore["submit"] =>
  async (submitted, changes) => {
    if ((await claimNumber(table, submitted, changes.seal)) === "taken")
      return failure({ code: "number-taken" });
    const answer = await commit(table, accountsTable, submitted, changes);
    const isUsed = answer.ok && answer.value.number === submitted.submission.number;
    if (!isUsed) await release(table, submitted, changes.seal);
    return answer;
  };

/**
 * The claim of a number and then the one write by which a draft in table `cases` becomes a submission under it. What goes
 * with the draft, and the right of whoever submits for somebody else (in table `accounts`), are part of that write.
 */
export const createDynamoSubmissionStore = ({
  tableName,
  accountsTable,
}: {
  tableName: string;
  accountsTable: string;
}): SubmissionStore => {
  const table = { documents: createDocuments(), tableName };
  return { submit: submit(table, accountsTable) };
};
