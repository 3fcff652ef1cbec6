import { paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { CasePage, CaseReader, Dossier } from "../../app/cases/ports.ts";
import type { CaseRecord } from "../../domain/case/case.ts";
import type { AccountId, CaseId } from "../../domain/ids.ts";
import { batchGet } from "./batch-get.ts";
import { type CasesTable, createDocuments } from "./case-client.ts";
import { parseCaseItem } from "./case-item.ts";
import { parseDossier } from "./case-parts.ts";
import { caseKeys } from "./keys.ts";

type Item = Record<string, unknown>;

/** Strongly consistent: one partition, all its items. */
export const findDossier = async (
  { documents, tableName }: CasesTable,
  id: CaseId,
): Promise<Dossier | undefined> => {
  const pages = paginateQuery(
    { client: documents },
    {
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": caseKeys.case(id).pk },
    },
  );
  const items: Item[] = [];
  for await (const page of pages) items.push(...(page.Items ?? []));
  return parseDossier(id, items);
};

/** The keys of a page come from index `by-owner`, the cases themselves from one batch. */
const listOwned = async (
  table: CasesTable,
  owner: AccountId,
  after: CaseId | undefined,
  limit: number,
): Promise<CasePage> => {
  const ownerKey = caseKeys.owner(owner);
  const index = await table.documents.send(
    new QueryCommand({
      TableName: table.tableName,
      IndexName: "by-owner",
      KeyConditionExpression: "ownerKey = :owner",
      ExpressionAttributeValues: { ":owner": ownerKey },
      ScanIndexForward: false,
      Limit: limit,
      ...(after && { ExclusiveStartKey: { ...caseKeys.case(after), ownerKey, caseId: after } }),
    }),
  );
  const ids = (index.Items ?? []).map((item) => item["caseId"] as CaseId);
  const items = await batchGet(table, ids.map(caseKeys.case));
  const byId = new Map(items.map(parseCaseItem).map((record) => [record.id, record]));
  // The index may still name a discarded draft; and whatever it named, nobody gets another person's case.
  const isOwn = (record: CaseRecord | undefined): record is CaseRecord => record?.owner === owner;
  const cases = ids.map((id) => byId.get(id)).filter(isOwn);
  const next = index.LastEvaluatedKey?.["caseId"] as CaseId | undefined;
  return { cases, ...(next && { next }) };
};

export const createDynamoCaseReader = ({ tableName }: { tableName: string }): CaseReader => {
  const table = { documents: createDocuments(), tableName };
  return {
    find: (id) => findDossier(table, id),
    listOwned: (owner, after, limit) => listOwned(table, owner, after, limit),
  };
};
