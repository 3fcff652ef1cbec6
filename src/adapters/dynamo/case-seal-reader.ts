import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as v from "valibot";
import type { SealReader } from "../../app/cases/ports.ts";
import { createDocuments } from "./table.ts";
import { caseKeys } from "./keys.ts";

const ClaimItemSchema = v.object({
  schemaVersion: v.literal(1),
  caseId: v.string(),
  seal: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
});

/** Seals in table `cases`, with the claims of the submission numbers. */
export const createDynamoSealReader = ({ tableName }: { tableName: string }): SealReader => {
  const documents = createDocuments();
  return {
    async findSeal(number) {
      const Key = caseKeys.submissionNumber(number);
      const { Item } = await documents.send(
        new GetCommand({ TableName: tableName, Key, ConsistentRead: true }),
      );
      return Item && v.parse(ClaimItemSchema, Item).seal;
    },
  };
};
