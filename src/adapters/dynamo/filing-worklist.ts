import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Worklist } from "../../app/filing/ports.ts";
import { createDocuments } from "./table.ts";
import { caseKeys } from "./keys.ts";

const documents = createDocuments();

/** Index `worklist` of the cases table, which projects the keys only: case ids, not cases. */
export const createWorklist = ({ casesTable }: { casesTable: string }): Worklist => ({
  page: async (office, team, limit, after) => {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: casesTable,
        IndexName: "worklist",
        KeyConditionExpression: "worklistKey = :list",
        ExpressionAttributeValues: { ":list": caseKeys.worklist(office, `team:${team}`) },
        Limit: limit,
        ExclusiveStartKey: after,
      }),
    );
    const caseIds = Items.map((item) => caseKeys.idOf(String(item["pk"])));
    return LastEvaluatedKey ? { caseIds, next: LastEvaluatedKey } : { caseIds };
  },
});
