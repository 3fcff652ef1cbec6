import { CfnOutput, Duration, Stack, type StackProps, Validations } from "aws-cdk-lib";
import {
  AttributeType,
  Billing,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
  type TablePropsV2,
} from "aws-cdk-lib/aws-dynamodb";
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { BucketEncryption, HttpMethods, type IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { cataloguePaths } from "../../src/domain/settlement/settlement.ts";
import { allowAlarms } from "../constructs/alarm-key.ts";
import { IdentityBroker } from "../constructs/identity-broker.ts";
import { MalwareScan } from "../constructs/malware-scan.ts";
import { OriginKeys } from "../constructs/origin-keys.ts";
import { webhookSecrets } from "../constructs/webhook-secrets.ts";
import { privateBucket } from "../constructs/private-bucket.ts";
import type { RegionConfig } from "../region.ts";
import { removalPolicy } from "../removal.ts";

export interface DataStackProps extends StackProps {
  region: RegionConfig;
}

const text = (name: string) => ({ name, type: AttributeType.STRING });
const number = (name: string) => ({ name, type: AttributeType.NUMBER });

/** Everything that must survive a deployment. The other stacks can be deleted and built anew. */
export class DataStack extends Stack {
  readonly key: Key;
  readonly sessions: TableV2;
  readonly accounts: TableV2;
  readonly cases: TableV2;
  readonly registry: TableV2;
  readonly attachments: IBucket;
  readonly scan: MalwareScan;
  readonly catalogue: IBucket;
  readonly broker: IdentityBroker;
  readonly originKeys: OriginKeys;
  readonly webhookSecrets: Secret;
  readonly #region: RegionConfig;

  constructor(scope: Construct, id: string, { region, ...props }: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: region.removal === "retain" });
    this.#region = region;
    this.key = this.#createKey();

    // No point-in-time recovery: a restored session table would bring ended sessions back to life.
    this.sessions = this.#createTable("Sessions", { timeToLiveAttribute: "expiresAt" });
    this.accounts = this.#createTable("Accounts", {
      sortKey: text("sk"),
      ...recoverable,
      // Links that verify an e-mail address; everything else has no such attribute.
      timeToLiveAttribute: "expiresAt",
    });
    this.cases = this.#createTable("Cases", {
      sortKey: text("sk"),
      ...recoverable,
      globalSecondaryIndexes: caseIndexes,
    });
    this.registry = this.#createTable("Registry", { sortKey: text("sk"), ...recoverable });

    this.attachments = this.#createAttachments();
    this.scan = new MalwareScan(this, "Scan", {
      bucket: this.attachments,
      prefix: "cases/",
      encryptionKey: this.key,
    });
    this.catalogue = this.#createCatalogue();
    this.broker = new IdentityBroker(this, "Oidc", { region, encryptionKey: this.key });
    this.originKeys = new OriginKeys(this, "OriginKeys", { region, encryptionKey: this.key });
    this.webhookSecrets = webhookSecrets(this, region, this.key);
    // Who loads clerks or tries a settlement with the command line needs its name (docs/operations.md).
    new CfnOutput(this, "AccountsTable", { value: this.accounts.tableName });
    new CfnOutput(this, "OidcClientSecretArn", { value: this.broker.clientSecret.secretArn });
  }

  #createKey(): Key {
    const key = new Key(this, "Key", {
      description: `Portal ${this.#region.name}: tables, attachments, queues, secrets, alarms`,
      enableKeyRotation: true,
      removalPolicy: removalPolicy(this.#region),
    });
    allowAlarms(key);
    return key;
  }

  #createTable(id: string, props: Partial<TablePropsV2>): TableV2 {
    return new TableV2(this, id, {
      partitionKey: text("pk"),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(this.key),
      deletionProtection: this.#region.removal === "retain",
      removalPolicy: removalPolicy(this.#region),
      ...props,
    });
  }

  /** Files come and go straight between browser and bucket, by signed POSTs and links; only the portal's pages may do so. */
  #createAttachments(): IBucket {
    return privateBucket(this, "Attachments", this.#region, {
      encryption: BucketEncryption.KMS,
      versioned: true,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: this.#createAccessLogs(),
      cors: [
        {
          // Uploads; and files of a case, by short-lived links, into what a client takes home as one file.
          allowedMethods: [HttpMethods.POST, HttpMethods.GET],
          allowedOrigins: [this.#region.portal.origin],
          allowedHeaders: [],
        },
      ],
      // A case is bound to one version of each file, current or not, so versions are never expired by age.
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(1), expiredObjectDeleteMarker: true },
      ],
    });
  }

  /** Who touched which attachment. Kept as long as the logs. */
  #createAccessLogs(): IBucket {
    return privateBucket(this, "AccessLogs", this.#region, {
      // S3 delivers access logs to buckets with its own key only.
      encryption: BucketEncryption.S3_MANAGED,
      versioned: false,
      lifecycleRules: [{ expiration: Duration.days(this.#region.logs.retentionDays) }],
    });
  }

  /**
   * Published settlements and forms, public by nature. Cases refer to released versions by hash for ever, so this is
   * data, not part of the site. The policy names the account's distributions instead of the one distribution,
   * which depends on this stack (docs/adr/0003).
   */
  #createCatalogue(): IBucket {
    const catalogue = privateBucket(this, "Catalogue", this.#region, {
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      lifecycleRules: [
        {
          noncurrentVersionExpiration: Duration.days(90),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    Validations.of(catalogue).acknowledge({
      id: "AwsSolutions-S1",
      reason: "Public content: who read it is nobody's business.",
    });
    catalogue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudfront.amazonaws.com")],
        actions: ["s3:GetObject"],
        resources: [catalogue.arnForObjects("*")],
        conditions: {
          StringEquals: { "aws:SourceAccount": this.account },
          ArnLike: { "aws:SourceArn": `arn:${this.partition}:cloudfront::${this.account}:distribution/*` },
        },
      }),
    );
    catalogue.addToResourcePolicy(neverWrittenOver(catalogue));
    // Publishers look it up by its name, or are given it (docs/operations.md).
    new CfnOutput(this, "CatalogueBucket", { value: catalogue.bucketName });
    return catalogue;
  }
}

/**
 * Of all the catalogue only the pointer may change: whoever may publish, by whatever program, can add objects and never
 * replace what another municipality, a draft or a case refers to. Source: Amazon S3 user guide, "Enforce conditional
 * writes on Amazon S3 buckets".
 */
const neverWrittenOver = (catalogue: IBucket): PolicyStatement =>
  new PolicyStatement({
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ["s3:PutObject"],
    notResources: [catalogue.arnForObjects(cataloguePaths.pointer)],
    conditions: { Null: { "s3:if-none-match": "true" } },
  });

const recoverable = { pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } };

/** Keys are built in src/adapters/dynamo/keys.ts only. All are sparse or small. */
const caseIndexes: NonNullable<TablePropsV2["globalSecondaryIndexes"]> = [
  {
    indexName: "by-owner",
    partitionKey: text("ownerKey"),
    sortKey: text("pk"),
    projectionType: ProjectionType.KEYS_ONLY,
  },
  {
    indexName: "pending",
    partitionKey: text("pendingKey"),
    sortKey: number("pendingSince"),
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: ["id", "pendingOffice"],
  },
  {
    indexName: "worklist",
    partitionKey: text("worklistKey"),
    sortKey: text("worklistSort"),
    // Everything a list shows, so that one query draws a page.
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: [
      "state",
      "catalogue",
      "updatedAt",
      "submission",
      "arrival",
      "registration",
      "assignment",
      "partyName",
      "deadline",
    ],
  },
  {
    indexName: "by-name",
    partitionKey: text("nameKey"),
    sortKey: text("nameSort"),
    projectionType: ProjectionType.KEYS_ONLY,
  },
];
