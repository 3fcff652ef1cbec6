import { paginateQuery, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { BookStore } from "../../app/registry/ports.ts";
import { batchGet } from "./batch-get.ts";
import { cancellationCodes, isPassing, isPassingReason } from "./filing-errors.ts";
import { parseBookCounter, storedEntry } from "./filing-items.ts";
import { bookWrite, entryWrite } from "./filing-writes.ts";
import { registryKeys } from "./keys.ts";
import { createDocuments, type Table } from "./table.ts";

/** The books of table `registry`. */
export const createBookStore = ({ registryTable }: { registryTable: string }): BookStore => {
  const table: Table = { documents: createDocuments(), tableName: registryTable };
  return {
    async counters(addresses) {
      const keys = addresses.map(({ office, book, year }) => registryKeys.counter(office, book, year));
      const items = await batchGet(table, keys);
      const byKey = new Map(items.map((item) => [item["pk"], item]));
      return keys.map(({ pk }) => {
        const item = byKey.get(pk);
        return item && parseBookCounter(item);
      });
    },
    async *entries({ office, book, year }) {
      const { pk, sk: counter } = registryKeys.counter(office, book, year);
      const pages = paginateQuery(
        { client: table.documents },
        {
          TableName: registryTable,
          ConsistentRead: true,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": pk },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const item of Items) if (item["sk"] !== counter) yield storedEntry(item);
      }
    },
    async append(closing) {
      const TransactItems = [
        entryWrite(registryTable, closing),
        bookWrite(registryTable, closing.address, closing.before, closing.after),
      ];
      try {
        await table.documents.send(new TransactWriteCommand({ TransactItems }));
        return "committed";
      } catch (error) {
        const codes = cancellationCodes(error);
        if (codes ? codes.every(isPassingReason) : isPassing(error)) return "read-again";
        throw error;
      }
    },
  };
};
