import { mkdirSync } from "node:fs";
import { buildApp } from "fauxqs";
// The package's own start function listens on all interfaces; its parts, put together here, on none.
import { PersistenceManager } from "../../node_modules/fauxqs/dist/persistence.js";
import { S3Store } from "../../node_modules/fauxqs/dist/s3/s3Store.js";
import { SnsStore } from "../../node_modules/fauxqs/dist/sns/snsStore.js";
import { SqsStore } from "../../node_modules/fauxqs/dist/sqs/sqsStore.js";
import { s3Target } from "../gateway/operations.ts";
import type { Upstream, WireRequest, WireResponse } from "../gateway/wire.ts";
import type { ObjectStore } from "../provision/buckets.ts";
import { deliverWholeGroups } from "./fifo.ts";

export interface Fauxqs {
  upstream: Upstream;
  objects: ObjectStore;
  close(): Promise<void>;
}

/** Not in the package's types. */
interface Database {
  transaction(write: () => void): void;
  db: { exec(sql: string): void };
}

/** SQS and S3 in this process, without a listening socket, kept in `<directory>/fauxqs.db`. */
export const startFauxqs = async (directory: string, region: string): Promise<Fauxqs> => {
  mkdirSync(directory, { recursive: true });
  const persistence = new PersistenceManager(directory);
  const database = persistence as unknown as Database;
  // What was written survives the end of this process, whatever ends it, without waiting for the disk every time.
  database.db.exec("PRAGMA synchronous = NORMAL");
  const sqsStore = new SqsStore();
  const snsStore = new SnsStore();
  const s3Store = new S3Store();
  // Loading before the stores know the persistence, as the package does itself: otherwise loading a queue writes
  // it again, and that deletes its messages.
  persistence.load(sqsStore, snsStore, s3Store);
  sqsStore.persistence = persistence;
  s3Store.persistence = persistence;
  for (const queue of sqsStore.allQueues()) queue.persistence = persistence;
  deliverWholeGroups(sqsStore);
  const app = buildApp({ logger: false, defaultRegion: region, stores: { sqsStore, snsStore, s3Store } });
  await app.ready();
  return {
    upstream: async (request) => {
      const { method, url, headers, body } = request;
      if (needsDirectPut(request)) return putDirectly(s3Store, request);
      const answer = await app.inject({
        method: method as "GET",
        url,
        // A host name with dots would be taken for a bucket; the gateway's addresses are path-style.
        headers: { ...headers, host: "localhost" },
        ...(body.length > 0 && { payload: body }),
      });
      const flat = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
      return { status: answer.statusCode, headers: Object.fromEntries(flat), body: answer.rawPayload };
    },
    objects: directStore(s3Store, database),
    close: async () => {
      await app.close();
      persistence.close();
    },
  };
};

/** The emulator's HTTP side takes no empty and no large objects. */
const largestPut = 10 * 1024 * 1024;

const needsDirectPut = ({ method, url, headers, body }: WireRequest): boolean => {
  const { key, query } = s3Target(url);
  const special = query.has("uploadId") || query.has("tagging") || "x-amz-copy-source" in headers;
  const whole = method === "PUT" && key !== "" && !special;
  const chunked = headers["content-encoding"]?.includes("aws-chunked") ?? false;
  return whole && !chunked && (body.length === 0 || body.length > largestPut);
};

const putDirectly = (s3: S3Store, { url, headers, body }: WireRequest): WireResponse => {
  const { bucket, key } = s3Target(url);
  const metadata = Object.entries(headers)
    .filter(([name]) => name.startsWith(metadataPrefix))
    .map(([name, value]) => [name.slice(metadataPrefix.length), value] as const);
  const algorithm = (["SHA256", "SHA1", "CRC32"] as const).find(
    (name) => headers[`x-amz-checksum-${name.toLowerCase()}`] !== undefined,
  );
  const value = headers[`x-amz-checksum-${algorithm?.toLowerCase()}`] ?? "";
  const checksum = algorithm && { algorithm, value, type: "FULL_OBJECT" as const };
  const cacheControl = headers["cache-control"];
  const system = cacheControl === undefined ? {} : { cacheControl };
  const { etag } = s3.putObject(
    bucket,
    key,
    body,
    headers["content-type"],
    Object.fromEntries(metadata),
    system,
    checksum,
  );
  return { status: 200, headers: { etag }, body: Buffer.alloc(0) };
};

const metadataPrefix = "x-amz-meta-";

/** Past HTTP, and one disk transaction for many files. */
const directStore = (s3: S3Store, persistence: Database): ObjectStore => ({
  put: async (bucket, objects) => {
    persistence.transaction(() => {
      for (const { key, body, contentType, cacheControl } of objects) {
        s3.putObject(bucket, key, body, contentType, {}, cacheControl === undefined ? {} : { cacheControl });
      }
    });
  },
  list: async (bucket, prefix) =>
    s3.listObjects(bucket, { prefix, maxKeys: Number.MAX_SAFE_INTEGER }).objects.map(({ key }) => key),
  remove: async (bucket, keys) => {
    persistence.transaction(() => {
      for (const key of keys) s3.deleteObject(bucket, key);
    });
  },
});
