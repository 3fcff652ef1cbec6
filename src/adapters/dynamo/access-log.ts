import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as v from "valibot";
import type { AccessLog, AccessRecord } from "../../app/casework/access-log.ts";
import type { RandomBytes } from "../../app/cases/ports.ts";
import { accessActions } from "../../contract/casework.ts";
import { newEntityId } from "../../domain/ids.ts";
import { Instant } from "./common-item.ts";
import { caseKeys } from "./keys.ts";
import { createDocuments } from "./table.ts";

const AccessItemSchema = v.object({
  schemaVersion: v.literal(1),
  at: Instant,
  action: v.picklist(accessActions),
  by: v.string(),
  office: v.string(),
});

const parseAccess = (item: Record<string, unknown>): AccessRecord => {
  const { schemaVersion: _, ...entry } = v.parse(AccessItemSchema, item);
  return entry;
};

/** The access log of each case, a partition of its own in table `cases`; entries of one second keep apart by an id. */
export const createAccessLog = ({
  tableName,
  random,
}: {
  tableName: string;
  random: RandomBytes;
}): AccessLog => {
  const documents = createDocuments();
  return {
    async add(caseId, entry) {
      const Item = {
        ...caseKeys.access(caseId, entry.at, newEntityId(entry.at, random(16))),
        schemaVersion: 1,
        ...entry,
      };
      await documents.send(new PutCommand({ TableName: tableName, Item }));
    },
    async page(caseId, limit, after) {
      const pk = caseKeys.accessLog(caseId);
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          ConsistentRead: true,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": pk },
          ScanIndexForward: false,
          Limit: limit,
          ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
        }),
      );
      const next = LastEvaluatedKey?.["sk"];
      return { entries: Items.map(parseAccess), ...(typeof next === "string" && { next }) };
    },
  };
};
