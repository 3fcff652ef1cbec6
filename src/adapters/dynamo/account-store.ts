import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { PersonalAccount, PersonalAccountReader, SettingsStore } from "../../app/account/ports.ts";
import type { AccountStore } from "../../app/session/ports.ts";
import type { Submitter } from "../../domain/case/case.ts";
import type { AccountId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { ACCOUNT_IS_THERE, isBeingDeleted, parseAccountItem } from "./account-item.ts";
import { type CasesTable, createDocuments } from "./case-client.ts";
import { accountKeys } from "./keys.ts";

export const findAccountItem = async (
  { documents, tableName }: CasesTable,
  id: AccountId,
): Promise<PersonalAccount | undefined> => {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tableName, Key: accountKeys.account(id), ConsistentRead: true }),
  );
  return Item && !isBeingDeleted(Item) ? parseAccountItem(id, Item) : undefined;
};

/** False when the condition of the write did not hold. */
const held = async (documents: DynamoDBDocumentClient, write: UpdateCommand): Promise<boolean> => {
  try {
    await documents.send(write);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

const refreshIdentity = (tableName: string, id: AccountId, identity: Submitter, now: EpochSeconds) =>
  new UpdateCommand({
    TableName: tableName,
    Key: accountKeys.account(id),
    ConditionExpression: "attribute_not_exists(deletingAt)",
    UpdateExpression:
      "SET #identity = :identity, identityRefreshedAt = :now, " +
      "createdAt = if_not_exists(createdAt, :now), schemaVersion = if_not_exists(schemaVersion, :version)",
    ExpressionAttributeNames: { "#identity": "identity" },
    ExpressionAttributeValues: { ":identity": identity, ":now": now, ":version": 1 },
  });

/** What a deletion that broke off left over is cleared: the account begins anew, empty. */
const beginAnew = (tableName: string, id: AccountId, identity: Submitter, now: EpochSeconds) =>
  new UpdateCommand({
    TableName: tableName,
    Key: accountKeys.account(id),
    UpdateExpression:
      "SET #identity = :identity, identityRefreshedAt = :now, createdAt = :now, schemaVersion = :version " +
      "REMOVE settings, #version, email, pendingEmail, deletingAt",
    ExpressionAttributeNames: { "#identity": "identity", "#version": "version" },
    ExpressionAttributeValues: { ":identity": identity, ":now": now, ":version": 1 },
  });

/**
 * Item `ACCOUNT` of pk `ACCOUNT#<id>`: what the broker says, refreshed at each login, and what the client
 * decided, which a login leaves alone. Beside it pk `PERSON#<personKey>`, the way from a person to the account.
 */
export const createDynamoAccountStore = ({
  tableName,
}: {
  tableName: string;
}): AccountStore & PersonalAccountReader & SettingsStore => {
  const documents = createDocuments();

  return {
    find: (id) => findAccountItem({ documents, tableName }, id),

    async recordLogin(id, identity, now, personKey) {
      if (!(await held(documents, refreshIdentity(tableName, id, identity, now))))
        await documents.send(beginAnew(tableName, id, identity, now));
      if (personKey === undefined) return;
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: accountKeys.ofPerson(personKey),
          UpdateExpression: "SET account = :account",
          ExpressionAttributeValues: { ":account": id },
        }),
      );
    },

    save: (id, version, settings) =>
      held(
        documents,
        new UpdateCommand({
          TableName: tableName,
          Key: accountKeys.account(id),
          ConditionExpression: `${ACCOUNT_IS_THERE} AND ${
            version === 0 ? "attribute_not_exists(#version)" : "#version = :version"
          }`,
          UpdateExpression: "SET settings = :settings, #version = :next",
          ExpressionAttributeNames: { "#version": "version" },
          ExpressionAttributeValues: {
            ":settings": settings,
            ":next": version + 1,
            ...(version > 0 && { ":version": version }),
          },
        }),
      ),
  };
};
