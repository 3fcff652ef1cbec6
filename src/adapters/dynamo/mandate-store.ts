import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { MandateStore } from "../../app/acting/ports.ts";
import type { Mandate } from "../../domain/acting/capacity.ts";
import type { MandateId, PartyId } from "../../domain/ids.ts";
import { batchGet } from "./batch-get.ts";
import { type CasesTable, createDocuments, pauseBefore } from "./case-client.ts";
import { writeTogether } from "./case-transaction.ts";
import { actingKeys } from "./keys.ts";
import { mandateItem, parseMandateItem } from "./mandate-item.ts";
import { queryPrefix } from "./query-prefix.ts";

type Item = Record<string, unknown>;
type Key = { pk: string; sk: string };

const read = async ({ documents, tableName }: CasesTable, Key: Key): Promise<Item | undefined> =>
  (await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item;

/** A pointer of the principal names the person entitled, with whom the mandate itself lies. */
const keyBehind = (pointer: Item): Key =>
  actingKeys.mandate(String(pointer["proxyKey"]), String(pointer["id"]) as MandateId);

const grantedBy = async (table: CasesTable, party: PartyId): Promise<Mandate[]> => {
  const pointers = await queryPrefix(table, actingKeys.party(party), actingKeys.grantedPrefix);
  const items = await batchGet(table, pointers.map(keyBehind));
  return items.map(parseMandateItem).toSorted((first, second) => (first.id < second.id ? -1 : 1));
};

const findGranted = async (
  table: CasesTable,
  party: PartyId,
  id: MandateId,
): Promise<Mandate | undefined> => {
  const pointer = await read(table, actingKeys.granted(party, id));
  const item = pointer && (await read(table, keyBehind(pointer)));
  return item && parseMandateItem(item);
};

const grant = async (table: CasesTable, mandate: Mandate): Promise<void> => {
  const put = (Item: Item) => ({
    Put: { TableName: table.tableName, Item, ConditionExpression: "attribute_not_exists(pk)" },
  });
  const pointer = {
    ...actingKeys.granted(mandate.principal.id, mandate.id),
    schemaVersion: 1,
    id: mandate.id,
    proxyKey: mandate.proxy.personKey,
  };
  const refusals = await writeTogether(table, [put(mandateItem(mandate)), put(pointer)]);
  // 80 random bits do not repeat; going on would give somebody another's mandate.
  if (refusals) throw new Error("A new mandate met an existing one");
};

const ATTEMPTS = 6;

const isConflict = (error: unknown): boolean =>
  error instanceof Error && error.name === "TransactionConflictException";

/** A submission under the mandate may be checking it at this very moment; it is waited out. */
const revoke = async (
  { documents, tableName }: CasesTable,
  Key: Key,
  by: NonNullable<Mandate["revokedBy"]>,
  now: number,
): Promise<Mandate | undefined> => {
  const command = new UpdateCommand({
    TableName: tableName,
    Key,
    UpdateExpression: "SET revokedAt = :now, revokedBy = :by",
    ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(revokedAt)",
    ExpressionAttributeValues: { ":now": now, ":by": by },
    ReturnValues: "ALL_NEW",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  for (let attempt = 1; ; attempt++) {
    try {
      const { Attributes } = await documents.send(command);
      return Attributes && parseMandateItem(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        const { Item = {} } = error;
        return Object.keys(Item).length > 0 ? parseMandateItem(unmarshall(Item)) : undefined;
      }
      if (!isConflict(error) || attempt === ATTEMPTS) throw error;
      await pauseBefore(attempt);
    }
  }
};

/** Mandates in table `accounts`: the mandate with the person it entitles, a pointer with the party that gave it. */
export const createDynamoMandateStore = ({ tableName }: { tableName: string }): MandateStore => {
  const table = { documents: createDocuments(), tableName };
  return {
    async find(proxyKey, id) {
      const item = await read(table, actingKeys.mandate(proxyKey, id));
      return item && parseMandateItem(item);
    },
    async receivedBy(proxyKey) {
      const items = await queryPrefix(table, actingKeys.person(proxyKey), actingKeys.mandatePrefix);
      return items.map(parseMandateItem);
    },
    grantedBy: (party) => grantedBy(table, party),
    findGranted: (party, id) => findGranted(table, party, id),
    grant: (mandate) => grant(table, mandate),
    revoke: (proxyKey, id, by, now) => revoke(table, actingKeys.mandate(proxyKey, id), by, now),
  };
};
