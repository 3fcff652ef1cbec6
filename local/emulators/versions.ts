import { randomBytes } from "node:crypto";
import { s3Target } from "../gateway/operations.ts";
import type { Upstream, WireRequest, WireResponse } from "../gateway/wire.ts";

/** Carries the version id of an object in the emulator, which knows no versions. */
const versionHeader = "x-amz-meta-local-version-id";

/** Ids sort in the order they were given. */
const createVersionId = (): string =>
  `${Date.now().toString(36).padStart(9, "0")}${randomBytes(8).toString("hex")}`;

/** The bucket where versions live once they are no longer the current one. */
export const archiveOf = (bucket: string): string => `${bucket.slice(0, 54)}.versions`;

const archived = (bucket: string, key: string, version: string): string =>
  `/${archiveOf(bucket)}/${encodeURI(`${key}/${version}`)}`;

const plain = (bucket: string, key: string): string => `/${bucket}/${encodeURI(key)}`;

/**
 * Versions for buckets that ask for them, on top of an emulator without: the current object keeps its own key;
 * an object that is replaced or deleted moves to a second bucket. Listing versions and restoring a deleted object
 * by deleting its marker are not offered.
 */
export const withVersions = (upstream: Upstream, versioned: ReadonlySet<string>): Upstream => {
  const head = (url: string) => upstream({ method: "HEAD", url, headers: {}, body: Buffer.alloc(0) });

  const archiveCurrent = async (bucket: string, key: string): Promise<void> => {
    const current = await upstream({
      method: "GET",
      url: plain(bucket, key),
      headers: { "x-amz-checksum-mode": "ENABLED" },
      body: Buffer.alloc(0),
    });
    const version = current.headers[versionHeader];
    if (current.status !== 200 || version === undefined) return;
    const { etag: _etag, "last-modified": _modified, ...headers } = current.headers;
    await upstream({ method: "PUT", url: archived(bucket, key, version), headers, body: current.body });
  };

  const put = async (request: WireRequest, bucket: string, key: string): Promise<WireResponse> => {
    await archiveCurrent(bucket, key);
    const version = createVersionId();
    const answer = await upstream({ ...request, headers: { ...request.headers, [versionHeader]: version } });
    return answer.status === 200 ? withVersionId(answer, version) : answer;
  };

  const remove = async (request: WireRequest, bucket: string, key: string): Promise<WireResponse> => {
    await archiveCurrent(bucket, key);
    const answer = await upstream(request);
    const marked = { ...answer, headers: { ...answer.headers, "x-amz-delete-marker": "true" } };
    return withVersionId(marked, createVersionId());
  };

  const ofVersion = async (request: WireRequest, bucket: string, key: string, version: string) => {
    const current = await head(plain(bucket, key));
    const isCurrent = current.status === 200 && current.headers[versionHeader] === version;
    const url = isCurrent ? plain(bucket, key) : archived(bucket, key, version);
    const answer = await upstream({ ...request, url });
    return answer.status === 404 && request.method === "GET" ? noSuchVersion : withVersionId(answer, version);
  };

  return async (request) => {
    const { bucket, key, query } = s3Target(request.url);
    if (!versioned.has(bucket) || key === "" || query.has("uploads") || query.has("uploadId")) {
      return upstream(request);
    }
    const version = query.get("versionId");
    if (version !== null) return ofVersion(request, bucket, key, version);
    if (request.method === "PUT") return put(request, bucket, key);
    if (request.method === "DELETE") return remove(request, bucket, key);
    const answer = await upstream(request);
    return withVersionId(answer, answer.headers[versionHeader]);
  };
};

const noSuchVersion: WireResponse = {
  status: 404,
  headers: { "content-type": "application/xml" },
  body: Buffer.from(
    "<Error><Code>NoSuchVersion</Code><Message>The version does not exist.</Message></Error>",
  ),
};

const withVersionId = (answer: WireResponse, version: string | undefined): WireResponse => {
  const { [versionHeader]: _hidden, ...headers } = answer.headers;
  return {
    ...answer,
    headers: version === undefined ? headers : { ...headers, "x-amz-version-id": version },
  };
};
