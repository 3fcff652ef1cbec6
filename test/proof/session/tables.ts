import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AttributeDefinition, CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Dynoxide, startDynoxide } from "../../../local/emulators/dynoxide.ts";
import { flatHeaders, readBody, send } from "../../../local/gateway/wire.ts";
import { createDynamoAccountStore } from "../../../src/adapters/dynamo/account-store.ts";
import { createDynamoLoginTransactionStore } from "../../../src/adapters/dynamo/login-transaction-store.ts";
import { createDynamoLogoutTokenStore } from "../../../src/adapters/dynamo/session-logout-token-store.ts";
import { createDynamoSessionStore } from "../../../src/adapters/dynamo/session-store.ts";
import type { Stores } from "../../unit/session/store-contract.ts";

const MAX_BODY = 16 * 1024 * 1024;

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

const createTable = (tableName: string, keys: readonly string[]) =>
  new CreateTableCommand({
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: keys.map(
      (name): AttributeDefinition => ({ AttributeName: name, AttributeType: "S" }),
    ),
    KeySchema: keys.map((name, index) => ({ AttributeName: name, KeyType: index === 0 ? "HASH" : "RANGE" })),
  });

/** The real adapters on the real emulator, in a directory of their own. */
export const startSessionTables = async (): Promise<Stores & { stop: () => Promise<void> }> => {
  const directory = mkdtempSync(join(tmpdir(), "session-stores-"));
  const emulator = await startDynoxide(directory, (line) => console.error(line));
  const server = await listenFor(emulator);
  Object.assign(process.env, {
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  const client = new DynamoDBClient({});
  await client.send(createTable("sessions", ["pk"]));
  await client.send(createTable("accounts", ["pk", "sk"]));
  client.destroy();
  return {
    sessions: createDynamoSessionStore({ tableName: "sessions" }),
    transactions: createDynamoLoginTransactionStore({ tableName: "sessions" }),
    accounts: createDynamoAccountStore({ tableName: "accounts" }),
    logoutTokens: createDynamoLogoutTokenStore({ tableName: "sessions" }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await emulator.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
