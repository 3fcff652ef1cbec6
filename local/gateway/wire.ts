import type { IncomingMessage, ServerResponse } from "node:http";

export type WireHeaders = Readonly<Record<string, string>>;

export interface WireRequest {
  method: string;
  /** Path and query, as sent. */
  url: string;
  /** Lower-case names. */
  headers: WireHeaders;
  body: Buffer;
}

export interface WireResponse {
  status: number;
  headers: WireHeaders;
  body: Buffer;
}

/** Something that answers a service's requests: an emulator, or an endpoint the user gave. */
export type Upstream = (request: WireRequest, signal?: AbortSignal) => Promise<WireResponse>;

/** Collects a request's body; undefined when it is larger than `limit` bytes (the rest is read and dropped). */
export const readBody = async (message: IncomingMessage, limit: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? undefined : Buffer.concat(chunks);
};

export const flatHeaders = (message: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );

/** Headers that belong to one connection and are never passed on. */
const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
]);

export const send = (response: ServerResponse, answer: WireResponse, method: string): void => {
  const headers = Object.entries(answer.headers).filter(([name]) => !hopByHop.has(name));
  response.writeHead(answer.status, {
    ...Object.fromEntries(headers),
    // A HEAD answer tells the length of what GET would have sent.
    "content-length":
      method === "HEAD" ? (answer.headers["content-length"] ?? "0") : String(answer.body.length),
  });
  response.end(method === "HEAD" ? undefined : answer.body);
};

export const jsonAnswer = (status: number, body: unknown, headers: WireHeaders = {}): WireResponse => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.0", ...headers },
  body: Buffer.from(JSON.stringify(body)),
});
