import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { RightSources } from "../../app/acting/right-to-act.ts";
import { createDocuments } from "./case-client.ts";
import { actingKeys } from "./keys.ts";
import { parseMandateItem } from "./mandate-item.ts";
import { parseRegisterItem } from "./register-item.ts";

/** What the check of every request reads: one item, as it stands now. Mandates and register lie in one table. */
export const createDynamoRightSources = ({
  tableName,
}: {
  tableName: string;
}): Pick<RightSources, "mandates" | "register"> => {
  const documents = createDocuments();
  const read = async (Key: { pk: string; sk: string }) =>
    (await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item;

  return {
    mandates: {
      async find(proxyKey, id) {
        const item = await read(actingKeys.mandate(proxyKey, id));
        return item && parseMandateItem(item);
      },
    },
    register: {
      async find(personKey, entry) {
        const item = await read(actingKeys.representation(personKey, entry));
        return item && parseRegisterItem(item);
      },
    },
  };
};
