import { join } from "node:path";
import { Duration, IgnoreMode } from "aws-cdk-lib";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, CacheControl, type ISource, Source } from "aws-cdk-lib/aws-s3-deployment";
import { Construct } from "constructs";
import type { Publisher } from "./publisher.ts";

export interface PublishedFilesProps {
  bucket: IBucket;
  /** Directory with the files. */
  directory: string;
  /** The one folder in it whose files' names change with their content. */
  hashed: string;
  publisher: Publisher;
}

const IMMUTABLE = [
  CacheControl.setPublic(),
  CacheControl.maxAge(Duration.days(365)),
  CacheControl.immutable(),
];
/** Kept, but asked about every time: a new release is seen at once. */
const REVALIDATED = [CacheControl.noCache()];

/**
 * Uploads a built directory: what has a hash in its name to be cached for ever, the rest to be revalidated.
 * Hashed files go first, so that a page never names a file that is not there yet; old ones stay, because pages
 * opened before the release still ask for them.
 */
export class PublishedFiles extends Construct {
  constructor(scope: Construct, id: string, props: PublishedFilesProps) {
    super(scope, id);
    const { hashed, moving } = split(props);
    const first = this.#deploy("Hashed", props, hashed, IMMUTABLE);
    this.#deploy("Moving", props, moving, REVALIDATED).node.addDependency(first);
  }

  #deploy(
    id: string,
    { bucket, publisher }: PublishedFilesProps,
    { source, prefix }: Part,
    cacheControl: CacheControl[],
  ) {
    return new BucketDeployment(this, id, {
      sources: [source],
      destinationBucket: bucket,
      ...(prefix !== undefined && { destinationKeyPrefix: prefix }),
      cacheControl,
      prune: false,
      memoryLimit: 512,
      role: publisher.role,
      logGroup: publisher.logGroup,
    });
  }
}

interface Part {
  source: ISource;
  prefix: string | undefined;
}

const split = ({ directory, hashed }: PublishedFilesProps): { hashed: Part; moving: Part } => ({
  hashed: { source: Source.asset(join(directory, hashed)), prefix: hashed },
  // Dot files are the bundler's own notes.
  moving: { source: excluding(directory, [`/${hashed}`, "/.*"]), prefix: undefined },
});

const excluding = (directory: string, exclude: string[]) =>
  Source.asset(directory, { exclude, ignoreMode: IgnoreMode.GIT });
