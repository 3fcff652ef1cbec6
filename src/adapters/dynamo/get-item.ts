import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Table } from "./table.ts";

/** The item as it stands now; undefined when there is none. */
export const getItem = async (
  { documents, tableName }: Table,
  Key: Readonly<Record<string, string>>,
): Promise<Record<string, unknown> | undefined> =>
  (await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item;
