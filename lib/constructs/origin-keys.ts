import { RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { RegionConfig } from "../region.ts";

export interface OriginKeysProps {
  region: RegionConfig;
  encryptionKey: IKey;
}

/** The current one, the one before it that is still accepted, and one more that deployed stacks still name. */
const KEPT = 3;

/**
 * Keys by which CloudFront proves to the API that a request came through it. Which one is current is a number in the
 * region's configuration: raising it by one makes a new key, and because functions accept two, no request is refused
 * while CloudFront takes the new one to all its edges.
 */
export class OriginKeys extends Construct {
  /** What CloudFront sends: a reference CloudFormation resolves, never the value itself. */
  readonly current: string;
  /** What functions accept, separated by commas; references likewise. */
  readonly accepted: string;

  constructor(scope: Construct, id: string, { region, encryptionKey }: OriginKeysProps) {
    super(scope, id);
    const newest = region.portal.originKey;
    const numbers = Array.from({ length: KEPT }, (_, age) => newest - age).filter((number) => number >= 1);
    const keys = numbers.map((number) => this.#create(number, encryptionKey));
    // Also the oldest: an export that deployed stacks use may only go after they have been told of newer keys.
    for (const key of keys) Stack.of(this).exportValue(key.secretArn);
    const [current = "", ...older] = keys.map((key) => key.secretValue.unsafeUnwrap());
    this.current = current;
    this.accepted = [current, ...older.slice(0, 1)].join(",");
  }

  #create(number: number, encryptionKey: IKey): Secret {
    const key = new Secret(this, `Key${number}`, {
      description: `Key ${number} by which CloudFront proves itself to the API`,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      encryptionKey,
      // Not data: an old key is worth nothing and should not lie about.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(key).acknowledge({
      id: "AwsSolutions-SMG4",
      reason: "Rotated by a deployment that tells CloudFront and the functions together (portal.originKey).",
    });
    return key;
  }
}
