import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as v from "valibot";
import type { EmailStore, PersonalAccount, RequestRefusal } from "../../app/account/ports.ts";
import type { PendingEmail } from "../../domain/account/email.ts";
import { countMail, MAIL_WINDOW_SECONDS, mailLimits } from "../../domain/account/mail-limits.ts";
import type { AccountId } from "../../domain/ids.ts";
import { failure, type Result, success } from "../../domain/result.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { ACCOUNT_IS_THERE } from "./account-item.ts";
import { findAccountItem } from "./account-store.ts";
import { type CasesTable, createDocuments, pauseBefore } from "./case-client.ts";
import { type Operation, writeTogether } from "./case-transaction.ts";
import { accountKeys } from "./keys.ts";

const CounterSchema = v.object({
  schemaVersion: v.literal(1),
  sent: v.array(v.number()),
  /** Grows with every change: two requests at once cannot both be the fifth. */
  revision: v.number(),
});
type Counter = Pick<v.InferOutput<typeof CounterSchema>, "sent" | "revision">;

const LinkSchema = v.object({ schemaVersion: v.literal(1), account: v.string() });

type Key = { pk: string; sk: string };

/** Another request of the same moment may move a counter between reading and writing it. */
const ATTEMPTS = 6;

const read = async ({ documents, tableName }: CasesTable, Key: Key) =>
  (await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item;

const readCounter = async (table: CasesTable, key: Key): Promise<Counter> => {
  const item = await read(table, key);
  return item ? v.parse(CounterSchema, item) : { sent: [], revision: 0 };
};

const writeCounter = (
  { tableName }: CasesTable,
  key: Key,
  { revision }: Counter,
  sent: readonly EpochSeconds[],
  now: EpochSeconds,
): Operation => ({
  Put: {
    TableName: tableName,
    Item: { ...key, schemaVersion: 1, sent, revision: revision + 1, expiresAt: now + MAIL_WINDOW_SECONDS },
    ...(revision === 0
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "revision = :revision",
          ExpressionAttributeValues: { ":revision": revision },
        }),
  },
});

const deleteLink = ({ tableName }: CasesTable, { pendingEmail }: PersonalAccount): Operation[] =>
  pendingEmail
    ? [{ Delete: { TableName: tableName, Key: accountKeys.emailLink(pendingEmail.tokenHash) } }]
    : [];

/** Condition: the account's addresses are as they were read. */
const unchangedAddresses = ({ email, pendingEmail }: PersonalAccount) => ({
  condition: [
    ACCOUNT_IS_THERE,
    email === undefined ? "attribute_not_exists(email)" : "email = :seenEmail",
    pendingEmail ? "pendingEmail.tokenHash = :seenLink" : "attribute_not_exists(pendingEmail)",
  ].join(" AND "),
  values: {
    ...(email !== undefined && { ":seenEmail": email }),
    ...(pendingEmail && { ":seenLink": pendingEmail.tokenHash }),
  },
});

const updateAccount = (
  { tableName }: CasesTable,
  account: PersonalAccount,
  UpdateExpression: string,
  values: Readonly<Record<string, unknown>>,
): Operation => {
  const unchanged = unchangedAddresses(account);
  const all = { ...unchanged.values, ...values };
  return {
    Update: {
      TableName: tableName,
      Key: accountKeys.account(account.id),
      UpdateExpression,
      ConditionExpression: unchanged.condition,
      ...(Object.keys(all).length > 0 && { ExpressionAttributeValues: all }),
    },
  };
};

const countBoth = async (
  table: CasesTable,
  keys: readonly [Key, Key],
  now: EpochSeconds,
): Promise<{ writes: Operation[] } | { retryAfter: number }> => {
  const [ofAccount, ofAddress] = await Promise.all([
    readCounter(table, keys[0]),
    readCounter(table, keys[1]),
  ]);
  const byAccount = countMail(ofAccount.sent, mailLimits.perAccount, now);
  const byAddress = countMail(ofAddress.sent, mailLimits.perAddress, now);
  const waits = [byAccount, byAddress].flatMap((count) => ("retryAfter" in count ? [count.retryAfter] : []));
  if (!("sent" in byAccount && "sent" in byAddress)) return { retryAfter: Math.max(...waits) };
  return {
    writes: [
      writeCounter(table, keys[0], ofAccount, byAccount.sent, now),
      writeCounter(table, keys[1], ofAddress, byAddress.sent, now),
    ],
  };
};

const request = async (
  table: CasesTable,
  account: PersonalAccount,
  pending: PendingEmail,
  addressHash: string,
  now: EpochSeconds,
): Promise<Result<void, RequestRefusal>> => {
  const counters = [accountKeys.mailsOf(account.id), accountKeys.mailsOf(addressHash)] as const;
  const link = {
    ...accountKeys.emailLink(pending.tokenHash),
    schemaVersion: 1,
    account: account.id,
    expiresAt: pending.expiresAt,
  };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const counted = await countBoth(table, counters, now);
    if ("retryAfter" in counted) return failure({ code: "too-many-requests", ...counted });
    const refused = await writeTogether(table, [
      updateAccount(table, account, "SET pendingEmail = :pending", { ":pending": pending }),
      { Put: { TableName: table.tableName, Item: link, ConditionExpression: "attribute_not_exists(pk)" } },
      ...counted.writes,
      ...deleteLink(table, account),
    ]);
    if (!refused) return success(undefined);
    if (refused[0]) return failure({ code: "account-changed" });
    await pauseBefore(attempt);
  }
  throw Object.assign(new Error("Counters of e-mails kept moving"), { name: "ThrottlingException" });
};

/** Addresses of accounts, links that confirm them (pk `EMAIL#<hash>`) and counters of e-mails (pk `MAILS#…`). */
export const createDynamoEmailStore = ({ tableName }: { tableName: string }): EmailStore => {
  const table = { documents: createDocuments(), tableName };

  return {
    find: (id) => findAccountItem(table, id),
    request: (account, pending, addressHash, now) => request(table, account, pending, addressHash, now),

    async accountOf(tokenHash) {
      const item = await read(table, accountKeys.emailLink(tokenHash));
      return item && (v.parse(LinkSchema, item).account as AccountId);
    },

    async settle(account, email) {
      const change =
        email === undefined
          ? updateAccount(table, account, "REMOVE email, pendingEmail", {})
          : updateAccount(table, account, "SET email = :email REMOVE pendingEmail", { ":email": email });
      return (await writeTogether(table, [change, ...deleteLink(table, account)])) === undefined;
    },
  };
};
