import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { CaseSearch } from "../../app/office/ports.ts";
import type { CaseId } from "../../domain/ids.ts";
import { batchGet } from "./batch-get.ts";
import { parseListedCase } from "./case-item.ts";
import { parseEntry } from "./filing-items.ts";
import { getItem } from "./get-item.ts";
import { positionOf, readPosition } from "./index-position.ts";
import { caseKeys, registryKeys } from "./keys.ts";
import { createDocuments } from "./table.ts";

/**
 * Cases of an office by name (index `by-name`) and by their numbers: the arrival number has the arrival book, the submission number
 * its claim, a registry number the entry in its book.
 */
export const createCaseSearch = (tables: { casesTable: string; registryTable: string }): CaseSearch => {
  const documents = createDocuments();
  const table = { documents, tableName: tables.casesTable };
  const registry = { documents, tableName: tables.registryTable };
  return {
    async byName(office, prefix, limit, after) {
      const nameKey = caseKeys.names(office);
      const keyAt = (position: string) => ({ ...readPosition(position, "nameSort"), nameKey });
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new QueryCommand({
          TableName: tables.casesTable,
          IndexName: "by-name",
          KeyConditionExpression: `nameKey = :office${prefix === "" ? "" : " AND begins_with(nameSort, :prefix)"}`,
          ExpressionAttributeValues: { ":office": nameKey, ...(prefix !== "" && { ":prefix": prefix }) },
          Limit: limit,
          ...(after !== undefined && { ExclusiveStartKey: keyAt(after) }),
        }),
      );
      const next = LastEvaluatedKey && positionOf(LastEvaluatedKey, "nameSort");
      const ids = Items.map(({ pk }) => caseKeys.idOf(String(pk)));
      return { ids, ...(next !== undefined && { next }) };
    },
    async byArrival(office, { number, year }) {
      const { pk, sk } = caseKeys.arrivals(office, year, number);
      // The last ones that begin at the number or before it.
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: tables.casesTable,
          KeyConditionExpression: "pk = :pk AND sk <= :sk",
          ExpressionAttributeValues: { ":pk": pk, ":sk": sk },
          ScanIndexForward: false,
          Limit: 1,
        }),
      );
      const [together] = Items;
      const cases = together?.["cases"] as readonly CaseId[] | undefined;
      return cases?.[number - caseKeys.firstOfArrivals(String(together?.["sk"]))];
    },
    async bySubmission(number) {
      const claim = await getItem(table, caseKeys.submissionNumber(number));
      return claim?.["caseId"] as CaseId | undefined;
    },
    async byEntry(office, { book, year, main, sub }) {
      const item = await getItem(registry, registryKeys.entry(office, book, year, main, sub));
      const entry = item && parseEntry(item);
      return entry && "caseId" in entry ? entry.caseId : undefined;
    },
    async cases(ids) {
      if (ids.length === 0) return [];
      const records = (await batchGet(table, ids.map(caseKeys.case))).map(parseListedCase);
      return records.filter(({ state }) => state !== "draft");
    },
  };
};
