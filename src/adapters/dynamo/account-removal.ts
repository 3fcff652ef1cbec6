import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, type DeleteCommandInput, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { AccountRemoval } from "../../app/account/ports.ts";
import { parseAccountItem } from "./account-item.ts";
import { createDocuments } from "./case-client.ts";
import { accountKeys } from "./keys.ts";

/** What a condition refuses has been removed before, or belongs to somebody else now. */
const unlessRefused = async <T>(write: Promise<T>): Promise<T | undefined> => {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

/** Takes an account out of the accounts table, the account's own item last. */
export const createDynamoAccountRemoval = ({ tableName }: { tableName: string }): AccountRemoval => {
  const documents = createDocuments();
  const remove = (input: Omit<DeleteCommandInput, "TableName">) =>
    unlessRefused(documents.send(new DeleteCommand({ TableName: tableName, ...input })));

  return {
    async begin(id, now) {
      const marked = await unlessRefused(
        documents.send(
          new UpdateCommand({
            TableName: tableName,
            Key: accountKeys.account(id),
            ConditionExpression: "attribute_exists(pk)",
            UpdateExpression: "SET deletingAt = if_not_exists(deletingAt, :now)",
            ExpressionAttributeValues: { ":now": now },
            ReturnValues: "ALL_NEW",
          }),
        ),
      );
      return marked?.Attributes && parseAccountItem(id, marked.Attributes);
    },

    async finish(id, account, personKey) {
      if (account?.pendingEmail) await remove({ Key: accountKeys.emailLink(account.pendingEmail.tokenHash) });
      // The same person may have come through another broker since, with another account.
      if (personKey !== undefined)
        await remove({
          Key: accountKeys.ofPerson(personKey),
          ConditionExpression: "account = :account",
          ExpressionAttributeValues: { ":account": id },
        });
      // A login of the last moment has begun a new account: that one stays.
      await remove({ Key: accountKeys.account(id), ConditionExpression: "attribute_exists(deletingAt)" });
    },
  };
};
