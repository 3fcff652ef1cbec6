import type { BookReader } from "../../app/office/ports.ts";
import { batchGet } from "./batch-get.ts";
import { parseBookCounter } from "./filing-items.ts";
import { registryKeys } from "./keys.ts";
import { createDocuments } from "./table.ts";

/** Counters of books in table `registry`. */
export const createBookReader = ({ tableName }: { tableName: string }): BookReader => {
  const table = { documents: createDocuments(), tableName };
  return {
    async counters(books) {
      const items = await batchGet(
        table,
        books.map(({ office, book, year }) => registryKeys.counter(office, book, year)),
      );
      const byKey = new Map(items.map((item) => [item["pk"], item]));
      return books.flatMap((address) => {
        const { office, book, year } = address;
        const item = byKey.get(registryKeys.counter(office, book, year).pk);
        return item ? [{ ...address, counter: parseBookCounter(item) }] : [];
      });
    },
  };
};
