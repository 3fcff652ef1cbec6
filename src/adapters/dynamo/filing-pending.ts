import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as v from "valibot";
import type { PendingCase, PendingCases, PendingPage } from "../../app/filing/ports.ts";
import { caseStates, isOnItsWay } from "../../domain/case/transitions.ts";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import { batchGet } from "./batch-get.ts";
import { createDocuments } from "./table.ts";
import { caseKeys } from "./keys.ts";

const documents = createDocuments();

const PAGE_SIZE = 100;

/** No more than is needed: a case the worker cannot read is its to set aside, so it has to come to it. */
const WaitingSchema = v.object({
  pk: v.string(),
  state: v.picklist(caseStates),
  book: v.string(),
  catalogue: v.object({ office: v.object({ id: v.string() }) }),
  pendingKey: v.optional(v.string()),
  pendingSince: v.optional(v.number()),
});

const readPage = (items: readonly Record<string, unknown>[]): Pick<PendingPage, "cases" | "damaged"> => {
  const cases: PendingCase[] = [];
  const damaged: CaseId[] = [];
  for (const item of items) {
    const caseId = caseKeys.idOf(String(item["pk"]));
    const { success, output } = v.safeParse(WaitingSchema, item);
    if (!success) damaged.push(caseId);
    else if (isOnItsWay(output.state) && output.pendingKey === caseKeys.pending(caseId)) {
      const office = output.catalogue.office.id as OfficeId;
      cases.push({ caseId, office, book: output.book, since: output.pendingSince ?? 0 });
    }
  }
  return { cases: cases.toSorted((first, second) => first.since - second.since), damaged };
};

/**
 * Index `pending` of the cases table, eventually consistent; the cases themselves say which of those that stand there are
 * filed and only wait for their clients to be told.
 */
export const createPendingCases = ({ casesTable }: { casesTable: string }): PendingCases => ({
  shards: caseKeys.pendingShards(),
  page: async (shard, submittedBefore, after) => {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: casesTable,
        IndexName: "pending",
        KeyConditionExpression: "pendingKey = :shard AND pendingSince < :before",
        ExpressionAttributeValues: { ":shard": shard, ":before": submittedBefore },
        Limit: PAGE_SIZE,
        ExclusiveStartKey: after,
      }),
    );
    const items = await batchGet(
      { documents, tableName: casesTable },
      Items.map(({ pk, sk }) => ({ pk, sk })),
    );
    return { ...readPage(items), ...(LastEvaluatedKey && { next: LastEvaluatedKey }) };
  },
});
