import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { DueHandovers } from "../../app/delivery/ports.ts";
import { parseDueItem } from "./handover-item.ts";
import { caseKeys } from "./keys.ts";
import { createDocuments } from "./table.ts";

const PAGE_SIZE = 100;

/** Index `pending` of the cases table: eventually consistent, sparse. */
export const createDueHandovers = ({ tableName }: { tableName: string }): DueHandovers => {
  const documents = createDocuments();
  return {
    shards: caseKeys.handoverShards(),
    async page(shard, before, after) {
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: "pending",
          KeyConditionExpression: "pendingKey = :shard AND pendingSince <= :before",
          ExpressionAttributeValues: { ":shard": shard, ":before": before },
          Limit: PAGE_SIZE,
          ExclusiveStartKey: after,
        }),
      );
      const handovers = Items.map(parseDueItem);
      return LastEvaluatedKey ? { handovers, next: LastEvaluatedKey } : { handovers };
    },
  };
};
