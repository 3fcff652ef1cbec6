import { PutCommand } from "@aws-sdk/lib-dynamodb";
import * as v from "valibot";
import type { HandoverStore } from "../../app/delivery/ports.ts";
import type { DestinationHealth } from "../../domain/delivery/retry.ts";
import { batchGet } from "./batch-get.ts";
import { unlessRefused } from "./conditional.ts";
import { handoverItem, parseHandoverItem } from "./handover-item.ts";
import { caseKeys } from "./keys.ts";
import { createDocuments, type Table } from "./table.ts";

const HealthItemSchema = v.object({
  schemaVersion: v.literal(1),
  failures: v.number(),
  pausedUntil: v.number(),
});

const parseHealth = (item: Record<string, unknown>): DestinationHealth | undefined => {
  const { failures, pausedUntil } = v.parse(HealthItemSchema, item);
  return failures === 0 ? undefined : { failures, pausedUntil };
};

/** A revision that was acknowledged, replaced or sent again meanwhile stops the write. */
const unchanged = {
  ConditionExpression: "#state = :state AND revision = :revision AND attempts = :attempts AND since = :since",
  ExpressionAttributeNames: { "#state": "state" },
};

export const createHandoverStore = ({ tableName }: { tableName: string }): HandoverStore => {
  const table: Table = { documents: createDocuments(), tableName };
  return {
    async read({ caseId, office, system }) {
      const keys = [caseKeys.handoverItem(caseId), caseKeys.destination(office, system)];
      const items = await batchGet(table, keys);
      const handover = items.find(({ sk }) => sk === keys[0]?.sk);
      const health = items.find(({ sk }) => sk === keys[1]?.sk);
      return {
        handover: handover && parseHandoverItem(handover),
        health: health && parseHealth(health),
      };
    },
    async replace(before, after) {
      const { state, revision, attempts, since } = before;
      const written = await unlessRefused(
        table.documents.send(
          new PutCommand({
            TableName: tableName,
            Item: handoverItem(after),
            ...unchanged,
            ExpressionAttributeValues: {
              ":state": state,
              ":revision": revision,
              ":attempts": attempts,
              ":since": since,
            },
          }),
        ),
      );
      return written !== undefined;
    },
    async saveHealth({ office, system }, health) {
      const Item = {
        ...caseKeys.destination(office, system),
        schemaVersion: 1,
        ...(health ?? { failures: 0, pausedUntil: 0 }),
      };
      await table.documents.send(new PutCommand({ TableName: tableName, Item }));
    },
  };
};
