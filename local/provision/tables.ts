import { setTimeout as sleep } from "node:timers/promises";
import type { Deployment, Resource } from "../assembly/deployment.ts";
import { StartFailure } from "../failure.ts";
import { ServiceError, type ServiceCall } from "../gateway/client.ts";
import { asText, asList, isObject, type Json, type JsonObject } from "../json.ts";

/** Creates the tables the template declares and brings existing ones up to it, as a deployment would. */
export const provisionTables = async (deployment: Deployment, dynamodb: ServiceCall): Promise<void> => {
  for (const table of deployment.ofType("AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table")) {
    const existing = await describe(dynamodb, table.name);
    if (existing) await reconcile(dynamodb, table, existing);
    else await create(dynamodb, table);
    await reconcileTimeToLive(dynamodb, table);
  }
};

const describe = async (dynamodb: ServiceCall, name: string): Promise<JsonObject | undefined> => {
  try {
    return (await dynamodb("DescribeTable", { TableName: name }))["Table"] as JsonObject;
  } catch (error) {
    if (error instanceof ServiceError && error.code === "ResourceNotFoundException") return undefined;
    throw error;
  }
};

const create = async (dynamodb: ServiceCall, table: Resource): Promise<void> => {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, LocalSecondaryIndexes } = table.properties;
  await dynamodb("CreateTable", {
    TableName: table.name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: KeySchema ?? null,
    AttributeDefinitions: AttributeDefinitions ?? null,
    ...(asList(GlobalSecondaryIndexes).length > 0 && { GlobalSecondaryIndexes: indexesOf(table) }),
    ...(asList(LocalSecondaryIndexes).length > 0 && { LocalSecondaryIndexes: LocalSecondaryIndexes ?? null }),
  });
  await active(dynamodb, table.name);
};

/** Index definitions without what is about capacity. */
const indexesOf = (table: Resource): JsonObject[] =>
  (asList(table.properties["GlobalSecondaryIndexes"]) as readonly JsonObject[]).map((index) => ({
    IndexName: index["IndexName"] ?? null,
    KeySchema: index["KeySchema"] ?? null,
    Projection: index["Projection"] ?? null,
  }));

/** Keys with their types, as comparable text. */
const keysOf = (table: JsonObject, schema: Json | undefined): string => {
  const types = new Map(
    (asList(table["AttributeDefinitions"]) as readonly JsonObject[]).map((one) => [
      one["AttributeName"],
      one["AttributeType"],
    ]),
  );
  const keys = asList(schema) as readonly JsonObject[];
  return keys
    .map((key) => `${asText(key["AttributeName"])}:${asText(types.get(key["AttributeName"] ?? null))}`)
    .join("/");
};

const projectionOf = (index: JsonObject): string => {
  const projection = isObject(index["Projection"]) ? index["Projection"] : {};
  const attributes = asList(projection["NonKeyAttributes"]).map(asText).toSorted();
  return `${asText(projection["ProjectionType"])} ${attributes.join(",")}`;
};

const reconcile = async (dynamodb: ServiceCall, table: Resource, existing: JsonObject): Promise<void> => {
  const wanted = keysOf(table.properties, table.properties["KeySchema"]);
  const found = keysOf(existing, existing["KeySchema"]);
  if (wanted !== found) {
    throw new StartFailure(
      `The key of table ${table.logicalId} is now ${wanted}, but the stored one has ${found}; ` +
        "a table's key cannot be changed, so start anew with: npm start -- --fresh",
    );
  }
  const present = asList(existing["GlobalSecondaryIndexes"]) as readonly JsonObject[];
  const fingerprint = (of: JsonObject, index: JsonObject) =>
    `${asText(index["IndexName"])} ${keysOf(of, index["KeySchema"])} ${projectionOf(index)}`;
  const presentPrints = new Set(present.map((index) => fingerprint(existing, index)));
  const wantedIndexes = indexesOf(table);
  const wantedPrints = new Set(wantedIndexes.map((index) => fingerprint(table.properties, index)));
  for (const index of present) {
    if (wantedPrints.has(fingerprint(existing, index))) continue;
    await updateIndex(dynamodb, table, { Delete: { IndexName: index["IndexName"] ?? null } });
  }
  for (const index of wantedIndexes) {
    if (!presentPrints.has(fingerprint(table.properties, index)))
      await updateIndex(dynamodb, table, { Create: index });
  }
};

const updateIndex = async (dynamodb: ServiceCall, table: Resource, update: JsonObject): Promise<void> => {
  await dynamodb("UpdateTable", {
    TableName: table.name,
    AttributeDefinitions: table.properties["AttributeDefinitions"] ?? null,
    GlobalSecondaryIndexUpdates: [update],
  });
  await active(dynamodb, table.name);
};

const ready = (status: Json | undefined) => status === undefined || status === "ACTIVE";

const active = async (dynamodb: ServiceCall, name: string): Promise<void> => {
  for (;;) {
    const table = await describe(dynamodb, name);
    const indexes = asList(table?.["GlobalSecondaryIndexes"]) as readonly JsonObject[];
    if (table && ready(table["TableStatus"]) && indexes.every((index) => ready(index["IndexStatus"]))) return;
    await sleep(100);
  }
};

const reconcileTimeToLive = async (dynamodb: ServiceCall, table: Resource): Promise<void> => {
  const wanted = table.properties["TimeToLiveSpecification"];
  if (!isObject(wanted)) return;
  const described = (await dynamodb("DescribeTimeToLive", { TableName: table.name }))[
    "TimeToLiveDescription"
  ];
  const enabled = isObject(described) && described["TimeToLiveStatus"] === "ENABLED";
  if (enabled === (wanted["Enabled"] === true)) return;
  await dynamodb("UpdateTimeToLive", { TableName: table.name, TimeToLiveSpecification: wanted });
};
