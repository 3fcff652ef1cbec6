import { serviceError } from "../gateway/errors.ts";
import { s3Target } from "../gateway/operations.ts";
import type { Upstream, WireRequest, WireResponse } from "../gateway/wire.ts";
import { createTurns } from "./turns.ts";

const empty: Buffer = Buffer.alloc(0);

/**
 * Conditional writes on top of an emulator without: PutObject with `If-Match: <ETag>` or `If-None-Match: *`, answered as
 * S3 does (user guide, "How to prevent object overwrites with conditional writes"): 412 PreconditionFailed, and 404
 * NoSuchKey for `If-Match` on what is not there. Writes of one object wait for each other, so of two with the same
 * condition one is refused.
 */
export const withConditions = (upstream: Upstream): Upstream => {
  const inTurn = createTurns();
  return (request) => {
    const { bucket, key, query } = s3Target(request.url);
    const writes = request.method === "PUT" || request.method === "DELETE";
    if (!writes || key === "" || query.has("uploadId")) return upstream(request);
    return inTurn(`/${bucket}/${key}`, async () => {
      const refused = request.method === "PUT" ? await refusal(upstream, request) : undefined;
      return refused ?? upstream(withoutConditions(request));
    });
  };
};

const refusal = async (upstream: Upstream, request: WireRequest): Promise<WireResponse | undefined> => {
  const { "if-match": wanted, "if-none-match": unwanted } = request.headers;
  if (wanted === undefined && unwanted === undefined) return undefined;
  if (unwanted !== undefined && unwanted !== "*") {
    return serviceError(
      "s3",
      501,
      "NotImplemented",
      "A header you provided implies functionality that is not implemented.",
    );
  }
  const address = request.url.replace(/\?.*$/, "");
  const { status, headers } = await upstream({ method: "HEAD", url: address, headers: {}, body: empty });
  const etag = status === 200 ? headers["etag"] : undefined;
  if (unwanted !== undefined && etag !== undefined) return preconditionFailed;
  if (wanted === undefined) return undefined;
  if (etag === undefined) return serviceError("s3", 404, "NoSuchKey", "The specified key does not exist.");
  return bare(etag) === bare(wanted) ? undefined : preconditionFailed;
};

/** S3 takes an ETag with its quotes and without. */
const bare = (etag: string): string => etag.replace(/^"(.*)"$/, "$1");

const preconditionFailed = serviceError(
  "s3",
  412,
  "PreconditionFailed",
  "At least one of the pre-conditions you specified did not hold",
);

const withoutConditions = (request: WireRequest): WireRequest => {
  if (request.method !== "PUT") return request;
  const { "if-match": _match, "if-none-match": _noneMatch, ...headers } = request.headers;
  return { ...request, headers };
};
