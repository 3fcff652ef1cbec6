import { Agent, request as plainRequest } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";
import type { Upstream, WireRequest, WireResponse } from "./wire.ts";

/** Passes requests on to an HTTP endpoint, over kept connections. */
export const httpUpstream = (endpoint: string): Upstream => {
  const base = new URL(endpoint);
  const secure = base.protocol === "https:";
  const agent = secure ? new SecureAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  const prefix = base.pathname.replace(/\/$/, "");
  return (request, signal) =>
    new Promise((resolve, reject) => {
      const options = {
        agent,
        ...(signal && { signal }),
        hostname: base.hostname,
        port: base.port,
        method: request.method,
        path: prefix + request.url,
        headers: outgoingHeaders(request, base),
      };
      const outgoing = (secure ? secureRequest : plainRequest)(options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.once("error", reject);
        answer.once("end", () => {
          const headers: WireResponse["headers"] = Object.fromEntries(
            Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
          );
          resolve({ status: answer.statusCode ?? 502, headers, body: Buffer.concat(chunks) });
        });
      });
      outgoing.once("error", reject);
      outgoing.end(request.body);
    });
};

const outgoingHeaders = (request: WireRequest, base: URL): Record<string, string> => {
  const {
    connection: _connection,
    "transfer-encoding": _encoding,
    expect: _expect,
    ...headers
  } = request.headers;
  return { ...headers, host: base.host, "content-length": String(request.body.length) };
};
