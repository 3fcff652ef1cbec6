import { GetCommand, paginateQuery, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as v from "valibot";
import type { FileRegister, SweepPosition } from "../../app/cases/attachment-ports.ts";
import { caseStates } from "../../domain/case/transitions.ts";
import type { PartyId } from "../../domain/ids.ts";
import { ownerIn } from "./case-shorthand.ts";
import { createDocuments } from "./table.ts";
import { caseKeys } from "./keys.ts";

const CaseSchema = v.object({ state: v.picklist(caseStates), ownerKey: v.string() });

const caseIn = (item: Record<string, unknown>) => {
  const { state } = v.parse(CaseSchema, item);
  return { state, owner: ownerIn(item) as PartyId };
};

/** What table `cases` says about the files of a case; strongly consistent, whatever else of the case is readable. */
export const createDynamoFileRegister = ({ tableName }: { tableName: string }): FileRegister => {
  const documents = createDocuments();
  return {
    async filesOf(caseId) {
      const { pk, sk } = caseKeys.case(caseId);
      const pages = paginateQuery(
        { client: documents },
        {
          TableName: tableName,
          ConsistentRead: true,
          KeyConditionExpression: "pk = :pk",
          ProjectionExpression: "sk, #state, #owner, ownerKey",
          ExpressionAttributeNames: { "#state": "state", "#owner": "owner" },
          ExpressionAttributeValues: { ":pk": pk },
        },
      );
      const items: Record<string, unknown>[] = [];
      for await (const { Items = [] } of pages) items.push(...Items);
      if (items.length === 0) return undefined;
      const record = items.find((item) => item["sk"] === sk);
      const sortKeys = items.map((item) => String(item["sk"]));
      return {
        case: record && caseIn(record),
        attachments: new Set(
          sortKeys.filter((key) => key.startsWith(caseKeys.attachmentPrefix)).map(caseKeys.attachmentIdOf),
        ),
      };
    },
  };
};

const PositionSchema = v.object({ schemaVersion: v.literal(1), position: v.optional(v.string()) });

/** Kept in table `cases`, beside what is being swept. */
export const createDynamoSweepPosition = ({ tableName }: { tableName: string }): SweepPosition => {
  const documents = createDocuments();
  const Key = caseKeys.orphanSweep();
  return {
    async read() {
      const { Item } = await documents.send(
        new GetCommand({ TableName: tableName, Key, ConsistentRead: true }),
      );
      return Item && v.parse(PositionSchema, Item).position;
    },
    async write(position) {
      const Item = { ...Key, schemaVersion: 1, position };
      await documents.send(new PutCommand({ TableName: tableName, Item }));
    },
  };
};
