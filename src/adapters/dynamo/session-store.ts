import { ConditionalCheckFailedException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Session, SessionStore } from "../../app/session/ports.ts";
import { createDocuments } from "./case-client.ts";
import { sessionKeys } from "./keys.ts";
import { parseSessionItem, sessionItem } from "./session-item.ts";

const ACTIVE = "idleExpiresAt > :now AND absoluteExpiresAt > :now";
const LAPSED = "idleExpiresAt <= :now AND absoluteExpiresAt > :now";

const readFound = (item: Record<string, unknown> | undefined): { session?: Session } =>
  item ? { session: parseSessionItem(item) } : {};

/** What stood in the way of the write (some stores give an empty item for an absent one); anything but a failed condition is not ours to explain. */
const itemThatRefused = (error: unknown): Record<string, unknown> | undefined => {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  return error.Item && Object.keys(error.Item).length > 0 ? unmarshall(error.Item) : undefined;
};

const lostTheRace = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  error.CancellationReasons?.[0]?.Code === "ConditionalCheckFailed";

/** Table: pk `SESSION#<hash>`; the region and the endpoint come from the environment. */
export const createDynamoSessionStore = ({ tableName }: { tableName: string }): SessionStore => {
  const documents = createDocuments();

  return {
    async create(tokenHash, session) {
      await documents.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...sessionKeys.session(tokenHash), ...sessionItem(session) },
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
    },

    async touch(tokenHash, now, idleExpiresAt) {
      try {
        const { Attributes } = await documents.send(
          new UpdateCommand({
            TableName: tableName,
            Key: sessionKeys.session(tokenHash),
            UpdateExpression: "SET idleExpiresAt = :idle",
            // Never backwards: of parallel requests the latest instant wins, whatever the order they arrive in.
            ConditionExpression: `${ACTIVE} AND idleExpiresAt <= :idle`,
            ExpressionAttributeValues: { ":now": now, ":idle": idleExpiresAt },
            ReturnValues: "ALL_NEW",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        );
        return { touched: true, ...readFound(Attributes) };
      } catch (error) {
        return { touched: false, ...readFound(itemThatRefused(error)) };
      }
    },

    async read(tokenHash) {
      const { Item } = await documents.send(
        new GetCommand({ TableName: tableName, Key: sessionKeys.session(tokenHash), ConsistentRead: true }),
      );
      return readFound(Item).session;
    },

    async replace(oldHash, newHash, session, now) {
      const consume = {
        TableName: tableName,
        Key: sessionKeys.session(oldHash),
        ConditionExpression: LAPSED,
        ExpressionAttributeValues: { ":now": now },
      };
      const open = {
        TableName: tableName,
        Item: { ...sessionKeys.session(newHash), ...sessionItem(session) },
        ConditionExpression: "attribute_not_exists(pk)",
      };
      try {
        await documents.send(
          new TransactWriteCommand({ TransactItems: [{ Delete: consume }, { Put: open }] }),
        );
        return true;
      } catch (error) {
        if (lostTheRace(error)) return false;
        throw error;
      }
    },

    async end(tokenHash) {
      const { Attributes } = await documents.send(
        new DeleteCommand({
          TableName: tableName,
          Key: sessionKeys.session(tokenHash),
          ReturnValues: "ALL_OLD",
        }),
      );
      return readFound(Attributes).session;
    },
  };
};
