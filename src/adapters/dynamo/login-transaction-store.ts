import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { LoginTransactionStore } from "../../app/session/ports.ts";
import { failure, success } from "../../domain/result.ts";
import { itemThatRefused } from "./conditional.ts";
import { sessionKeys } from "./keys.ts";
import { loginItem, parseLoginItem } from "./session-item.ts";
import { createDocuments } from "./table.ts";

/** In the sessions table: pk `LOGIN#<hash>`. */
export const createDynamoLoginTransactionStore = ({
  tableName,
}: {
  tableName: string;
}): LoginTransactionStore => {
  const documents = createDocuments();

  return {
    async create(tokenHash, transaction) {
      await documents.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...sessionKeys.loginTransaction(tokenHash), ...loginItem(transaction) },
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
    },

    async take(tokenHash, state) {
      try {
        const { Attributes } = await documents.send(
          new DeleteCommand({
            TableName: tableName,
            Key: sessionKeys.loginTransaction(tokenHash),
            ConditionExpression: "#state = :state",
            ExpressionAttributeNames: { "#state": "state" },
            ExpressionAttributeValues: { ":state": state },
            ReturnValues: "ALL_OLD",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        );
        return Attributes ? success(parseLoginItem(Attributes)) : failure({ code: "unknown" });
      } catch (error) {
        return failure({ code: itemThatRefused(error) ? "state-mismatch" : "unknown" });
      }
    },
  };
};
