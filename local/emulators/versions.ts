import { randomBytes } from "node:crypto";
import { s3Target } from "../gateway/operations.ts";
import type { Upstream, WireHeaders, WireRequest, WireResponse } from "../gateway/wire.ts";
import { createTurns } from "./turns.ts";

/** Carries the version id of an object in the emulator, which knows no versions. */
const versionHeader = "x-amz-meta-local-version-id";
/** Says that an archived entry is no object but the mark a deletion left. */
const markerHeader = "x-amz-meta-local-delete-marker";

const empty: Buffer = Buffer.alloc(0);

/** Ids sort in the order they were given. */
const createVersionId = (): string =>
  `${Date.now().toString(36).padStart(9, "0")}${randomBytes(8).toString("hex")}`;

/** The bucket where versions live once they are no longer the current one. */
export const archiveOf = (bucket: string): string => `${bucket.slice(0, 54)}.versions`;

const encode = (key: string): string => key.split("/").map(encodeURIComponent).join("/");

const archived = (bucket: string, key: string, version: string): string =>
  `/${archiveOf(bucket)}/${encode(`${key}/${version}`)}`;

const plain = (bucket: string, key: string): string => `/${bucket}/${encode(key)}`;

/** Headers of an answer that make the same object when put again. */
const putAgain = ({ headers }: WireResponse): WireHeaders => {
  const { etag: _etag, "last-modified": _modified, "content-length": _length, ...kept } = headers;
  return kept;
};

/**
 * Versions for buckets that ask for them, on top of an emulator without: the current object keeps its own key;
 * an object that is replaced or deleted moves to a second bucket, and comes back when what stands over it is
 * deleted by its version id. Listing versions is not offered.
 */
export const withVersions = (upstream: Upstream, versioned: ReadonlySet<string>): Upstream => {
  const call = (method: string, url: string, headers: WireHeaders = {}, body = empty) =>
    upstream({ method, url, headers, body });
  const whole = (url: string) => call("GET", url, { "x-amz-checksum-mode": "ENABLED" });

  const archiveCurrent = async (bucket: string, key: string): Promise<void> => {
    const current = await whole(plain(bucket, key));
    const version = current.headers[versionHeader];
    if (current.status !== 200 || version === undefined) return;
    await call("PUT", archived(bucket, key, version), putAgain(current), current.body);
  };

  const put = async (request: WireRequest, bucket: string, key: string): Promise<WireResponse> => {
    await archiveCurrent(bucket, key);
    const version = createVersionId();
    const answer = await upstream({ ...request, headers: { ...request.headers, [versionHeader]: version } });
    return answer.status === 200 ? withVersionId(answer, version) : answer;
  };

  const mark = async (request: WireRequest, bucket: string, key: string): Promise<WireResponse> => {
    await archiveCurrent(bucket, key);
    const version = createVersionId();
    await call("PUT", archived(bucket, key, version), { [versionHeader]: version, [markerHeader]: "true" });
    return asMarker(withVersionId(await upstream(request), version));
  };

  const newestArchived = async (bucket: string, key: string): Promise<string | undefined> => {
    const prefix = `${key}/`;
    const query = new URLSearchParams({ "list-type": "2", prefix, delimiter: "/" });
    const list = (await call("GET", `/${archiveOf(bucket)}?${query.toString()}`)).body.toString("utf8");
    const versions = [...list.matchAll(/<Key>[^<]*\/([0-9a-z]+)<\/Key>/g)].map(
      ([, version]) => version ?? "",
    );
    return versions.toSorted().at(-1);
  };

  /** What was under a deleted current version becomes current, unless it is a deletion. */
  const promote = async (bucket: string, key: string): Promise<void> => {
    const version = await newestArchived(bucket, key);
    if (version === undefined) return;
    const address = archived(bucket, key, version);
    const entry = await whole(address);
    if (markerHeader in entry.headers) return;
    await call("PUT", plain(bucket, key), putAgain(entry), entry.body);
    await call("DELETE", address);
  };

  const removeVersion = async (bucket: string, key: string, version: string): Promise<WireResponse> => {
    const current = await call("HEAD", plain(bucket, key));
    const isCurrent = current.status === 200 && current.headers[versionHeader] === version;
    const address = isCurrent ? plain(bucket, key) : archived(bucket, key, version);
    const entry = await call("HEAD", address);
    const answer = await call("DELETE", address);
    if (isCurrent || current.status === 404) await promote(bucket, key);
    const deleted = withVersionId(answer, version);
    return markerHeader in entry.headers ? asMarker(deleted) : deleted;
  };

  const readVersion = async (request: WireRequest, bucket: string, key: string, version: string) => {
    const current = await call("HEAD", plain(bucket, key));
    const isCurrent = current.status === 200 && current.headers[versionHeader] === version;
    const answer = await upstream({
      ...request,
      url: isCurrent ? plain(bucket, key) : archived(bucket, key, version),
    });
    if (markerHeader in answer.headers)
      return asMarker({ ...withVersionId(answer, version), status: 405, body: empty });
    return answer.status === 404 && request.method === "GET" ? noSuchVersion : withVersionId(answer, version);
  };

  /** Changes of one object happen one after the other. */
  const inTurn = createTurns();
  return async (request) => {
    const { bucket, key, query } = s3Target(request.url);
    if (!versioned.has(bucket) || key === "" || query.has("uploads") || query.has("uploadId")) {
      return upstream(request);
    }
    const version = query.get("versionId");
    const turn = (task: () => Promise<WireResponse>) => inTurn(plain(bucket, key), task);
    if (request.method === "PUT") return turn(() => put(request, bucket, key));
    if (request.method === "DELETE") {
      return turn(() =>
        version === null ? mark(request, bucket, key) : removeVersion(bucket, key, version),
      );
    }
    if (version !== null) return readVersion(request, bucket, key, version);
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

const asMarker = (answer: WireResponse): WireResponse => ({
  ...answer,
  headers: { ...answer.headers, "x-amz-delete-marker": "true" },
});

const withVersionId = (answer: WireResponse, version: string | undefined): WireResponse => {
  const { [versionHeader]: _version, [markerHeader]: _marker, ...headers } = answer.headers;
  return {
    ...answer,
    headers: version === undefined ? headers : { ...headers, "x-amz-version-id": version },
  };
};
