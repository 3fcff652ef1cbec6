import { setTimeout as sleep } from "node:timers/promises";
import { isLoopbackOnly, loadRegion } from "../../lib/region.ts";
import { findBuckets } from "../../src/adapters/s3/find-buckets.ts";
import { createS3PublicationStore } from "../../src/adapters/s3/publication-store.ts";
import type { PublishDependencies } from "../../src/app/catalogue/publish-ports.ts";
import { jitteredPause } from "../../src/app/filing/jitter.ts";
import { sha256 } from "../catalogue.ts";
import { readRunningPortal } from "./operator-file.ts";
import { UsageError } from "./usage.ts";

export const TARGET_HELP = `  --region <name>     a file of config/regions; local: the portal that runs on this machine (npm start)

AWS credentials come from the environment. With CATALOGUE_BUCKET set, that bucket is taken, with the AWS region of the
environment, and --region is not needed.`;

/** A region's published catalogue. */
export interface RegionTarget {
  /** For sentences: the region's name, or that of the bucket. */
  name: string;
  bucket: string;
  /** Where the portal is, if that is known: `https://ohp.example.org`. */
  origin: string | undefined;
}

const bucketOfRegion = async (region: string): Promise<string> => {
  // As CloudFormation names it: stack, logical id, random letters.
  const buckets = await findBuckets(`${region}-data-catalogue`);
  const [bucket] = buckets;
  if (bucket !== undefined && buckets.length === 1) return bucket;
  throw new UsageError(
    `${buckets.length === 0 ? "No bucket" : "More than one bucket"} of this account looks like the catalogue of region ` +
      `${region}. Set CATALOGUE_BUCKET to output CatalogueBucket of the stack ${region}-data.`,
  );
};

/**
 * Finds the catalogue the command is about, and sets the environment of AWS clients made from now on.
 * @throws UsageError, ConfigurationError (rejects)
 */
export const findTarget = async (region: string | undefined, help: string): Promise<RegionTarget> => {
  const given = process.env["CATALOGUE_BUCKET"];
  if (region === undefined) {
    if (!given) throw new UsageError(`Say where: --region <name>.\n\n${help}`);
    return { name: given, bucket: given, origin: undefined };
  }
  const config = loadRegion(region);
  if (isLoopbackOnly(config) && !given) {
    const { origin, environment } = readRunningPortal();
    Object.assign(process.env, environment);
    return { name: region, bucket: environment["CATALOGUE_BUCKET"] ?? "", origin };
  }
  process.env["AWS_REGION"] ??= config.aws.region;
  const bucket = given || (await bucketOfRegion(region));
  return { name: region, bucket, origin: config.portal.origin };
};

export const publishingTo = ({ bucket }: RegionTarget): PublishDependencies => ({
  store: createS3PublicationStore({ bucket }),
  sha256,
  now: () => new Date().toISOString(),
  pause: (attempt) => sleep(jitteredPause(attempt, Math.random())),
});
