import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll } from "vitest";
import { type Dynoxide, startDynoxide } from "../../../local/emulators/dynoxide.ts";
import { flatHeaders, readBody, send } from "../../../local/gateway/wire.ts";
import { createDynamoEmailStore } from "../../../src/adapters/dynamo/account-email-store.ts";
import { createDynamoAccountRemoval } from "../../../src/adapters/dynamo/account-removal.ts";
import { createDynamoAccountStore } from "../../../src/adapters/dynamo/account-store.ts";
import { createDynamoPersonAccounts } from "../../../src/adapters/dynamo/person-accounts.ts";
import type { AllAccountStores } from "../../unit/account/fakes.ts";
import { accountStoreContract } from "../../unit/account/store-contract.ts";

const MAX_BODY = 16 * 1024 * 1024;
const tableName = "accounts";

/** Gives the emulator an address of its own, as the SDK's environment variable wants one. */
const listenFor = async ({ upstream }: Dynoxide): Promise<Server> => {
  const server = createServer((request, response) => {
    void (async () => {
      const { method = "", url = "" } = request;
      const body = (await readBody(request, MAX_BODY)) ?? Buffer.alloc(0);
      send(response, await upstream({ method, url, headers: flatHeaders(request), body }), method);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
};

const directory = mkdtempSync(join(tmpdir(), "account-stores-"));
let emulator: Dynoxide;
let server: Server;
let stores: AllAccountStores;

beforeAll(async () => {
  emulator = await startDynoxide(directory, (line) => console.error(line));
  server = await listenFor(emulator);
  Object.assign(process.env, {
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  await new DynamoDBClient({}).send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
  stores = {
    ...createDynamoAccountStore({ tableName }),
    ...createDynamoEmailStore({ tableName }),
    ...createDynamoAccountRemoval({ tableName }),
    accountOfPerson: createDynamoPersonAccounts({ tableName }),
  };
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await emulator.close();
  rmSync(directory, { recursive: true, force: true });
});

accountStoreContract("DynamoDB", () => stores);
