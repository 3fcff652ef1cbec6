import { DeleteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Session, SessionStore } from "../../app/session/ports.ts";
import { itemThatRefused, unlessRefused } from "./conditional.ts";
import { getItem } from "./get-item.ts";
import { sessionKeys } from "./keys.ts";
import { movedItem, parseMovedTo, parseSessionItem, sessionItem } from "./session-item.ts";
import { createSessionRegistry, enterOperations } from "./session-registry.ts";
import { createDocuments } from "./table.ts";
import { type Operation, writeTogether } from "./write-together.ts";

const ACTIVE = "idleExpiresAt > :now AND absoluteExpiresAt > :now";
const LAPSED = "idleExpiresAt <= :now AND absoluteExpiresAt > :now";

const readFound = (item: Record<string, unknown> | undefined): { session?: Session } =>
  item && parseMovedTo(item) === undefined ? { session: parseSessionItem(item) } : {};

/** Table: pk `SESSION#<hash>`, and the registries of sessions; the region and the endpoint come from the environment. */
export const createDynamoSessionStore = ({ tableName }: { tableName: string }): SessionStore => {
  const documents = createDocuments();
  const table = { documents, tableName };

  const read = async (tokenHash: string): Promise<Session | undefined> =>
    readFound(await getItem(table, sessionKeys.session(tokenHash))).session;

  const { makeRoom, ...registry } = createSessionRegistry(table, read);

  /** Puts the session and enters it everywhere, together with what must happen before. */
  const open = async (before: Operation[], tokenHash: string, session: Session) => {
    const put = {
      TableName: tableName,
      Item: { ...sessionKeys.session(tokenHash), ...sessionItem(session) },
      ConditionExpression: "attribute_not_exists(pk)",
    };
    const entering = await enterOperations(tableName, tokenHash, session);
    const refused = await writeTogether(table, [...before, { Put: put }, ...entering]);
    if (refused?.[before.length]) throw new Error("A new session's token was taken");
    return refused;
  };

  /** The mark stays, so that a logout that broke off behind it can be repeated. */
  const endOrFollow = async (
    tokenHash: string,
  ): Promise<{ session?: Session; movedTo?: string | undefined }> => {
    try {
      const { Attributes } = await documents.send(
        new DeleteCommand({
          TableName: tableName,
          Key: sessionKeys.session(tokenHash),
          ConditionExpression: "attribute_not_exists(movedTo)",
          ReturnValues: "ALL_OLD",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return readFound(Attributes);
    } catch (error) {
      const mark = itemThatRefused(error);
      return { movedTo: mark && parseMovedTo(mark) };
    }
  };

  return {
    ...registry,
    read,

    async create(tokenHash, session) {
      await makeRoom(session.account, session.createdAt);
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
      const leaveMark = {
        TableName: tableName,
        Item: { ...sessionKeys.session(oldHash), ...movedItem(newHash, session) },
        ConditionExpression: LAPSED,
        ExpressionAttributeValues: { ":now": now },
      };
      const refused = await open([{ Put: leaveMark }], newHash, session);
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
      // The marks of resumes lead from the token a tab may still have to the one the session has now.
      let hash: string | undefined = tokenHash;
      while (hash !== undefined) {
        const { session, movedTo } = await endOrFollow(hash);
        if (session) return session;
        hash = movedTo;
      }
      return undefined;
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
