import { describe, expect, it } from "vitest";
import { listedCaseSchema } from "../../src/adapters/dynamo/case-item.ts";
import type { Resource } from "./deployment.ts";
import { synthesize } from "./support.ts";

const { deployment } = await synthesize("nyugat");
const local = (await synthesize("local")).deployment;

const tables = deployment.ofType("AWS::DynamoDB::GlobalTable");
const buckets = deployment.ofType("AWS::S3::Bucket");
const table = (name: string) => deployment.named(name).properties;
const replica = (resource: Resource) => (resource.properties["Replicas"] as [Record<string, unknown>])[0];

describe("tables", () => {
  it("are the four of the design", () => {
    expect(tables.map(({ name }) => name).toSorted()).toEqual(["Accounts", "Cases", "Registry", "Sessions"]);
  });

  it.each(tables)("$name: encrypted with our key, on demand, protected from deletion", (resource) => {
    expect(resource.properties).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
    });
    expect(replica(resource)).toMatchObject({
      SSESpecification: { KMSMasterKeyId: "Key.Arn" },
      DeletionProtectionEnabled: true,
    });
    expect(resource.deletionPolicy).toBe("Retain");
  });

  it.each(["Accounts", "Cases", "Registry"])("%s: keyed by pk and sk, recoverable to any second", (name) => {
    expect(table(name)["KeySchema"]).toEqual([
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ]);
    expect(replica(deployment.named(name))).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it("Accounts: links that verify an e-mail address go by themselves; cases and the registry never do", () => {
    expect(table("Accounts")["TimeToLiveSpecification"]).toEqual({
      AttributeName: "expiresAt",
      Enabled: true,
    });
    expect(table("Cases")["TimeToLiveSpecification"]).toBeUndefined();
    expect(table("Registry")["TimeToLiveSpecification"]).toBeUndefined();
  });

  it("Sessions: keyed by pk, cleaned up by TTL, never restored", () => {
    expect(table("Sessions")).toMatchObject({
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
    });
    expect(replica(deployment.named("Sessions"))).not.toHaveProperty("PointInTimeRecoverySpecification");
  });

  it("Cases: indexes; what lists show of a case lies in the one that draws them, names in the one they are searched in", () => {
    expect(table("Cases")["GlobalSecondaryIndexes"]).toEqual([
      index("by-owner", "ownerKey", "pk", { ProjectionType: "KEYS_ONLY" }),
      index("pending", "pendingKey", "pendingSince", {
        ProjectionType: "INCLUDE",
        NonKeyAttributes: ["id", "pendingOffice"],
      }),
      index("worklist", "worklistKey", "worklistSort", {
        ProjectionType: "INCLUDE",
        NonKeyAttributes: listedAttributes,
      }),
      index("by-name", "nameKey", "nameSort", { ProjectionType: "KEYS_ONLY" }),
    ]);
    expect(table("Cases")["AttributeDefinitions"]).toContainEqual({
      AttributeName: "pendingSince",
      AttributeType: "N",
    });
  });
});

describe("buckets", () => {
  it.each(buckets)("$name: encrypted, closed to the public, kept when the stack goes", (bucket) => {
    expect(bucket.properties).toMatchObject({
      BucketEncryption: { ServerSideEncryptionConfiguration: [{}] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    });
    expect(bucket.deletionPolicy).toBe("Retain");
  });

  it.each(buckets)("$name: refuses connections without TLS 1.2", ({ name }) => {
    const statements = statementsOf(name);
    const denied = { Effect: "Deny", Action: "s3:*", Principal: { AWS: "*" } };
    expect(statements).toContainEqual(
      expect.objectContaining({ ...denied, Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    );
    expect(statements).toContainEqual(
      expect.objectContaining({ ...denied, Condition: { NumericLessThan: { "s3:TlsVersion": 1.2 } } }),
    );
  });

  it.each(["Attachments", "Catalogue", "Site"])("%s: keeps versions", (name) => {
    expect(deployment.named(name).properties["VersioningConfiguration"]).toEqual({ Status: "Enabled" });
  });

  it("Attachments: our key, access log, POST and GET from the portal only", () => {
    expect(deployment.named("Attachments").properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "Key.Arn" },
          },
        ],
      },
      LoggingConfiguration: { DestinationBucketName: "AccessLogs" },
      CorsConfiguration: {
        CorsRules: [
          // GET: the pages put files into the client's archive. Without a signed link it answers nobody.
          { AllowedMethods: ["POST", "GET"], AllowedOrigins: ["https://ohp.nyugat.example.org"] },
        ],
      },
    });
  });

  it("Attachments: every file is scanned, by a role that can read files and nothing else", () => {
    expect(
      deployment.ofType("AWS::GuardDuty::MalwareProtectionPlan").map(({ properties }) => properties),
    ).toEqual([
      {
        ProtectedResource: { S3Bucket: { BucketName: "Attachments", ObjectPrefixes: ["cases/"] } },
        Role: "ScanRole.Arn",
      },
    ]);
    const service = "malware-protection-plan.guardduty.amazonaws.com";
    const role = deployment.named("ScanRole").properties;
    expect(role["AssumeRolePolicyDocument"]).toMatchObject({
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
    });
    const rule =
      "arn:aws:events:eu-central-1:123456789012:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*";
    expect(role["Policies"]).toMatchObject([
      {
        PolicyDocument: {
          Statement: [
            {
              Action: ["events:DeleteRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets"],
              Resource: rule,
              Condition: { StringLike: { "events:ManagedBy": service } },
            },
            { Action: ["events:DescribeRule", "events:ListTargetsByRule"], Resource: rule },
            {
              Action: ["s3:GetBucketNotification", "s3:ListBucket", "s3:PutBucketNotification"],
              Resource: "Attachments.Arn",
            },
            {
              Action: "s3:PutObject",
              Resource: "Attachments.Arn/malware-protection-resource-validation-object",
            },
            { Action: ["s3:GetObject", "s3:GetObjectVersion"], Resource: "Attachments.Arn/cases/*" },
            {
              Action: ["kms:Decrypt", "kms:GenerateDataKey"],
              Resource: "Key.Arn",
              Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
            },
          ],
        },
      },
    ]);
  });

  it("Attachments: no version a case may be bound to is ever expired", () => {
    const { LifecycleConfiguration } = deployment.named("Attachments").properties;
    expect(LifecycleConfiguration).toEqual({
      Rules: [
        {
          Status: "Enabled",
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          ExpiredObjectDeleteMarker: true,
        },
      ],
    });
  });

  it("Catalogue: read by this account's distributions", () => {
    expect(statementsOf("Catalogue")).toContainEqual({
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Resource: "Catalogue.Arn/*",
      Condition: {
        StringEquals: { "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::123456789012:distribution/*" },
      },
    });
  });

  it("Catalogue: nobody writes over an object, but for the pointer", () => {
    expect(statementsOf("Catalogue")).toContainEqual({
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "s3:PutObject",
      NotResource: "Catalogue.Arn/catalogue/current.json",
      Condition: { Null: { "s3:if-none-match": "true" } },
    });
  });
});

it("rotates the key and keeps it", () => {
  expect(deployment.named("Key")).toMatchObject({
    properties: { EnableKeyRotation: true },
    deletionPolicy: "Retain",
  });
});

it("tells operators what their commands need", () => {
  expect(deployment.outputs("data")).toMatchObject({
    AccountsTable: "Accounts",
    CatalogueBucket: "Catalogue",
    WebhookSecretsArn: "WebhookSecrets",
  });
});

it("encrypts the broker's secret with the key", () => {
  expect(deployment.named("OidcClientSecret")).toMatchObject({
    properties: { KmsKeyId: "Key.Arn" },
    deletionPolicy: "Retain",
  });
});

it("a region that is to be destroyed leaves nothing behind", () => {
  for (const type of ["AWS::DynamoDB::GlobalTable", "AWS::S3::Bucket", "AWS::KMS::Key"]) {
    expect(local.ofType(type).map(({ deletionPolicy }) => deletionPolicy)).not.toContain("Retain");
  }
});

const statementsOf = (bucket: string): unknown[] => {
  const policy = deployment
    .ofType("AWS::S3::BucketPolicy")
    .find(({ properties }) => properties["Bucket"] === bucket);
  if (policy === undefined) throw new Error(`${bucket} has no policy`);
  return (policy.properties["PolicyDocument"] as { Statement: unknown[] }).Statement;
};

/** As src/adapters/dynamo/case-item.ts reads them; the key is in every index. */
const listedAttributes = Object.keys(listedCaseSchema.entries).filter((name) => name !== "pk");

const index = (name: string, partition: string, sort: string, projection: object) => ({
  IndexName: name,
  KeySchema: [
    { AttributeName: partition, KeyType: "HASH" },
    { AttributeName: sort, KeyType: "RANGE" },
  ],
  Projection: projection,
});
