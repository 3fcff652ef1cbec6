import type { Deployment, Resource } from "../assembly/deployment.ts";
import { StartFailure } from "../failure.ts";
import { s3Target } from "../gateway/operations.ts";
import type { Upstream } from "../gateway/wire.ts";
import { asList, asText, isObject } from "../json.ts";

/** One version of an object, as S3 tells GuardDuty of it. */
export interface WrittenObject {
  bucket: string;
  key: string;
  version: string;
  etag: string;
}

/** Which objects the template has scanned. */
export interface ProtectionPlan {
  arn: string;
  bucket: string;
  prefixes: readonly string[];
}

export const planProtection = (deployment: Deployment): ProtectionPlan[] =>
  deployment.ofType("AWS::GuardDuty::MalwareProtectionPlan").map((plan) => toPlan(deployment, plan));

const toPlan = (deployment: Deployment, { logicalId, attributes, properties }: Resource): ProtectionPlan => {
  const resource = properties["ProtectedResource"];
  const bucket = isObject(resource) ? resource["S3Bucket"] : undefined;
  const name = isObject(bucket) ? bucket["BucketName"] : undefined;
  if (!isObject(bucket) || !deployment.find(name, "AWS::S3::Bucket")) {
    throw new StartFailure(`${logicalId} protects something that is no bucket of the template.`);
  }
  const actions = properties["Actions"];
  const tagging = isObject(actions) ? actions["Tagging"] : undefined;
  if (isObject(tagging) && tagging["Status"] === "ENABLED") {
    throw new StartFailure(`${logicalId} has scanned objects tagged, which the local scanner does not do.`);
  }
  return {
    arn: asText(attributes["Arn"]),
    bucket: asText(name),
    prefixes: asList(bucket["ObjectPrefixes"]).map(asText),
  };
};

export const protects = ({ bucket, prefixes }: ProtectionPlan, object: WrittenObject): boolean =>
  object.bucket === bucket &&
  (prefixes.length === 0 || prefixes.some((prefix) => object.key.startsWith(prefix)));

/** S3 with somebody watching: told of every object, or new version of one, that was written. */
export const watchWrites =
  (s3: Upstream, written: (object: WrittenObject) => void): Upstream =>
  async (request, signal) => {
    const answer = await s3(request, signal);
    const { bucket, key, query } = s3Target(request.url);
    const isPart = query.has("uploadId") || query.has("tagging");
    const isWrite = request.method === "PUT" ? !isPart : request.method === "POST" && query.has("uploadId");
    if (answer.status === 200 && key !== "" && isWrite) {
      const { etag = "", "x-amz-version-id": version = "null" } = answer.headers;
      written({ bucket, key, version, etag: etag.replaceAll('"', "") });
    }
    return answer;
  };
