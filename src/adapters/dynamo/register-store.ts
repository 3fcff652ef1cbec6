import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { RegisterStore } from "../../app/acting/ports.ts";
import { type CasesTable, createDocuments } from "./case-client.ts";
import { type Operation, writeTogether } from "./case-transaction.ts";
import { actingKeys } from "./keys.ts";
import { queryPrefix } from "./query-prefix.ts";
import { parseRegisterItem, registerItem } from "./register-item.ts";

/** A transaction holds 100 operations, and an entry takes two. */
const ENTRIES_PER_WRITE = 50;

const writeInParts = async (table: CasesTable, pairs: readonly Operation[][]): Promise<void> => {
  for (let from = 0; from < pairs.length; from += ENTRIES_PER_WRITE)
    await writeTogether(table, pairs.slice(from, from + ENTRIES_PER_WRITE).flat());
};

const replace =
  (table: CasesTable): RegisterStore["replace"] =>
  async (register, entries) => {
    const { tableName: TableName } = table;
    const before = await queryPrefix(table, actingKeys.register(register), "PERSON#");
    const puts = entries.map(({ personKey, representation }): Operation[] => {
      const pointer = {
        ...actingKeys.registered(register, personKey, representation.entry),
        schemaVersion: 1,
        personKey,
        entry: representation.entry,
      };
      return [
        { Put: { TableName, Item: registerItem(personKey, representation) } },
        { Put: { TableName, Item: pointer } },
      ];
    });
    await writeInParts(table, puts);
    const kept = new Set(
      entries.map(
        ({ personKey, representation: { entry } }) => actingKeys.registered(register, personKey, entry).sk,
      ),
    );
    const gone = before.filter((pointer) => !kept.has(String(pointer["sk"])));
    const removals = gone.map(({ pk, sk, personKey, entry }): Operation[] => [
      { Delete: { TableName, Key: actingKeys.representation(String(personKey), String(entry)) } },
      { Delete: { TableName, Key: { pk, sk } } },
    ]);
    await writeInParts(table, removals);
    return { kept: entries.length, ended: gone.length };
  };

/** Statutory representation in table `accounts`: an entry with its person, a pointer with its register. */
export const createDynamoRegisterStore = ({ tableName }: { tableName: string }): RegisterStore => {
  const table = { documents: createDocuments(), tableName };
  return {
    async find(personKey, entry) {
      const Key = actingKeys.representation(personKey, entry);
      const { Item } = await table.documents.send(
        new GetCommand({ TableName: tableName, Key, ConsistentRead: true }),
      );
      return Item && parseRegisterItem(Item);
    },
    async of(personKey) {
      const items = await queryPrefix(table, actingKeys.person(personKey), actingKeys.representationPrefix);
      return items.map(parseRegisterItem);
    },
    replace: replace(table),
  };
};
