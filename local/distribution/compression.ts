import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Encoding } from "./forwarding.ts";
import { headerOf, withHeader, type Answer, type Header } from "./message.ts";

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** CloudFront compresses nothing smaller or larger than this, bytes. */
const smallest = 1_000;
const largest = 10_000_000;

/** Source: CloudFront developer guide, "Serve compressed files", shortened to what a portal serves. */
const compressible =
  /^(text\/|application\/(javascript|json|manifest\+json|xml|xhtml\+xml|rss\+xml|wasm|vnd\.api\+json)|image\/svg\+xml|font\/(otf|ttf))/;

const cacheSize = 500;
const cache = new Map<string, Promise<Buffer>>();

/** The same bytes are compressed once: by ETag, which CloudFront's own cache does with the whole object. */
const compressed = (key: string, compress: () => Promise<Buffer>): Promise<Buffer> => {
  const known = cache.get(key);
  if (known) return known;
  if (cache.size >= cacheSize) cache.delete(cache.keys().next().value ?? "");
  const result = compress();
  cache.set(key, result);
  return result;
};

/** Compresses an answer from an origin when the viewer takes it and CloudFront would. */
export const compressAnswer = async (
  answer: Answer,
  acceptEncoding: string,
  encodings: readonly Encoding[],
): Promise<Answer> => {
  const { status, headers, body } = answer;
  const accepted = new Set(acceptEncoding.split(/\s*[,;]\s*/));
  const encoding = (["br", "gzip"] as const).find((one) => encodings.includes(one) && accepted.has(one));
  const type = headerOf(headers, "content-type") ?? "";
  const fits = body.length >= smallest && body.length <= largest;
  if (!encoding || status !== 200 || !fits || !compressible.test(type)) return answer;
  if (headerOf(headers, "content-encoding") !== undefined) return answer;
  const etag = headerOf(headers, "etag");
  const compress = (): Promise<Buffer> =>
    encoding === "br" ? brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : gzipped(body);
  const smaller = etag === undefined ? await compress() : await compressed(`${encoding} ${etag}`, compress);
  return { status, headers: describe(headers, encoding, etag), body: smaller };
};

const describe = (headers: readonly Header[], encoding: string, etag: string | undefined): Header[] => {
  const encoded = withHeader(withHeader(headers, "content-encoding", encoding), "vary", "Accept-Encoding");
  return etag === undefined ? encoded : withHeader(encoded, "etag", `W/${etag.replace(/^W\//, "")}`);
};
