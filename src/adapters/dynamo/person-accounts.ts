import type { AccountId } from "../../domain/ids.ts";
import { getItem } from "./get-item.ts";
import { accountKeys } from "./keys.ts";
import { createDocuments } from "./table.ts";

/** The account of the person with this key, if they have one. */
export const createDynamoPersonAccounts = ({ tableName }: { tableName: string }) => {
  const table = { documents: createDocuments(), tableName };
  return async (personKey: string): Promise<AccountId | undefined> =>
    (await getItem(table, accountKeys.ofPerson(personKey)))?.["account"] as AccountId | undefined;
};
