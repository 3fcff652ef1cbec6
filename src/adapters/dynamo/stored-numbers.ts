import type { StoredNumbers } from "../../app/registry/ports.ts";
import type { DocumentEntry, SubmissionEntry } from "../../domain/registry/book.ts";
import type { StoredNumber } from "../../domain/registry/stored-number.ts";
import { batchGet } from "./batch-get.ts";
import { parseCaseItem } from "./case-item.ts";
import { parseDocumentItem } from "./document-item.ts";
import { caseKeys } from "./keys.ts";
import { createDocuments, type Table } from "./table.ts";

type Item = Record<string, unknown>;

const keyOf = (entry: SubmissionEntry | DocumentEntry): { pk: string; sk: string } =>
  entry.kind === "submission" ? caseKeys.case(entry.caseId) : caseKeys.document(entry.caseId, entry.document);

const textOf = ({ pk, sk }: Item): string => `${String(pk)} ${String(sk)}`;

const numberIn = (
  { kind }: SubmissionEntry | DocumentEntry,
  item: Item | undefined,
): StoredNumber | undefined => {
  if (!item) return undefined;
  if (kind === "submission") return parseCaseItem(item).registration;
  const { number, entry } = parseDocumentItem(item);
  return number === undefined || !entry ? undefined : { number, ...entry };
};

/** The numbers in table `cases`. */
export const createStoredNumbers = ({ casesTable }: { casesTable: string }): StoredNumbers => {
  const table: Table = { documents: createDocuments(), tableName: casesTable };
  return {
    async of(entries) {
      // A key may stand in a call once only.
      const keys = new Map(entries.map(keyOf).map((key) => [textOf(key), key]));
      const items = await batchGet(table, [...keys.values()]);
      const byKey = new Map(items.map((item) => [textOf(item), item]));
      return entries.map((entry) => numberIn(entry, byKey.get(textOf(keyOf(entry)))));
    },
  };
};
