import { s3Target } from "../gateway/operations.ts";
import type { Upstream } from "../gateway/wire.ts";

/** What an address may ask S3 to answer a file with, instead of what was stored with it. */
const overridable = [
  "content-type",
  "content-language",
  "cache-control",
  "content-disposition",
  "content-encoding",
  "expires",
] as const;

/** The emulator takes no notice of `response-content-disposition` and its like, by which links say how a file is saved. */
export const withResponseHeaders =
  (upstream: Upstream): Upstream =>
  async (request, signal) => {
    const answer = await upstream(request, signal);
    const { key, query } = s3Target(request.url);
    const isFile = (request.method === "GET" || request.method === "HEAD") && key !== "";
    if (!isFile || (answer.status !== 200 && answer.status !== 206)) return answer;
    const asked = overridable.flatMap((name) => {
      const value = query.get(`response-${name}`);
      return value === null ? [] : [[name, value] as const];
    });
    return { ...answer, headers: { ...answer.headers, ...Object.fromEntries(asked) } };
  };
