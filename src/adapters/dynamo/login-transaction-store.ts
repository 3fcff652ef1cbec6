import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { LoginTransactionStore } from "../../app/session/ports.ts";
import { failure, success } from "../../domain/result.ts";
import { sessionKeys } from "./keys.ts";
import { loginItem, parseLoginItem } from "./session-item.ts";

/** In the sessions table: pk `LOGIN#<hash>`. */
export const createDynamoLoginTransactionStore = ({
  tableName,
}: {
  tableName: string;
}): LoginTransactionStore => {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

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
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return failure({ code: error.Item ? "state-mismatch" : "unknown" });
      }
    },
  };
};
