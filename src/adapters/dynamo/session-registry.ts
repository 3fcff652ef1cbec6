import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { OwnedSession, Session, SessionStore } from "../../app/session/ports.ts";
import { hashToken } from "../../app/session/token.ts";
import type { AccountId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import type { Operation } from "./case-transaction.ts";
import { sessionKeys } from "./keys.ts";
import { parseRegistryItem } from "./session-item.ts";

/** Longer than any session can live, so that an entry never disappears before its session. */
const REGISTRY_SECONDS = 2 * 24 * 3_600;

/** `<absoluteExpiresAt>.<tokenHash>`: tells without another read whether the session can still be there. */
const entryOf = (tokenHash: string, session: Session): string => `${session.absoluteExpiresAt}.${tokenHash}`;
const hashIn = (entry: string): string => entry.slice(entry.indexOf(".") + 1);
const isOver = (entry: string, now: EpochSeconds): boolean => Number.parseInt(entry, 10) <= now;

/**
 * The writes that enter a session into its registries. The last of them is refused when the broker's session
 * has been ended: that is how a back-channel logout catches a login or a resume still under way.
 */
export const enterOperations = async (
  tableName: string,
  tokenHash: string,
  session: Session,
): Promise<Operation[]> => {
  const enter = {
    TableName: tableName,
    UpdateExpression: "ADD sessions :entry SET expiresAt = :expiresAt",
    ExpressionAttributeValues: {
      ":entry": new Set([entryOf(tokenHash, session)]),
      ":expiresAt": session.createdAt + REGISTRY_SECONDS,
    },
  };
  const ofAccount = { Update: { ...enter, Key: sessionKeys.ofAccount(session.account) } };
  if (session.brokerSession === undefined) return [ofAccount];
  const Key = sessionKeys.ofBroker(await hashToken(session.brokerSession));
  return [ofAccount, { Update: { ...enter, Key, ConditionExpression: "attribute_not_exists(ended)" } }];
};

interface Registry extends Pick<SessionStore, "listOf" | "endAllOf" | "endByBroker"> {
  /** Takes entries of sessions that are over out of the account's set, which would only grow otherwise. */
  prune: (account: AccountId, now: EpochSeconds) => Promise<void>;
}

/** In the sessions table, without an index, because indexes lag behind: pk `ACCOUNT#<id>` and `BROKER#<sid's hash>`. */
export const createSessionRegistry = (
  documents: DynamoDBDocumentClient,
  tableName: string,
  read: SessionStore["read"],
): Registry => {
  const entriesOf = async (account: AccountId): Promise<readonly string[]> => {
    const Key = sessionKeys.ofAccount(account);
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key, ConsistentRead: true }),
    );
    return parseRegistryItem(Item);
  };

  /** Returns the entries that are left. */
  const forget = async (account: AccountId, entries: readonly string[]): Promise<readonly string[]> => {
    const { Attributes } = await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: sessionKeys.ofAccount(account),
        UpdateExpression: "DELETE sessions :entries",
        ExpressionAttributeValues: { ":entries": new Set(entries) },
        ReturnValues: "ALL_NEW",
      }),
    );
    return parseRegistryItem(Attributes);
  };

  const remove = async (entry: string): Promise<boolean> => {
    const Key = sessionKeys.session(hashIn(entry));
    const { Attributes } = await documents.send(
      new DeleteCommand({ TableName: tableName, Key, ReturnValues: "ALL_OLD" }),
    );
    return Attributes !== undefined;
  };

  const find = async (entry: string): Promise<OwnedSession[]> => {
    const hash = hashIn(entry);
    const session = await read(hash);
    return session ? [{ hash, session }] : [];
  };

  return {
    async prune(account, now) {
      const over = (await entriesOf(account)).filter((entry) => isOver(entry, now));
      if (over.length > 0) await forget(account, over);
    },

    async listOf(account) {
      return (await Promise.all((await entriesOf(account)).map(find))).flat();
    },

    async endAllOf(account) {
      // Sessions go before their entries, so that a failure in between forgets none; what a resume has
      // entered meanwhile is still there afterwards and goes in the next round.
      let entries = await entriesOf(account);
      while (entries.length > 0) {
        await Promise.all(entries.map(remove));
        entries = await forget(account, entries);
      }
    },

    async endByBroker(brokerSession, now) {
      const { Attributes } = await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: sessionKeys.ofBroker(await hashToken(brokerSession)),
          UpdateExpression: "SET ended = :now, expiresAt = :expiresAt",
          ExpressionAttributeValues: { ":now": now, ":expiresAt": now + REGISTRY_SECONDS },
          ReturnValues: "ALL_NEW",
        }),
      );
      const removed = await Promise.all(parseRegistryItem(Attributes).map(remove));
      return removed.filter(Boolean).length;
    },
  };
};
