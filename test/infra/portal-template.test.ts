import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FunctionDefinition, type FunctionName, functions } from "../../functions/manifest.ts";
import { synthesizePortal } from "../../lib/app.ts";
import { loadRegion } from "../../lib/region.ts";

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
}
type Json = Record<string, unknown>;
interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
}

const definitions = Object.entries(functions) as [FunctionName, FunctionDefinition][];
const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** The example region, synthesized with stand-in assets: what an operator would deploy. */
describe("the template of a region", () => {
  const directory = mkdtempSync(join(tmpdir(), "infra-"));
  let resources: [string, Resource][] = [];

  const ofType = (type: string): [string, Json][] =>
    resources.filter(([, { Type }]) => Type === type).map(([id, { Properties }]) => [id, Properties]);
  const functionOf = (name: FunctionName): Json => {
    const found = ofType("AWS::Lambda::Function").find(([, { Description }]) =>
      String(Description).startsWith(`${name} (`),
    );
    return found?.[1] ?? {};
  };
  const roleOf = (name: FunctionName): Json => {
    const { Role } = functionOf(name) as { Role: { "Fn::GetAtt": [string, string] } };
    return resources.find(([id]) => id === Role["Fn::GetAtt"][0])?.[1].Properties ?? {};
  };
  const statementsOf = (name: FunctionName): Statement[] =>
    (roleOf(name)["Policies"] as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(
      ({ PolicyDocument }) => PolicyDocument.Statement,
    );

  beforeAll(async () => {
    const artefacts = {
      functions: join(directory, "functions"),
      site: join(directory, "site"),
      catalogue: join(directory, "catalogue"),
    };
    for (const [name] of definitions) {
      mkdirSync(join(artefacts.functions, name), { recursive: true });
      writeFileSync(join(artefacts.functions, name, "index.mjs"), "export const handler = () => ({});\n");
    }
    for (const folder of [join(artefacts.site, "assets"), artefacts.catalogue]) {
      mkdirSync(folder, { recursive: true });
    }
    writeFileSync(join(artefacts.site, "index.html"), "<!doctype html>");
    writeFileSync(join(artefacts.site, "assets", "a.js"), "");
    writeFileSync(join(artefacts.catalogue, "current.json"), "{}");
    const assembly = await synthesizePortal({
      region: loadRegion("nyugat"),
      outdir: join(directory, "cdk.out"),
      artefacts,
    });
    resources = assembly.stacks.flatMap((stack) => {
      const template = JSON.parse(readFileSync(stack.templateFullPath, "utf8")) as {
        Resources: Record<string, Resource>;
      };
      return Object.entries(template.Resources);
    });
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it("encrypts every table with the customer's key and keeps them when a stack goes", () => {
    const tables = resources.filter(([, { Type }]) => Type === "AWS::DynamoDB::GlobalTable");
    expect(tables).toHaveLength(4);
    for (const [, { Properties, DeletionPolicy }] of tables) {
      expect(Properties).toMatchObject({ SSESpecification: { SSEEnabled: true, SSEType: "KMS" } });
      expect(DeletionPolicy).toBe("Retain");
    }
  });

  it("expires sessions and can bring every other table back to any second", () => {
    const restorable = ofType("AWS::DynamoDB::GlobalTable").map(([id, properties]) => {
      const [replica] = properties["Replicas"] as Json[];
      const recovery = replica?.["PointInTimeRecoverySpecification"] as Json | undefined;
      return { id, ttl: properties["TimeToLiveSpecification"], recovery };
    });
    const sessions = restorable.filter(({ id }) => id.startsWith("Sessions"));
    expect(sessions.map(({ ttl }) => ttl)).toEqual([{ AttributeName: "expiresAt", Enabled: true }]);
    const others = restorable.filter(({ id }) => !id.startsWith("Sessions"));
    expect(others).toHaveLength(3);
    for (const { recovery } of others) expect(recovery).toMatchObject({ PointInTimeRecoveryEnabled: true });
  });

  it("keeps buckets private, encrypted, versioned and reachable over TLS only", () => {
    const buckets = ofType("AWS::S3::Bucket");
    const refusals = JSON.stringify(ofType("AWS::S3::BucketPolicy"));
    for (const [id, properties] of buckets) {
      expect(properties["PublicAccessBlockConfiguration"], id).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(properties["BucketEncryption"], id).toBeDefined();
      expect(refusals).toContain(id);
    }
    const versioned = buckets.filter(
      ([, { VersioningConfiguration }]) =>
        (VersioningConfiguration as Json | undefined)?.["Status"] === "Enabled",
    );
    expect(versioned.map(([id]) => id.replace(/[0-9A-F]{8}$/, ""))).toEqual(
      expect.arrayContaining(["Attachments", "Catalogue", "Site"]),
    );
    expect(refusals).toContain('"aws:SecureTransport":"false"');
  });

  it("gives every queue a worker reads a dead-letter queue, an alarm and room for slow workers", () => {
    const queues = ofType("AWS::SQS::Queue");
    const worked = queues.filter(([, properties]) => properties["RedrivePolicy"] !== undefined);
    expect(ofType("AWS::Lambda::EventSourceMapping")).toHaveLength(worked.length);
    for (const [, properties] of worked) {
      const { maxReceiveCount } = properties["RedrivePolicy"] as { maxReceiveCount: number };
      expect(maxReceiveCount).toBeGreaterThanOrEqual(3);
      expect(properties["FifoQueue"]).toBe(true);
      expect(properties["VisibilityTimeout"]).toBeGreaterThanOrEqual(6 * functions["filing-worker"].timeout);
      expect(properties["KmsMasterKeyId"]).toBeDefined();
    }
    for (const [, mapping] of ofType("AWS::Lambda::EventSourceMapping")) {
      expect(mapping["FunctionResponseTypes"]).toEqual(["ReportBatchItemFailures"]);
      expect(mapping["BatchSize"]).toBe(functions["filing-worker"].batchSize);
    }
    for (const [id, alarm] of ofType("AWS::CloudWatch::Alarm")) {
      expect(String(alarm["AlarmDescription"]).length, id).toBeGreaterThan(30);
      expect(alarm["AlarmActions"], id).toHaveLength(1);
    }
  });

  it("serves exactly the routes of the manifest", () => {
    const routes = definitions.flatMap(([, definition]) =>
      definition.trigger === "http"
        ? Object.values(definition.routes).map(({ method, path }) => `${method} ${path}`)
        : [],
    );
    const served = ofType("AWS::ApiGatewayV2::Route").map(([, { RouteKey }]) => String(RouteKey));
    expect(served.toSorted()).toEqual(routes.toSorted());
    expect(ofType("AWS::Lambda::Url")).toEqual([]);
  });

  it.each(definitions)(
    "%s runs under its own role with exactly the manifest's grants",
    (name, definition) => {
      const statements = statementsOf(name);
      const actions = statements.flatMap(({ Action }) => list(Action));
      expect(actions.filter((action) => action.includes("*"))).toEqual([]);
      expect(statements.filter(({ Resource }) => list(Resource).includes("*"))).toEqual([]);
      expect(statements.every(({ Effect }) => Effect === "Allow")).toBe(true);

      const given = actions.filter((action) => !/^(kms|logs):/.test(action));
      const poller =
        definition.trigger === "queue"
          ? ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
          : [];
      const granted = [...definition.grants.flatMap((grant) => [...grant.actions]), ...poller];
      expect([...new Set(given)].toSorted()).toEqual([...new Set(granted)].toSorted());
      expect(roleOf(name)["ManagedPolicyArns"]).toBeUndefined();
      const roles = definitions.map(([other]) => JSON.stringify(functionOf(other)["Role"]));
      expect(roles.filter((role) => role === JSON.stringify(functionOf(name)["Role"]))).toHaveLength(1);
    },
  );

  it.each(definitions)(
    "%s gets exactly the environment it names, on Lambda's Node 24",
    (name, definition) => {
      const properties = functionOf(name) as { Environment: { Variables: Json }; Runtime: string };
      expect(Object.keys(properties.Environment.Variables).toSorted()).toEqual(
        [...definition.environment].toSorted(),
      );
      expect(properties.Runtime).toBe("nodejs24.x");
      expect(functionOf(name)["Timeout"]).toBe(definition.timeout);
    },
  );

  it("keeps every log for the region's time and no longer", () => {
    const groups = ofType("AWS::Logs::LogGroup");
    expect(groups.length).toBeGreaterThan(definitions.length);
    for (const [id, group] of groups) expect(group["RetentionInDays"], id).toBe(365);
  });

  it("sends a content security policy without exceptions, HSTS and nosniff", () => {
    const text = JSON.stringify(ofType("AWS::CloudFront::ResponseHeadersPolicy"));
    expect(text).toContain("default-src 'none'");
    expect(text).not.toContain("unsafe-");
    expect(text).toContain("StrictTransportSecurity");
    expect(text).toContain("ContentTypeOptions");
    const [distribution] = ofType("AWS::CloudFront::Distribution");
    expect(JSON.stringify(distribution)).toContain('"MinimumProtocolVersion":"TLSv1.2_2021"');
  });
});
