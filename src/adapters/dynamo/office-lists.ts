import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { OfficeLists } from "../../app/office/ports.ts";
import { parseListedCase } from "./case-item.ts";
import { positionOf, readPosition } from "./index-position.ts";
import { caseKeys } from "./keys.ts";
import { createDocuments } from "./table.ts";

/** Index `worklist` of the cases table: eventually consistent, everything a list shows is in it. */
export const createOfficeLists = ({ casesTable }: { casesTable: string }): OfficeLists => {
  const documents = createDocuments();
  return {
    async page(office, list, limit, after) {
      const worklistKey = caseKeys.worklist(office, list);
      const keyAt = (position: string) => ({ ...readPosition(position, "worklistSort"), worklistKey });
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new QueryCommand({
          TableName: casesTable,
          IndexName: "worklist",
          KeyConditionExpression: "worklistKey = :list",
          ExpressionAttributeValues: { ":list": worklistKey },
          // Work begins with the most urgent; of what is finished the newest is looked for.
          ScanIndexForward: list !== "done",
          Limit: limit,
          ...(after !== undefined && { ExclusiveStartKey: keyAt(after) }),
        }),
      );
      const next = LastEvaluatedKey && positionOf(LastEvaluatedKey, "worklistSort");
      const cases = Items.map((item) => ({
        ...parseListedCase(item),
        position: positionOf(item, "worklistSort"),
      }));
      return { cases, ...(next !== undefined && { next }) };
    },
  };
};
