import { Stack, Validations } from "aws-cdk-lib";
import { type IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type ILogGroup, LogGroup } from "aws-cdk-lib/aws-logs";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { RegionConfig } from "../region.ts";
import { removalPolicy } from "../removal.ts";

export interface PublisherProps {
  /** Buckets it may write to. */
  destinations: readonly IBucket[];
  region: RegionConfig;
}

/**
 * Role and log of the function with which CDK's BucketDeployment copies files into buckets; one for a stack.
 * CDK would let it delete and read everything in them. It only ever adds: released versions stay.
 */
export class Publisher extends Construct {
  readonly role: IRole;
  readonly logGroup: ILogGroup;

  constructor(scope: Construct, id: string, { destinations, region }: PublisherProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, "Log", {
      retention: region.logs.retentionDays,
      removalPolicy: removalPolicy(region),
    });
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      inlinePolicies: {
        grants: new PolicyDocument({
          statements: [
            allow(["logs:CreateLogStream", "logs:PutLogEvents"], [logGroup.logGroupArn]),
            allow(["s3:GetObject"], [`${assetBucketArn(Stack.of(this))}/*`]),
            allow(
              ["s3:ListBucket"],
              destinations.map((bucket) => bucket.bucketArn),
            ),
            allow(
              ["s3:PutObject", "s3:AbortMultipartUpload"],
              destinations.map((bucket) => bucket.arnForObjects("*")),
            ),
          ],
        }),
      },
    });
    this.role = role.withoutPolicyUpdates();
    this.logGroup = logGroup;
    Validations.of(Stack.of(this)).acknowledge({
      id: "AwsSolutions-L1",
      reason: "CDK chooses the runtime of its own function; the stack has no other.",
    });
  }
}

const allow = (actions: string[], resources: string[]) => new PolicyStatement({ actions, resources });

/** Where `cdk deploy` uploads what is to be published; created by `cdk bootstrap` under this name. */
const assetBucketArn = (stack: Stack): string =>
  `arn:${stack.partition}:s3:::cdk-${stack.synthesizer.bootstrapQualifier}-assets-${stack.account}-${stack.region}`;
