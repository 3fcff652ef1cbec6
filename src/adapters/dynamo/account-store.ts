import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as v from "valibot";
import type { Account, AccountStore } from "../../app/session/ports.ts";
import type { AccountId } from "../../domain/ids.ts";
import { createDocuments } from "./case-client.ts";
import { accountKeys } from "./keys.ts";

const Instant = v.pipe(v.number(), v.integer());

const AccountItemSchema = v.object({
  schemaVersion: v.literal(1),
  identity: v.object({
    name: v.string(),
    birthName: v.string(),
    mothersName: v.string(),
    placeOfBirth: v.string(),
    dateOfBirth: v.string(),
  }),
  createdAt: Instant,
  identityRefreshedAt: Instant,
});

const parseAccountItem = (id: AccountId, item: Record<string, unknown>): Account => {
  const { schemaVersion: _, ...account } = v.parse(AccountItemSchema, item);
  return { id, ...account };
};

/** Item `ACCOUNT` of pk `ACCOUNT#<id>`; attributes beyond the identity are the client's own and stay untouched. */
export const createDynamoAccountStore = ({ tableName }: { tableName: string }): AccountStore => {
  const documents = createDocuments();

  return {
    async find(id) {
      const { Item } = await documents.send(
        new GetCommand({ TableName: tableName, Key: accountKeys.account(id), ConsistentRead: true }),
      );
      return Item && parseAccountItem(id, Item);
    },

    async recordLogin(id, identity, now, personKey) {
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: accountKeys.account(id),
          UpdateExpression:
            "SET #identity = :identity, identityRefreshedAt = :now, " +
            "createdAt = if_not_exists(createdAt, :now), schemaVersion = if_not_exists(schemaVersion, :version)",
          ExpressionAttributeNames: { "#identity": "identity" },
          ExpressionAttributeValues: { ":identity": identity, ":now": now, ":version": 1 },
        }),
      );
      if (personKey === undefined) return;
      const pointer = { ...accountKeys.ofPerson(personKey), schemaVersion: 1, account: id };
      await documents.send(new PutCommand({ TableName: tableName, Item: pointer }));
    },
  };
};
