import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { ListedCase, OfficeLists } from "../../app/office/ports.ts";
import type { CaseId } from "../../domain/ids.ts";
import { listedCaseSchema } from "./case-item.ts";
import { caseKeys } from "./keys.ts";
import { createDocuments } from "./table.ts";
import * as v from "valibot";

/** What an index of the cases table that lists need projects of a case. */
export const parseListedCase = (item: Record<string, unknown>): ListedCase =>
  v.parse(listedCaseSchema, item) as unknown as ListedCase;

const ID_LENGTH = 26;

/** Index `worklist` of the cases table: eventually consistent, everything a list shows is in it. */
export const createOfficeLists = ({ casesTable }: { casesTable: string }): OfficeLists => {
  const documents = createDocuments();
  return {
    async page(office, list, limit, after) {
      const worklistKey = caseKeys.worklist(office, list);
      const position = (worklistSort: string) => ({
        ...caseKeys.case(worklistSort.slice(-ID_LENGTH) as CaseId),
        worklistKey,
        worklistSort,
      });
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new QueryCommand({
          TableName: casesTable,
          IndexName: "worklist",
          KeyConditionExpression: "worklistKey = :list",
          ExpressionAttributeValues: { ":list": worklistKey },
          // Work begins with the most urgent; of what is finished the newest is looked for.
          ScanIndexForward: list !== "done",
          Limit: limit,
          ...(after !== undefined && { ExclusiveStartKey: position(after) }),
        }),
      );
      const next = LastEvaluatedKey?.["worklistSort"];
      return { cases: Items.map(parseListedCase), ...(typeof next === "string" && { next }) };
    },
  };
};
