import { GetCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { FileReference, WaitingFiles } from "../../app/cases/attachment-ports.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { type Table, createDocuments } from "./table.ts";
import { foundIn, parseAttachment } from "./case-parts.ts";
import { updateIf } from "./case-scan-store.ts";
import { caseKeys } from "./keys.ts";

/** One list of index `pending`: eventually consistent, sparse. */
async function* listed(
  { documents, tableName }: Table,
  shards: readonly string[],
  before: EpochSeconds,
): AsyncGenerator<FileReference> {
  for (const shard of shards) {
    const pages = paginateQuery(
      { client: documents },
      {
        TableName: tableName,
        IndexName: "pending",
        KeyConditionExpression: "pendingKey = :shard AND pendingSince < :before",
        ExpressionAttributeValues: { ":shard": shard, ":before": before },
      },
    );
    for await (const { Items = [] } of pages)
      for (const { pk, sk } of Items)
        yield { caseId: caseKeys.idOf(String(pk)), attachment: caseKeys.attachmentIdOf(String(sk)) };
  }
}

const giveUp = async (table: Table, { caseId, attachment }: FileReference): Promise<boolean> => {
  const Key = caseKeys.attachment(caseId, attachment);
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.tableName, Key, ConsistentRead: true }),
  );
  const file = Item && parseAttachment(Item);
  if (file?.objectVersion === undefined) return false;
  if (file.state !== "scanning") {
    await updateIf(table, {
      Key,
      UpdateExpression: "REMOVE pendingKey, pendingSince",
      ConditionExpression: "attribute_exists(pk)",
    });
    return false;
  }
  return updateIf(table, {
    Key,
    UpdateExpression: "ADD #failed :versions REMOVE pendingKey, pendingSince",
    // A result of this very moment has ended the wait itself.
    ConditionExpression: "objectVersion = :version AND pendingKey = :waiting",
    ExpressionAttributeNames: { "#failed": foundIn("failed") },
    ExpressionAttributeValues: {
      ":versions": new Set([file.objectVersion]),
      ":version": file.objectVersion,
      ":waiting": caseKeys.awaitedScan(caseId),
    },
  });
};

/** Files of table `cases` whose upload or scan has not come to an end. */
export const createDynamoWaitingFiles = ({ tableName }: { tableName: string }): WaitingFiles => {
  const table = { documents: createDocuments(), tableName };
  return {
    scanning: (before) => listed(table, caseKeys.awaitedScanShards(), before),
    unfinished: (before) => listed(table, caseKeys.unfinishedUploadShards(), before),
    giveUp: (file) => giveUp(table, file),
  };
};
