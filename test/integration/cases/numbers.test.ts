import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { caseKeys } from "../../../src/adapters/dynamo/keys.ts";
import { createDynamoSealReader } from "../../../src/adapters/dynamo/case-seal-reader.ts";
import { createDynamoSubmissionStore } from "../../../src/adapters/dynamo/case-submission-store.ts";
import { serviceError } from "../../../local/gateway/errors.ts";
import { type FaultStore, startFaultStore } from "../../support/fault-store.ts";
import { caseId } from "../../unit/cases/fixtures.ts";
import { number, seal, submitted } from "../../unit/cases/stored.ts";

let store: FaultStore;
beforeAll(async () => {
  store = await startFaultStore();
});
afterEach(() => store.setTamper(undefined));
afterAll(() => store.stop());

it("a claim is given back once only: another case that has the number by then keeps it, with its seal", async () => {
  const tableName = store.casesTable;
  const { pk, sk } = caseKeys.submissionNumber(number);
  const others = {
    pk: { S: pk },
    sk: { S: sk },
    schemaVersion: { N: "1" },
    caseId: { S: caseId(2) },
    seal: { S: "0".repeat(64) },
  };
  let deletions = 0;
  store.setTamper(async (operation, input, send) => {
    const answer = await send(input);
    if (operation !== "DeleteItem" || (deletions += 1) > 1) return answer;
    await store.dynamodb("PutItem", { TableName: tableName, Item: others });
    return serviceError("dynamodb", 500, "InternalServerError", "The answer was lost.");
  });
  // The draft is not there any more: the number was claimed in vain.
  const submissions = createDynamoSubmissionStore({ tableName, accountsTable: "none" });
  const answer = await submissions.submit(submitted(), { attachments: [], seal });
  expect(answer).toEqual({ ok: false, failure: { code: "not-found" } });
  expect(deletions).toBe(2);
  expect(await createDynamoSealReader({ tableName }).findSeal(number)).toBe("0".repeat(64));
});
