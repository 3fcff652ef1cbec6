import { GetCommand, paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as v from "valibot";
import type { Notice, Notices } from "../../app/procedure/ports.ts";
import type { AccountId, CaseId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { unlessRefused } from "./conditional.ts";
import { caseKeys } from "./keys.ts";
import { createDocuments, type Table } from "./table.ts";

const CaseSchema = v.object({
  owner: v.string(),
  pendingKey: v.optional(v.string()),
  pendingSince: v.optional(v.number()),
});
/** Absent before there were capacities: everybody acted in their own name then. */
const AnswersSchema = v.object({ acting: v.optional(v.object({ actor: v.string() })) });

const read = async (
  { documents, tableName }: Table,
  Key: Record<string, string>,
  names: readonly string[],
) => {
  const { Item } = await documents.send(
    new GetCommand({
      TableName: tableName,
      Key,
      ConsistentRead: true,
      ProjectionExpression: names.map((name) => `#${name}`).join(", "),
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    }),
  );
  return Item;
};

/** The case as it is now; the index may be a moment behind. */
const findNotice = async (table: Table, caseId: CaseId): Promise<Notice | undefined> => {
  const [caseItem, answersItem] = await Promise.all([
    read(table, caseKeys.case(caseId), ["owner", "pendingKey", "pendingSince"]),
    read(table, caseKeys.answers(caseId), ["acting"]),
  ]);
  if (!caseItem || !answersItem) return undefined;
  const { owner, pendingKey, pendingSince } = v.parse(CaseSchema, caseItem);
  if (pendingKey !== caseKeys.notice(caseId) || pendingSince === undefined) return undefined;
  const { acting } = v.parse(AnswersSchema, answersItem);
  return { caseId, since: pendingSince, actor: (acting?.actor ?? owner) as AccountId };
};

async function* due(table: Table, shard: string, before: EpochSeconds): AsyncGenerator<Notice> {
  const pages = paginateQuery(
    { client: table.documents, pageSize: 50 },
    {
      TableName: table.tableName,
      IndexName: "pending",
      KeyConditionExpression: "pendingKey = :shard AND pendingSince < :before",
      ExpressionAttributeValues: { ":shard": shard, ":before": before },
    },
  );
  for await (const { Items = [] } of pages)
    for (const { pk } of Items) {
      const notice = await findNotice(table, caseKeys.idOf(String(pk)));
      if (notice && notice.since < before) yield notice;
    }
}

/** Cases of table `cases` whose clients are to be told; a change puts them there (casework-store.ts). */
export const createCaseNotices = ({ tableName }: { tableName: string }): Notices => {
  const table = { documents: createDocuments(), tableName };
  return {
    shards: caseKeys.noticeShards(),
    due: (shard, before) => due(table, shard, before),
    async clear({ caseId, since }) {
      await unlessRefused(
        table.documents.send(
          new UpdateCommand({
            TableName: tableName,
            Key: caseKeys.case(caseId),
            UpdateExpression: "REMOVE pendingKey, pendingSince, pendingOffice",
            ConditionExpression: "pendingKey = :notice AND pendingSince = :since",
            ExpressionAttributeValues: { ":notice": caseKeys.notice(caseId), ":since": since },
          }),
        ),
      );
    },
  };
};
