import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
} from "@aws-sdk/lib-dynamodb";
import { type CasesTable, pauseBefore } from "./case-client.ts";

type Item = Record<string, unknown>;
type Rest = BatchGetCommandInput["RequestItems"];

const READS = 4;
const KEYS_PER_CALL = 100;

const readSome = async ({ documents, tableName }: CasesTable, keys: Item[]): Promise<Item[]> => {
  const items: Item[] = [];
  let rest: Rest = { [tableName]: { Keys: keys, ConsistentRead: true } };
  for (let attempt = 0; attempt < READS; attempt++) {
    if (attempt > 0) await pauseBefore(attempt);
    const answer: BatchGetCommandOutput = await documents.send(new BatchGetCommand({ RequestItems: rest }));
    items.push(...(answer.Responses?.[tableName] ?? []));
    rest = answer.UnprocessedKeys;
    if (!rest?.[tableName]) return items;
  }
  throw Object.assign(new Error("Keys of a batch stayed unread"), { name: "ThrottlingException" });
};

/**
 * The items of these keys that exist, in no order. Keys a throttled table left unread are asked for again;
 * those still missing in the end count as throttling.
 */
export const batchGet = async (table: CasesTable, keys: readonly Item[]): Promise<Item[]> => {
  const items: Item[] = [];
  for (let from = 0; from < keys.length; from += KEYS_PER_CALL)
    items.push(...(await readSome(table, keys.slice(from, from + KEYS_PER_CALL))));
  return items;
};
