import { afterAll, beforeAll } from "vitest";
import { startSessionTables } from "../../proof/session/tables.ts";
import { storeContract } from "../../unit/session/store-contract.ts";

let tables: Awaited<ReturnType<typeof startSessionTables>>;

beforeAll(async () => {
  tables = await startSessionTables();
});
afterAll(() => tables.stop());

storeContract("DynamoDB", () => tables);
