import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Session, SessionStore } from "../../app/session/ports.ts";
import { createDocuments } from "./case-client.ts";
import { type Operation, writeTogether } from "./case-transaction.ts";
import { sessionKeys } from "./keys.ts";
import { parseSessionItem, sessionItem } from "./session-item.ts";
import { createSessionRegistry, enterOperations } from "./session-registry.ts";

const ACTIVE = "idleExpiresAt > :now AND absoluteExpiresAt > :now";
const LAPSED = "idleExpiresAt <= :now AND absoluteExpiresAt > :now";

const readFound = (item: Record<string, unknown> | undefined): { session?: Session } =>
  item ? { session: parseSessionItem(item) } : {};

/** What stood in the way of the write (some stores give an empty item for an absent one); anything but a failed condition is not ours to explain. */
const itemThatRefused = (error: unknown): Record<string, unknown> | undefined => {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  return error.Item && Object.keys(error.Item).length > 0 ? unmarshall(error.Item) : undefined;
};

/** What a write that depends on a condition amounts to; whatever else goes wrong is thrown on. */
const unlessRefused = async <T>(write: Promise<T>): Promise<T | undefined> => {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

/** Table: pk `SESSION#<hash>`, and the registries of sessions; the region and the endpoint come from the environment. */
export const createDynamoSessionStore = ({ tableName }: { tableName: string }): SessionStore => {
  const documents = createDocuments();

  const read = async (tokenHash: string): Promise<Session | undefined> => {
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key: sessionKeys.session(tokenHash), ConsistentRead: true }),
    );
    return readFound(Item).session;
  };

  const { prune, ...registry } = createSessionRegistry(documents, tableName, read);

  /** Puts the session and enters it everywhere, together with what must happen before. */
  const open = async (before: Operation[], tokenHash: string, session: Session) => {
    const put = {
      TableName: tableName,
      Item: { ...sessionKeys.session(tokenHash), ...sessionItem(session) },
      ConditionExpression: "attribute_not_exists(pk)",
    };
    const entering = await enterOperations(tableName, tokenHash, session);
    const refused = await writeTogether({ documents, tableName }, [...before, { Put: put }, ...entering]);
    if (refused?.[before.length]) throw new Error("A new session's token was taken");
    return refused;
  };

  return {
    ...registry,
    read,

    async create(tokenHash, session) {
      await prune(session.account, session.createdAt);
      return (await open([], tokenHash, session)) === undefined;
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

    async replace(oldHash, newHash, session, now) {
      const consume = {
        TableName: tableName,
        Key: sessionKeys.session(oldHash),
        ConditionExpression: LAPSED,
        ExpressionAttributeValues: { ":now": now },
      };
      const refused = await open([{ Delete: consume }], newHash, session);
      if (!refused) return "replaced";
      return refused[0] ? "not-lapsed" : "ended";
    },

    async switchActing(tokenHash, acting, now) {
      const switched = await unlessRefused(
        documents.send(
          new UpdateCommand({
            TableName: tableName,
            Key: sessionKeys.session(tokenHash),
            UpdateExpression: "SET acting = :acting",
            ConditionExpression: ACTIVE,
            ExpressionAttributeValues: { ":acting": acting, ":now": now },
          }),
        ),
      );
      return switched !== undefined;
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

    async endOwn(account, tokenHash) {
      const ended = await unlessRefused(
        documents.send(
          new DeleteCommand({
            TableName: tableName,
            Key: sessionKeys.session(tokenHash),
            ConditionExpression: "account = :account",
            ExpressionAttributeValues: { ":account": account },
          }),
        ),
      );
      return ended !== undefined;
    },
  };
};
