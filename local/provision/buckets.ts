import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import type { Deployment, Resource } from "../assembly/deployment.ts";
import { StartFailure } from "../failure.ts";
import type { Upstream } from "../gateway/wire.ts";
import { asText, asList, isObject, type JsonObject } from "../json.ts";

interface StoredObject {
  key: string;
  body: Buffer;
  contentType: string;
  cacheControl: string | undefined;
}

/** Where published files go: the emulator directly, or any S3 endpoint. */
export interface ObjectStore {
  put(bucket: string, objects: readonly StoredObject[]): Promise<void>;
  /** Keys under a prefix. */
  list(bucket: string, prefix: string): Promise<readonly string[]>;
  remove(bucket: string, keys: readonly string[]): Promise<void>;
}

export const isVersioned = (bucket: Resource): boolean => {
  const configuration = bucket.properties["VersioningConfiguration"];
  return isObject(configuration) && configuration["Status"] === "Enabled";
};

export const provisionBuckets = async (buckets: readonly string[], s3: Upstream): Promise<void> => {
  for (const bucket of buckets) {
    const answer = await s3({ method: "PUT", url: `/${bucket}`, headers: {}, body: Buffer.alloc(0) });
    if (answer.status >= 300 && answer.status !== 409) {
      throw new StartFailure(`The bucket ${bucket} could not be created: ${answer.body.toString("utf8")}`);
    }
  }
};

/**
 * Does what CDK's BucketDeployment does in AWS: puts the files of its assets into the bucket. What was already put
 * by an earlier start is left alone, known from `record`.
 */
export const publishFiles = async (
  deployment: Deployment,
  store: ObjectStore,
  record: string,
): Promise<void> => {
  const done = existsSync(record) ? (JSON.parse(readFileSync(record, "utf8")) as Record<string, string>) : {};
  for (const resource of deployment.ofType("Custom::CDKBucketDeployment")) {
    const id = `${resource.stack}/${resource.logicalId}`;
    const fingerprint = createHash("sha256").update(JSON.stringify(resource.properties)).digest("hex");
    if (done[id] === fingerprint) continue;
    await publish(deployment, store, resource);
    done[id] = fingerprint;
    writeFileSync(record, JSON.stringify(done, undefined, 2));
  }
};

const publish = async (deployment: Deployment, store: ObjectStore, resource: Resource): Promise<void> => {
  const { SourceObjectKeys, DestinationBucketName, DestinationBucketKeyPrefix, Prune, SystemMetadata } =
    resource.properties;
  refuseUnknown(resource);
  const bucket = asText(DestinationBucketName);
  const prefix =
    typeof DestinationBucketKeyPrefix === "string" ? `${DestinationBucketKeyPrefix.replace(/\/$/, "")}/` : "";
  const metadata = isObject(SystemMetadata) ? SystemMetadata : {};
  const markers = asList(resource.properties["SourceMarkers"]);
  const objects = asList(SourceObjectKeys).flatMap((key, index) =>
    readFolder(deployment.asset(asText(key)), prefix, metadata, (markers[index] ?? {}) as JsonObject),
  );
  await store.put(bucket, objects);
  if (Prune === false) return;
  const published = new Set(objects.map(({ key }) => key));
  const surplus = (await store.list(bucket, prefix)).filter((key) => !published.has(key));
  await store.remove(bucket, surplus);
};

/** Settings that would change what ends up in the bucket. */
const refuseUnknown = (resource: Resource): void => {
  const odd = ["Include", "Exclude", "UserMetadata"].find((name) => resource.properties[name] !== undefined);
  if (odd === undefined && resource.properties["Extract"] !== false) return;
  throw new StartFailure(
    `${resource.logicalId} uses ${odd ?? "Extract"}, which the local runtime does not know.`,
  );
};

const readFolder = (
  folder: string,
  prefix: string,
  metadata: JsonObject,
  markers: JsonObject,
): StoredObject[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      key: prefix + relative(folder, path).replaceAll("\\", "/"),
      body: replaceMarkers(readFileSync(path), markers),
      contentType: asText(metadata["content-type"] ?? contentTypes[extname(path)] ?? "binary/octet-stream"),
      cacheControl: typeof metadata["cache-control"] === "string" ? metadata["cache-control"] : undefined,
    }));

/** Values known only at deployment stand in the files as markers. */
const replaceMarkers = (body: Buffer, markers: JsonObject): Buffer => {
  const entries = Object.entries(markers);
  if (entries.length === 0) return body;
  const text = entries.reduce(
    (content, [marker, value]) => content.replaceAll(marker, asText(value)),
    body.toString("utf8"),
  );
  return Buffer.from(text);
};

/** As the AWS command line guesses them, which does the upload in AWS. */
const contentTypes: Readonly<Record<string, string>> = {
  ".avif": "image/avif",
  ".css": "text/css",
  ".csv": "text/csv",
  ".gif": "image/gif",
  ".htm": "text/html",
  ".html": "text/html",
  ".ico": "image/vnd.microsoft.icon",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".otf": "font/otf",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".txt": "text/plain",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};
