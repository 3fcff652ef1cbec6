import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as v from "valibot";
import type { MandateStore } from "../../app/acting/ports.ts";
import type { Mandate } from "../../domain/acting/capacity.ts";
import type { MandateId, PartyId } from "../../domain/ids.ts";
import { batchGet } from "./batch-get.ts";
import { itemThatRefused } from "./conditional.ts";
import { getItem } from "./get-item.ts";
import { accountKeys, actingKeys } from "./keys.ts";
import { mandateItem, parseMandateItem } from "./mandate-item.ts";
import { queryPrefix } from "./query-prefix.ts";
import { findMandate } from "./right-sources.ts";
import { createDocuments, pauseBefore, type Table } from "./table.ts";
import { writeTogether } from "./write-together.ts";

type Item = Record<string, unknown>;
type Key = { pk: string; sk: string };

/** A pointer of the principal names the person entitled, with whom the mandate itself lies. */
const keyBehind = (pointer: Item): Key =>
  actingKeys.mandate(String(pointer["proxyKey"]), String(pointer["id"]) as MandateId);

const grantedBy = async (table: Table, party: PartyId): Promise<Mandate[]> => {
  const pointers = await queryPrefix(table, actingKeys.party(party), actingKeys.grantedPrefix);
  const items = await batchGet(table, pointers.map(keyBehind));
  return items.map(parseMandateItem).toSorted((first, second) => (first.id < second.id ? -1 : 1));
};

const findGranted = async (table: Table, party: PartyId, id: MandateId): Promise<Mandate | undefined> => {
  const pointer = await getItem(table, actingKeys.granted(party, id));
  const item = pointer && (await getItem(table, keyBehind(pointer)));
  return item && parseMandateItem(item);
};

const LatestSchema = v.object({ schemaVersion: v.literal(1), id: v.string() });

const latestGrant = async (table: Table, party: PartyId): Promise<MandateId | undefined> => {
  const item = await getItem(table, actingKeys.latestGrant(party));
  return item && (v.parse(LatestSchema, item).id as MandateId);
};

const grant = async (
  table: Table,
  mandate: Mandate,
  latest: MandateId | undefined,
): Promise<"granted" | "changed" | "account-gone"> => {
  const { tableName: TableName } = table;
  const put = (Item: Item) => ({
    Put: { TableName, Item, ConditionExpression: "attribute_not_exists(pk)" },
  });
  const pointer = {
    ...actingKeys.granted(mandate.principal.id, mandate.id),
    schemaVersion: 1,
    id: mandate.id,
    proxyKey: mandate.proxy.personKey,
  };
  const follow = {
    TableName,
    Item: { ...actingKeys.latestGrant(mandate.principal.id), schemaVersion: 1, id: mandate.id },
    ...(latest === undefined
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : { ConditionExpression: "id = :latest", ExpressionAttributeValues: { ":latest": latest } }),
  };
  const giver = {
    TableName,
    Key: accountKeys.account(mandate.grantedBy),
    ConditionExpression: "attribute_not_exists(deletingAt)",
  };
  const refusals = await writeTogether(table, [
    { ConditionCheck: giver },
    { Put: follow },
    put(mandateItem(mandate)),
    put(pointer),
  ]);
  if (!refusals) return "granted";
  if (refusals[0]) return "account-gone";
  if (refusals[1]) return "changed";
  // 80 random bits do not repeat; going on would give somebody another's mandate.
  throw new Error("A new mandate met an existing one");
};

const ATTEMPTS = 6;

const isConflict = (error: unknown): boolean =>
  error instanceof Error && error.name === "TransactionConflictException";

/** A submission under the mandate may be checking it at this very moment; it is waited out. */
const revoke = async (
  { documents, tableName }: Table,
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
      if (!isConflict(error)) {
        const item = itemThatRefused(error);
        return item && parseMandateItem(item);
      }
      if (attempt === ATTEMPTS) throw error;
      await pauseBefore(attempt);
    }
  }
};

/** Mandates in table `accounts`: the mandate with the person it entitles, a pointer with the party that gave it. */
export const createDynamoMandateStore = ({ tableName }: { tableName: string }): MandateStore => {
  const table = { documents: createDocuments(), tableName };
  return {
    find: findMandate(table),
    async receivedBy(proxyKey) {
      const items = await queryPrefix(table, actingKeys.person(proxyKey), actingKeys.mandatePrefix);
      return items.map(parseMandateItem);
    },
    grantedBy: (party) => grantedBy(table, party),
    findGranted: (party, id) => findGranted(table, party, id),
    latestGrant: (party) => latestGrant(table, party),
    grant: (mandate, latest) => grant(table, mandate, latest),
    revoke: (proxyKey, id, by, now) => revoke(table, actingKeys.mandate(proxyKey, id), by, now),
  };
};
