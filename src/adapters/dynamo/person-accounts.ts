import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { AccountId } from "../../domain/ids.ts";
import { createDocuments } from "./case-client.ts";
import { accountKeys } from "./keys.ts";

/** The account of the person with this key, if they have one. */
export const createDynamoPersonAccounts = ({ tableName }: { tableName: string }) => {
  const documents = createDocuments();
  return async (personKey: string): Promise<AccountId | undefined> => {
    const Key = accountKeys.ofPerson(personKey);
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key, ConsistentRead: true }),
    );
    return Item?.["account"] as AccountId | undefined;
  };
};
