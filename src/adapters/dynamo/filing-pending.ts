import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as v from "valibot";
import type { PendingCase, PendingCases } from "../../app/filing/ports.ts";
import { createDocuments } from "./table.ts";
import { caseKeys } from "./keys.ts";

const documents = createDocuments();

const PAGE_SIZE = 100;

const PendingItemSchema = v.pipe(
  v.object({ id: v.string(), book: v.string(), pendingOffice: v.string(), pendingSince: v.number() }),
  v.transform(
    ({ id, book, pendingOffice, pendingSince }) =>
      ({ caseId: id, office: pendingOffice, book, since: pendingSince }) as PendingCase,
  ),
);

/** Index `pending` of the cases table: eventually consistent, sparse, cleared by filing. */
export const createPendingCases = ({ casesTable }: { casesTable: string }): PendingCases => ({
  shards: caseKeys.pendingShards(),
  page: async (shard, submittedBefore, after) => {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: casesTable,
        IndexName: "pending",
        KeyConditionExpression: "pendingKey = :shard AND pendingSince < :before",
        ExpressionAttributeValues: { ":shard": shard, ":before": submittedBefore },
        Limit: PAGE_SIZE,
        ExclusiveStartKey: after,
      }),
    );
    const cases = Items.map((item) => v.parse(PendingItemSchema, item));
    return LastEvaluatedKey ? { cases, next: LastEvaluatedKey } : { cases };
  },
});
