import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { WaitingHandovers } from "../../app/delivery/waiting-cases.ts";
import { destinationName } from "../../domain/delivery/handover.ts";
import type { CaseId } from "../../domain/ids.ts";
import { batchGet } from "./batch-get.ts";
import { parseHandoverItem } from "./handover-item.ts";
import { caseKeys } from "./keys.ts";
import { createDocuments, type Table } from "./table.ts";

const ID_LENGTH = 26;

/** Ids come from index `worklist`, which may be a moment behind; what still waits is read from the items themselves. */
export const createWaitingHandovers = ({ tableName }: { tableName: string }): WaitingHandovers => {
  const table: Table = { documents: createDocuments(), tableName };
  return {
    async page(destination, limit, after) {
      const worklistKey = caseKeys.systemList(destination.office, destination.system);
      const { Items = [], LastEvaluatedKey } = await table.documents.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: "worklist",
          KeyConditionExpression: "worklistKey = :list",
          ExpressionAttributeValues: { ":list": worklistKey },
          Limit: limit,
          ...(after !== undefined && {
            ExclusiveStartKey: {
              ...caseKeys.handoverItem(after.slice(-ID_LENGTH) as CaseId),
              worklistKey,
              worklistSort: after,
            },
          }),
        }),
      );
      const ids = Items.map(({ pk }) => caseKeys.idOf(String(pk)));
      const items = await batchGet(table, ids.map(caseKeys.handoverItem));
      const byId = new Map(items.map(parseHandoverItem).map((handover) => [handover.caseId, handover]));
      const handovers = ids.flatMap((id) => {
        const handover = byId.get(id);
        const isWaiting =
          handover?.state !== "done" &&
          handover !== undefined &&
          destinationName(handover) === destinationName(destination);
        return isWaiting ? [handover] : [];
      });
      const next = LastEvaluatedKey?.["worklistSort"];
      return { handovers, ...(typeof next === "string" && { next }) };
    },
  };
};
