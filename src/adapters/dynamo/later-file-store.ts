import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import type { LaterFileStore } from "../../app/casework/file-ports.ts";
import type { AttachmentId, CaseId } from "../../domain/ids.ts";
import { attachmentItem } from "./case-parts.ts";
import { updateIf } from "./case-scan-store.ts";
import { caseKeys } from "./keys.ts";
import { createDocuments, type Table } from "./table.ts";
import { writeTogether } from "./write-together.ts";

/** What came with the submission is not for this store to touch. */
const CAME_LATER = "attribute_exists(purpose)";
const PENDING = `${CAME_LATER} AND attribute_not_exists(objectVersion)`;

const deleteIf = async (
  { documents, tableName }: Table,
  caseId: CaseId,
  file: AttachmentId,
  ConditionExpression: string,
): Promise<boolean> => {
  try {
    const Key = caseKeys.attachment(caseId, file);
    await documents.send(new DeleteCommand({ TableName: tableName, Key, ConditionExpression }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

const add =
  (table: Table): LaterFileStore["add"] =>
  async (caseId, file, states) => {
    const { tableName: TableName } = table;
    const names = states.map((_, index) => `:state${index}`);
    const refused = await writeTogether(table, [
      {
        ConditionCheck: {
          TableName,
          Key: caseKeys.case(caseId),
          ConditionExpression: `#state IN (${names.join(", ")})`,
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: Object.fromEntries(
            states.map((state, index) => [`:state${index}`, state]),
          ),
        },
      },
      {
        Put: {
          TableName,
          Item: {
            ...attachmentItem(caseId, file),
            pendingKey: caseKeys.unfinishedUpload(caseId),
            pendingSince: file.addedAt,
          },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
    ]);
    return refused === undefined;
  };

const confirm =
  (table: Table): LaterFileStore["confirm"] =>
  (caseId, file, objectVersion, now) =>
    updateIf(table, {
      Key: caseKeys.attachment(caseId, file),
      UpdateExpression: "SET objectVersion = :object, pendingKey = :scan, pendingSince = :now",
      ConditionExpression: PENDING,
      ExpressionAttributeValues: {
        ":object": objectVersion,
        ":scan": caseKeys.awaitedScan(caseId),
        ":now": now,
      },
    });

/** Files of later documents in table `cases`; casework-store.ts binds them to their document (`boundTo`). */
export const createLaterFileStore = ({ tableName }: { tableName: string }): LaterFileStore => {
  const table = { documents: createDocuments(), tableName };
  return {
    add: add(table),
    confirm: confirm(table),
    remove: (caseId, file) =>
      deleteIf(
        table,
        caseId,
        file,
        `attribute_not_exists(pk) OR (${CAME_LATER} AND attribute_not_exists(boundTo))`,
      ),
    dropPending: (caseId, file) => deleteIf(table, caseId, file, PENDING),
  };
};
