import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import type { FileVersion, ScanStore } from "../../app/cases/attachment-ports.ts";
import type { ScanResult } from "../../domain/case/scan.ts";
import { type Table, createDocuments } from "./table.ts";
import { foundIn } from "./case-parts.ts";
import { caseKeys } from "./keys.ts";

/** Far more uploads of one file than its permit leaves time for; a bound for the item's size. */
const MOST_VERSIONS = 20;

/** False: the condition did not hold. */
export const updateIf = async (
  { documents, tableName }: Table,
  input: Omit<UpdateCommandInput, "TableName">,
): Promise<boolean> => {
  try {
    await documents.send(new UpdateCommand({ TableName: tableName, ...input }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/** The version the file is bound to: with its result, the wait is over. */
const noteAwaited = (table: Table, file: FileVersion, result: ScanResult): Promise<boolean> =>
  updateIf(table, {
    Key: caseKeys.attachment(file.caseId, file.attachment),
    UpdateExpression: "ADD #found :versions REMOVE pendingKey, pendingSince",
    ConditionExpression: "objectVersion = :version",
    ExpressionAttributeNames: { "#found": foundIn(result) },
    ExpressionAttributeValues: {
      ":versions": new Set([file.objectVersion]),
      ":version": file.objectVersion,
    },
  });

/** Any other version, or one that was scanned faster than looked at. */
const noteAny = (table: Table, file: FileVersion, result: ScanResult): Promise<boolean> =>
  updateIf(table, {
    Key: caseKeys.attachment(file.caseId, file.attachment),
    UpdateExpression: "ADD #found :versions",
    ConditionExpression:
      "attribute_exists(pk) AND (attribute_not_exists(#found) OR size(#found) < :most OR contains(#found, :version))",
    ExpressionAttributeNames: { "#found": foundIn(result) },
    ExpressionAttributeValues: {
      ":versions": new Set([file.objectVersion]),
      ":version": file.objectVersion,
      ":most": MOST_VERSIONS,
    },
  });

/**
 * Scan results lie with the file's entry in table `cases`, as sets of versions: adding to a set can be repeated, and
 * its order does not matter. The draft's version stays, so a result never gets in the way of what the client writes.
 */
export const createDynamoScanStore = ({ tableName }: { tableName: string }): ScanStore => {
  const table = { documents: createDocuments(), tableName };
  return {
    note: async (file, result) =>
      (await noteAwaited(table, file, result)) || (await noteAny(table, file, result)),
  };
};
