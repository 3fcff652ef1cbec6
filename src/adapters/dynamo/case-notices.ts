import { GetCommand, paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as v from "valibot";
import type { Notice, Notices } from "../../app/procedure/ports.ts";
import { caseStates, isOnItsWay } from "../../domain/case/transitions.ts";
import type { AccountId, CaseId } from "../../domain/ids.ts";
import type { EpochSeconds } from "../../domain/time.ts";
import { batchGet } from "./batch-get.ts";
import { unlessRefused } from "./conditional.ts";
import { ownerIn } from "./case-shorthand.ts";
import { caseKeys } from "./keys.ts";
import { createDocuments, type Table } from "./table.ts";

const CaseSchema = v.object({
  pk: v.string(),
  ownerKey: v.string(),
  state: v.picklist(caseStates),
  pendingKey: v.optional(v.string()),
  pendingSince: v.optional(v.number()),
  registration: v.optional(v.object({ at: v.number() })),
});
/** What can be said of a case that is damaged otherwise: where it stands in the list, and in which state, if any. */
const DamagedSchema = v.object({
  pk: v.string(),
  state: v.fallback(v.optional(v.picklist(caseStates)), undefined),
  pendingKey: v.string(),
  pendingSince: v.number(),
});
/** Absent before there were capacities: everybody acted in their own name then. */
const AnswersSchema = v.object({ acting: v.optional(v.object({ actor: v.string() })) });

interface Untold {
  caseId: CaseId;
  owner: string | undefined;
  since: EpochSeconds;
  /** When that happened of which the client is to be told; a first notice waits since the submission. */
  happenedAt: EpochSeconds;
  isFirst: boolean;
  isDamaged?: true;
}

/**
 * A notice to nobody, which is reported and in the end given up as any that cannot be told. Of a case that may have yet
 * to be filed the filing sweeper reports the damage.
 */
const damagedIn = (item: Record<string, unknown>): Untold[] => {
  const { success, output } = v.safeParse(DamagedSchema, item);
  if (!success) return [];
  const { pk, state, pendingKey, pendingSince: since } = output;
  const caseId = caseKeys.idOf(pk);
  const isFirst = pendingKey === caseKeys.pending(caseId);
  const isFilings = isFirst && (state === undefined || isOnItsWay(state));
  if (isFilings || !(isFirst || pendingKey === caseKeys.notice(caseId))) return [];
  return [{ caseId, owner: undefined, since, happenedAt: since, isFirst, isDamaged: true }];
};

/** Nothing where the portal has yet to file the case: its registration is what the client will be told of. */
const untoldIn = (item: Record<string, unknown>): Untold[] => {
  const { success, output } = v.safeParse(CaseSchema, item);
  if (!success) return damagedIn(item);
  const { pk, state, pendingKey, pendingSince: since, registration } = output;
  const caseId = caseKeys.idOf(pk);
  const isFirst = pendingKey === caseKeys.pending(caseId) && !isOnItsWay(state);
  const isLater = pendingKey === caseKeys.notice(caseId);
  if (since === undefined || !(isFirst || isLater)) return [];
  const happenedAt = isFirst ? (registration?.at ?? since) : since;
  return [{ caseId, owner: ownerIn(item), since, happenedAt, isFirst }];
};

/** Undefined: it cannot be read who it was. */
const actorOf = async (
  { documents, tableName }: Table,
  { caseId, owner }: Untold,
): Promise<AccountId | undefined> => {
  const { Item } = await documents.send(
    new GetCommand({
      TableName: tableName,
      Key: caseKeys.answers(caseId),
      ConsistentRead: true,
      ProjectionExpression: "acting",
    }),
  );
  const { success, output } = v.safeParse(AnswersSchema, Item ?? {});
  return success ? ((output.acting?.actor ?? owner) as AccountId) : undefined;
};

async function* due(table: Table, shard: string, before: EpochSeconds): AsyncGenerator<Notice> {
  const pages = paginateQuery(
    { client: table.documents, pageSize: 100 },
    {
      TableName: table.tableName,
      IndexName: "pending",
      KeyConditionExpression: "pendingKey = :shard AND pendingSince < :before",
      ExpressionAttributeValues: { ":shard": shard, ":before": before },
    },
  );
  for await (const { Items = [] } of pages) {
    // The cases as they are now; the index may be a moment behind.
    const items = await batchGet(
      table,
      Items.map(({ pk, sk }) => ({ pk, sk })),
    );
    const untold = items.flatMap(untoldIn).filter(({ happenedAt }) => happenedAt < before);
    for (const one of untold.toSorted((first, second) => first.since - second.since)) {
      const { caseId, since, isFirst } = one;
      const actor = one.isDamaged ? undefined : await actorOf(table, one);
      yield { caseId, since, isFirst, actor };
    }
  }
}

/** Condition: what was found still stands there, and nothing has happened since. */
const asFound = ({ caseId, since, isFirst }: Notice) => ({
  ConditionExpression: "pendingKey = :key AND pendingSince = :since",
  ExpressionAttributeValues: {
    ":key": isFirst ? caseKeys.pending(caseId) : caseKeys.notice(caseId),
    ":since": since,
  },
});

/** Cases of table `cases` whose clients are to be told; filing and every change put them there. */
export const createCaseNotices = ({ tableName }: { tableName: string }): Notices => {
  const table = { documents: createDocuments(), tableName };
  return {
    shards: [...caseKeys.noticeShards(), ...caseKeys.pendingShards()],
    due: (shard, before) => due(table, shard, before),
    async clear(notice) {
      await unlessRefused(
        table.documents.send(
          new UpdateCommand({
            TableName: tableName,
            Key: caseKeys.case(notice.caseId),
            UpdateExpression: "REMOVE pendingKey, pendingSince",
            ...asFound(notice),
          }),
        ),
      );
    },
    async postpone(notice, now) {
      const found = asFound(notice);
      await unlessRefused(
        table.documents.send(
          new UpdateCommand({
            TableName: tableName,
            Key: caseKeys.case(notice.caseId),
            UpdateExpression: "SET pendingKey = :notice, pendingSince = :now",
            ...found,
            ExpressionAttributeValues: {
              ...found.ExpressionAttributeValues,
              ":notice": caseKeys.notice(notice.caseId),
              ":now": now,
            },
          }),
        ),
      );
    },
  };
};
