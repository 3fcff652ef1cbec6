import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { PersonalAccount, PersonalAccountReader, SettingsStore } from "../../app/account/ports.ts";
import type { AccountStore } from "../../app/session/ports.ts";
import type { Submitter } from "../../domain/case/case.ts";
import type { AccountId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { ACCOUNT_IS_THERE, isBeingDeleted, parseAccountItem, savedLanguageOf } from "./account-item.ts";
import { unlessRefused } from "./conditional.ts";
import { getItem } from "./get-item.ts";
import { accountKeys } from "./keys.ts";
import { createDocuments, type Table } from "./table.ts";

export const findAccountItem = async (table: Table, id: AccountId): Promise<PersonalAccount | undefined> => {
  const item = await getItem(table, accountKeys.account(id));
  return item && !isBeingDeleted(item) ? parseAccountItem(id, item) : undefined;
};

/** False when the condition of the write did not hold. */
const held = async (documents: DynamoDBDocumentClient, write: UpdateCommand): Promise<boolean> =>
  (await unlessRefused(documents.send(write))) !== undefined;

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
    ReturnValues: "ALL_NEW",
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
      const refreshed = await unlessRefused(documents.send(refreshIdentity(tableName, id, identity, now)));
      if (!refreshed) await documents.send(beginAnew(tableName, id, identity, now));
      const language = savedLanguageOf(refreshed?.Attributes ?? {});
      if (personKey === undefined) return language;
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: accountKeys.ofPerson(personKey),
          UpdateExpression: "SET account = :account",
          ExpressionAttributeValues: { ":account": id },
        }),
      );
      return language;
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
