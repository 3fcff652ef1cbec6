import { paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { DocumentDrafts } from "../../app/account/delete-account.ts";
import type { CaseId } from "../../domain/ids.ts";
import { createDocuments } from "./table.ts";
import { caseKeys } from "./keys.ts";

/** From index `by-owner`, which may miss what was begun in the last moments and still name what is gone. */
export const createDynamoDocumentDrafts = ({ tableName }: { tableName: string }): DocumentDrafts => {
  const client = createDocuments();
  return {
    async begunBy(account) {
      const pages = paginateQuery(
        { client },
        {
          TableName: tableName,
          IndexName: "by-owner",
          KeyConditionExpression: "ownerKey = :owner",
          ExpressionAttributeValues: { ":owner": caseKeys.documentDrafts(account) },
        },
      );
      const ids: CaseId[] = [];
      for await (const page of pages)
        ids.push(...(page.Items ?? []).map(({ pk }) => caseKeys.idOf(String(pk))));
      return ids;
    },
  };
};
