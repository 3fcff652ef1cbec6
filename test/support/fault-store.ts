import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { planDeployment } from "../../local/assembly/deployment.ts";
import { loadAssembly } from "../../local/assembly/load.ts";
import { admin, sdkEnvironment } from "../../local/callers.ts";
import { startDynoxide } from "../../local/emulators/dynoxide.ts";
import { createServiceCall, type ServiceCall } from "../../local/gateway/client.ts";
import { serviceError } from "../../local/gateway/errors.ts";
import type { Call, FaultRule } from "../../local/gateway/faults.ts";
import type { Upstream, WireResponse } from "../../local/gateway/wire.ts";
import { Gateway } from "../../local/gateway.ts";
import type { JsonObject } from "../../local/json.ts";
import type { Portal } from "../../local/runtime.ts";
import { provisionTables } from "../../local/provision/tables.ts";

type Item = Record<string, unknown>;

/** The tables filing writes to. */
export interface FilingTables {
  dynamodb: ServiceCall;
  casesTable: string;
  registryTable: string;
}

/** Carries a request out in another way than it was meant, `send` being the emulator. */
export type Tamper = (
  operation: string,
  input: JsonObject,
  send: (input: JsonObject) => Promise<WireResponse>,
) => Promise<WireResponse>;

/** DynamoDB with the app's own tables, behind a gateway that can be told to fail. */
export interface FaultStore extends FilingTables {
  gateway: Gateway;
  /** To prove that a proof would notice: what the portal asks of the store is done wrongly from now on. */
  setTamper(tamper: Tamper | undefined): void;
  stop(): Promise<void>;
}

/** Everything a table holds. */
export const scan = async ({ dynamodb }: FilingTables, TableName: string): Promise<Item[]> => {
  const items: Item[] = [];
  let ExclusiveStartKey: JsonObject | undefined;
  do {
    const page = await dynamodb("Scan", { TableName, ...(ExclusiveStartKey && { ExclusiveStartKey }) });
    const found = (page["Items"] ?? []) as unknown as Parameters<typeof unmarshall>[0][];
    items.push(...found.map((item) => unmarshall(item)));
    ExclusiveStartKey = page["LastEvaluatedKey"] as JsonObject | undefined;
  } while (ExclusiveStartKey);
  return items;
};

/** The tables of a running portal. */
export const filingTables = ({ resources, environment }: Portal): FilingTables => {
  const { CASES_TABLE = "", REGISTRY_TABLE = "" } = environment("filing-worker");
  const { endpoint, region } = resources;
  const dynamodb = createServiceCall(endpoint, "dynamodb", admin.accessKeyId, region);
  return { dynamodb, casesTable: CASES_TABLE, registryTable: REGISTRY_TABLE };
};

const tampered = (upstream: Upstream, current: () => Tamper | undefined): Upstream => {
  return (request, signal) => {
    const tamper = current();
    const operation = request.headers["x-amz-target"]?.split(".").at(-1);
    if (!tamper || !operation) return upstream(request, signal);
    const send = (input: JsonObject) =>
      upstream({ ...request, body: Buffer.from(JSON.stringify(input)) }, signal);
    return tamper(operation, JSON.parse(request.body.toString("utf8")) as JsonObject, send);
  };
};

const refused = async () => serviceError("s3", 503, "ServiceUnavailable", "Only DynamoDB is here.");

/** Whoever is given an assembly has no use for the CDK, which takes a second to load. */
const synthesizeInto = async (outdir: string): Promise<string> => {
  const { synthesizeData } = await import("./data-assembly.ts");
  return synthesizeData(outdir);
};

/**
 * Starts the emulator with the tables of the synthesized data stack and points the AWS SDK of this process
 * at it; adapters have to make their first call after this. `synthesized`: the stack's assembly, where it is there.
 */
export const startFaultStore = async (synthesized?: string): Promise<FaultStore> => {
  const directory = mkdtempSync(join(tmpdir(), "fault-store-"));
  const gateway = new Gateway();
  const endpoint = await gateway.listen();
  const assembly = loadAssembly(synthesized ?? (await synthesizeInto(join(directory, "cdk.out"))));
  const deployment = planDeployment(assembly, { gateway: endpoint, origin: "http://localhost" });
  const emulator = await startDynoxide(directory, (line) => console.error(line));
  let tamper: Tamper | undefined;
  gateway.serve({
    place: deployment.place,
    callers: [admin],
    upstreams: {
      dynamodb: tampered(emulator.upstream, () => tamper),
      sqs: refused,
      s3: refused,
      secretsmanager: refused,
      ses: refused,
    },
    cors: new Map(),
    keys: new Map(),
    identities: [],
    report: (line) => console.error(line),
  });
  const dynamodb = createServiceCall(endpoint, "dynamodb", admin.accessKeyId, deployment.place.region);
  await provisionTables(deployment, dynamodb);
  Object.assign(process.env, sdkEnvironment(admin, endpoint, deployment.place.region));
  const tableOf = (construct: string): string => {
    const table = deployment.ofType("AWS::DynamoDB::GlobalTable").find((one) => one.construct === construct);
    if (!table) throw new Error(`The data stack has no table ${construct}`);
    return table.name;
  };
  return {
    gateway,
    dynamodb,
    setTamper: (wrong) => {
      tamper = wrong;
    },
    casesTable: tableOf("Cases"),
    registryTable: tableOf("Registry"),
    stop: async () => {
      await gateway.close();
      await emulator.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

type On = (call: Call) => boolean;

/** The read and the write of filing. */
export const reads: On = ({ operation }) => operation === "BatchGetItem";
export const commits: On = ({ operation }) => operation === "TransactWriteItems";
export const everything: On = ({ operation }) => operation !== "Scan";

type Often = Pick<FaultRule, "chance" | "skip" | "times">;

/** What can go wrong between a worker and DynamoDB, as rules of the gateway. */
export const faults = {
  throttled: (when: On, often: Often = {}): FaultRule => ({
    when,
    fault: { kind: "refuse", code: "ThrottlingException" },
    ...often,
  }),
  serverError: (when: On, often: Often = {}): FaultRule => ({
    when,
    fault: { kind: "refuse", code: "InternalServerError", status: 500 },
    ...often,
  }),
  /** Another transaction holds one of the items at this very moment. */
  conflict: (often: Often = {}): FaultRule => ({
    when: commits,
    fault: {
      kind: "refuse",
      code: "TransactionCanceledException",
      details: { CancellationReasons: [{ Code: "TransactionConflict" }] },
    },
    ...often,
  }),
  slow: (when: On, milliseconds: number, often: Often = {}): FaultRule => ({
    when,
    fault: { kind: "delay", milliseconds },
    ...often,
  }),
  lostBefore: (when: On, often: Often = {}): FaultRule => ({
    when,
    fault: { kind: "lose-request" },
    ...often,
  }),
  lostAfter: (when: On, often: Often = {}): FaultRule => ({ when, fault: { kind: "lose-answer" }, ...often }),
};
