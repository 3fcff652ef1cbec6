import type { PostReader, PostStore } from "../../app/office/ports.ts";
import { getItem } from "./get-item.ts";
import { actingKeys, postKeys } from "./keys.ts";
import { parsePostItem, postItems } from "./post-item.ts";
import { queryPrefix } from "./query-prefix.ts";
import { createDocuments, type Table } from "./table.ts";
import { type Operation, writeTogether } from "./write-together.ts";

/** A transaction holds 100 operations, and a post takes two. */
const POSTS_PER_WRITE = 50;

const writeInParts = async (table: Table, pairs: readonly Operation[][]): Promise<void> => {
  for (let from = 0; from < pairs.length; from += POSTS_PER_WRITE)
    await writeTogether(table, pairs.slice(from, from + POSTS_PER_WRITE).flat());
};

const replace =
  (table: Table): PostStore["replace"] =>
  async (office, posts) => {
    const { tableName: TableName } = table;
    const before = await queryPrefix(table, postKeys.office(office), postKeys.prefix);
    const puts = posts.map(({ personKey, post }) =>
      postItems(personKey, post).map((Item): Operation => ({ Put: { TableName, Item } })),
    );
    await writeInParts(table, puts);
    const kept = new Set(posts.map(({ personKey }) => personKey));
    const gone = before.map((item) => String(item["personKey"])).filter((personKey) => !kept.has(personKey));
    const removals = gone.map((personKey): Operation[] => [
      { Delete: { TableName, Key: postKeys.post(personKey, office) } },
      { Delete: { TableName, Key: postKeys.ofOffice(office, personKey) } },
    ]);
    await writeInParts(table, removals);
    return { kept: posts.length, ended: gone.length };
  };

/** Who works in which office, in table `accounts`: a post with its person, a copy with its office. */
export const createDynamoPostStore = ({ tableName }: { tableName: string }): PostReader & PostStore => {
  const table = { documents: createDocuments(), tableName };
  return {
    async find(personKey, office) {
      const item = await getItem(table, postKeys.post(personKey, office));
      return item && parsePostItem(item);
    },
    async of(personKey) {
      return (await queryPrefix(table, actingKeys.person(personKey), postKeys.prefix)).map(parsePostItem);
    },
    async inOffice(office) {
      return (await queryPrefix(table, postKeys.office(office), postKeys.prefix)).map(parsePostItem);
    },
    replace: replace(table),
  };
};
