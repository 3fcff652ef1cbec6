import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { LogoutTokenStore } from "../../app/session/ports.ts";
import { createDocuments } from "./case-client.ts";
import { sessionKeys } from "./keys.ts";
import { parseLogoutTokenItem } from "./session-item.ts";

/** In the sessions table: pk `JTI#<hash>`. Its time to live only cleans up: the expiry is compared here. */
export const createDynamoLogoutTokenStore = ({ tableName }: { tableName: string }): LogoutTokenStore => {
  const documents = createDocuments();

  return {
    async wasUsed(tokenHash, now) {
      const Key = sessionKeys.logoutToken(tokenHash);
      const { Item } = await documents.send(
        new GetCommand({ TableName: tableName, Key, ConsistentRead: true }),
      );
      return Item !== undefined && parseLogoutTokenItem(Item).expiresAt > now;
    },

    async markUsed(tokenHash, expiresAt) {
      const Item = { ...sessionKeys.logoutToken(tokenHash), schemaVersion: 1, expiresAt };
      await documents.send(new PutCommand({ TableName: tableName, Item }));
    },
  };
};
