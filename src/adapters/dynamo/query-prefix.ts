import { paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { CasesTable } from "./case-client.ts";

/** Every item of a partition whose sort key begins with `prefix`, as of now. */
export const queryPrefix = async (
  { documents, tableName }: CasesTable,
  pk: string,
  prefix: string,
): Promise<Record<string, unknown>[]> => {
  const pages = paginateQuery(
    { client: documents },
    {
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": pk, ":prefix": prefix },
    },
  );
  const items: Record<string, unknown>[] = [];
  for await (const page of pages) items.push(...(page.Items ?? []));
  return items;
};
