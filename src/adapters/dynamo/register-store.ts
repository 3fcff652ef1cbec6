import type { RegisterStore } from "../../app/acting/ports.ts";
import { actingKeys } from "./keys.ts";
import { queryPrefix } from "./query-prefix.ts";
import { parseRegisterItem, registerItem } from "./register-item.ts";
import { findRepresentation } from "./right-sources.ts";
import { createDocuments, type Table } from "./table.ts";
import { type Operation, writeTogether } from "./write-together.ts";

/** A transaction holds 100 operations, and an entry takes two. */
const ENTRIES_PER_WRITE = 50;

const writeInParts = async (table: Table, pairs: readonly Operation[][]): Promise<void> => {
  for (let from = 0; from < pairs.length; from += ENTRIES_PER_WRITE)
    await writeTogether(table, pairs.slice(from, from + ENTRIES_PER_WRITE).flat());
};

const replace =
  (table: Table): RegisterStore["replace"] =>
  async (register, entries) => {
    const { tableName: TableName } = table;
    const before = await queryPrefix(table, actingKeys.register(register), actingKeys.registeredPrefix);
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
    find: findRepresentation(table),
    async of(personKey) {
      const items = await queryPrefix(table, actingKeys.person(personKey), actingKeys.representationPrefix);
      return items.map(parseRegisterItem);
    },
    replace: replace(table),
  };
};
