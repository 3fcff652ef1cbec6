import {
  BlockPublicAccess,
  Bucket,
  type BucketProps,
  type IBucket,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { RegionConfig } from "../region.ts";
import { removalPolicy } from "../removal.ts";

export type PrivateBucketProps = Omit<
  BucketProps,
  "blockPublicAccess" | "objectOwnership" | "enforceSSL" | "minimumTLSVersion" | "removalPolicy"
> &
  Required<Pick<BucketProps, "encryption" | "versioned" | "lifecycleRules">>;

/** A bucket nobody reaches without our say-so and never over an unencrypted connection. */
export const privateBucket = (
  scope: Construct,
  id: string,
  region: RegionConfig,
  props: PrivateBucketProps,
): IBucket =>
  new Bucket(scope, id, {
    ...props,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: removalPolicy(region),
    // The class declares `policy?` a little looser than its interface, which exactOptionalPropertyTypes minds.
  }) as IBucket;
