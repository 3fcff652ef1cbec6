import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { LogoutTokenStore } from "../../app/session/ports.ts";
import { getItem } from "./get-item.ts";
import { sessionKeys } from "./keys.ts";
import { parseLogoutTokenItem } from "./session-item.ts";
import { createDocuments } from "./table.ts";

/** In the sessions table: pk `JTI#<hash>`. Its time to live only cleans up: the expiry is compared here. */
export const createDynamoLogoutTokenStore = ({ tableName }: { tableName: string }): LogoutTokenStore => {
  const documents = createDocuments();

  return {
    async wasUsed(tokenHash, now) {
      const item = await getItem({ documents, tableName }, sessionKeys.logoutToken(tokenHash));
      return item !== undefined && parseLogoutTokenItem(item).expiresAt > now;
    },

    async markUsed(tokenHash, expiresAt) {
      const Item = { ...sessionKeys.logoutToken(tokenHash), schemaVersion: 1, expiresAt };
      await documents.send(new PutCommand({ TableName: tableName, Item }));
    },
  };
};
