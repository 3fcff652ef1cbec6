import { paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { DueDeliveries, DueDelivery } from "../../app/procedure/ports.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { caseKeys } from "./keys.ts";
import { createDocuments, type Table } from "./table.ts";

async function* due(table: Table, shard: string, now: EpochSeconds): AsyncGenerator<DueDelivery> {
  const pages = paginateQuery(
    { client: table.documents },
    {
      TableName: table.tableName,
      IndexName: "pending",
      KeyConditionExpression: "pendingKey = :shard AND pendingSince <= :now",
      ExpressionAttributeValues: { ":shard": shard, ":now": now },
    },
  );
  for await (const { Items = [] } of pages)
    for (const { pk, sk } of Items)
      yield { caseId: caseKeys.idOf(String(pk)), document: caseKeys.documentIdOf(String(sk)) };
}

/** Documents of table `cases` whose delivery has a next step (document-item.ts puts them on the list). */
export const createDueDeliveries = ({ tableName }: { tableName: string }): DueDeliveries => {
  const table = { documents: createDocuments(), tableName };
  return { shards: caseKeys.deliveryShards(), due: (shard, now) => due(table, shard, now) };
};
