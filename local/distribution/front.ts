import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { StartFailure } from "../failure.ts";
import { readBody } from "../gateway/wire.ts";
import { apiBodyLimit } from "../http-api/api.ts";
import type { Distribution } from "./distribution.ts";
import { errorAnswer, type Header, type ViewerRequest } from "./message.ts";

export interface Front {
  port: number;
  /** Until then every request waits. */
  serve(distribution: Distribution): void;
  close(): Promise<void>;
}

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });

/**
 * Listens where browsers go: `localhost` on both loopback addresses, nowhere else.
 * @throws StartFailure when the port is taken.
 */
export const openFront = async (port: number): Promise<Front> => {
  const { promise, resolve } = Promise.withResolvers<Distribution>();
  const handle = (message: IncomingMessage, response: ServerResponse): void => {
    promise
      .then((distribution) => answer(distribution, message, response))
      .catch((error: unknown) => failed(error, response));
  };
  const servers = [createServer(limits, handle), createServer(limits, handle)] as const;
  for (const server of servers) server.on("clientError", refuseConnection);
  const chosen = await listen(servers[0], port, "127.0.0.1").catch((error: NodeJS.ErrnoException) => {
    throw portFailure(error, port);
  });
  await listen(servers[1], chosen, "::1").catch((error: NodeJS.ErrnoException) => {
    // A machine without IPv6 reaches localhost by 127.0.0.1.
    if (error.code === "EADDRINUSE") {
      servers[0].close();
      throw portFailure(error, chosen);
    }
  });
  return {
    port: chosen,
    serve: resolve,
    close: async () => {
      await Promise.all(
        servers.map((server) => {
          server.closeAllConnections();
          return new Promise((done) => server.close(done));
        }),
      );
    },
  };
};

/** Longest request without its body that CloudFront takes, and longest address in it, bytes. */
const limits = { maxHeaderSize: 20_480 };
const longestAddress = 8_192;

/** What cannot be read as a request gets CloudFront's answer, and then the connection ends. */
const refuseConnection = (error: NodeJS.ErrnoException, socket: Duplex): void => {
  if (!socket.writable) return;
  const tooLong = error.code === "HPE_HEADER_OVERFLOW";
  const line = tooLong ? "494 Request Header Too Large" : "400 Bad Request";
  socket.end(`HTTP/1.1 ${line}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
};

const portFailure = (error: NodeJS.ErrnoException, port: number): Error => {
  const what = { EADDRINUSE: `Port ${port} is in use`, EACCES: `Port ${port} needs more rights` }[
    error.code ?? ""
  ];
  return what
    ? new StartFailure(`${what}; stop what uses it, or choose another: PORT=${port + 10} npm start`)
    : error;
};

const badRequest = errorAnswer(400, "Bad request", "The address is not well-formed.");
const longAddress = errorAnswer(414, "The request could not be satisfied", "The address is too long.");
const brokenOrigin = errorAnswer(502, "The request could not be satisfied", "The origin failed.");

const failed = (error: unknown, response: ServerResponse): void => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // Decoding an address that is not well-formed fails with this one.
  const { status, headers, body } = error instanceof URIError ? badRequest : brokenOrigin;
  writeHeaders(response, status, headers, body);
  response.end(body);
};

const answer = async (
  distribution: Distribution,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const method = message.method ?? "GET";
  const request = await toRequest(message, method);
  const isLong = (message.url ?? "").length > longestAddress;
  const { status, headers, body } = isLong ? longAddress : await distribution(request);
  writeHeaders(response, status, headers, body);
  response.end(method === "HEAD" || status === 304 ? undefined : body);
};

const writeHeaders = (
  response: ServerResponse,
  status: number,
  headers: readonly Header[],
  body: Buffer,
): void => {
  const named = new Map<string, string[]>();
  for (const [name, value] of headers) named.set(name, [...(named.get(name) ?? []), value]);
  for (const [name, values] of named) {
    response.setHeader(name, name === "set-cookie" ? values : values.join(", "));
  }
  if (status !== 304 && status !== 204) response.setHeader("content-length", body.length);
  response.statusCode = status;
};

const toRequest = async (message: IncomingMessage, method: string): Promise<ViewerRequest> => {
  const body = await readBody(message, apiBodyLimit);
  const [path, query] = splitOnce(message.url ?? "/");
  const headers: Header[] = [];
  for (let at = 0; at < message.rawHeaders.length; at += 2) {
    headers.push([(message.rawHeaders[at] ?? "").toLowerCase(), message.rawHeaders[at + 1] ?? ""]);
  }
  return {
    method,
    path,
    query,
    headers: headers.filter(([name]) => name !== "connection"),
    body: body ?? Buffer.alloc(0),
    bodyTooLarge: body === undefined,
    ip: message.socket.remoteAddress?.replace("::ffff:", "") ?? "127.0.0.1",
  };
};

const splitOnce = (url: string): [path: string, query: string] => {
  const at = url.indexOf("?");
  return at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)];
};
