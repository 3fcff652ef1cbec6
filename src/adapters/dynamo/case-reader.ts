import { paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { CasePage, CaseReader, Dossier } from "../../app/cases/ports.ts";
import type { CaseFileReader } from "../../app/casework/ports.ts";
import type { CaseRecord } from "../../domain/case/case.ts";
import { type IdPage, mergeNewest } from "../../domain/case/merge-newest.ts";
import type { CaseId, PartyId } from "../../domain/ids.ts";
import { batchGet } from "./batch-get.ts";
import { type Table, createDocuments } from "./table.ts";
import { parseCaseItem } from "./case-item.ts";
import { parseCaseFile, parseDossier } from "./case-parts.ts";
import { caseKeys } from "./keys.ts";

type Item = Record<string, unknown>;

/** Strongly consistent: one partition, all its items. */
export const itemsOfCase = async ({ documents, tableName }: Table, id: CaseId): Promise<Item[]> => {
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
  return items;
};

export const findDossier = async (table: Table, id: CaseId): Promise<Dossier | undefined> =>
  parseDossier(id, await itemsOfCase(table, id));

/** Ids of one party's cases older than `after`, newest first. */
const queryOwner = async (
  { documents, tableName }: Table,
  owner: PartyId,
  after: CaseId | undefined,
  limit: number,
): Promise<IdPage> => {
  const index = await documents.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: "by-owner",
      KeyConditionExpression: `ownerKey = :owner${after ? " AND pk < :after" : ""}`,
      ExpressionAttributeValues: {
        ":owner": caseKeys.owner(owner),
        ...(after && { ":after": caseKeys.case(after).pk }),
      },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  const ids = (index.Items ?? []).map(({ pk }) => caseKeys.idOf(String(pk)));
  return { ids, more: index.LastEvaluatedKey !== undefined };
};

/** The keys of a page come from index `by-owner`, the cases themselves from one batch. */
const listOwned = async (
  table: Table,
  owners: readonly PartyId[],
  after: CaseId | undefined,
  limit: number,
): Promise<CasePage> => {
  const pages = await Promise.all(owners.map((owner) => queryOwner(table, owner, after, limit)));
  const { ids, next } = mergeNewest(pages, limit);
  const items = await batchGet(table, ids.map(caseKeys.case));
  const byId = new Map(items.map(parseCaseItem).map((record) => [record.id, record]));
  // The index may still name a discarded draft; and whatever it named, nobody gets another party's case.
  const isOwn = (record: CaseRecord | undefined): record is CaseRecord =>
    record !== undefined && owners.includes(record.owner);
  const cases = ids.map((id) => byId.get(id)).filter(isOwn);
  return { cases, ...(next && { next }) };
};

/** Cases with everything that came to them later. */
export const createCaseFileReader = ({ tableName }: { tableName: string }): CaseFileReader => {
  const table = { documents: createDocuments(), tableName };
  return { find: async (id) => parseCaseFile(id, await itemsOfCase(table, id)) };
};

export const createDynamoCaseReader = ({ tableName }: { tableName: string }): CaseReader => {
  const table = { documents: createDocuments(), tableName };
  return {
    find: (id) => findDossier(table, id),
    listOwned: (owners, after, limit) => listOwned(table, owners, after, limit),
  };
};
