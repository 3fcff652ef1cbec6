import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from "node:http";

export type Json = Record<string, unknown>;

/** What a test changes between the broker and everybody else. */
export interface Tampering {
  /** The ID token in the token endpoint's answer. */
  tamper: (idToken: string) => string;
  /** JSON answers by path, before `tamper`. */
  answers: Record<string, (answer: Json) => unknown>;
  /** The logout token on its way to the portal. */
  logoutToken: (token: string) => string;
}

export interface SeenRequest {
  method: string;
  url: URL;
  authorization: string | undefined;
  form: URLSearchParams;
}

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
};

export const readText = async (request: IncomingMessage): Promise<string> =>
  (await readBody(request)).toString("utf8");

/** The same request, `Host` included, to another port of this machine. */
const forward = (request: IncomingMessage, body: Buffer, port: number): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { method = "GET", url = "/", headers } = request;
    const onward = httpRequest({ host: "127.0.0.1", port, method, path: url, headers }, resolve);
    onward.on("error", reject);
    onward.end(body);
  });

const change = (path: string, answer: Json, tampering: Tampering): unknown => {
  const changed = tampering.answers[path]?.(answer) ?? answer;
  const { id_token } = changed as { id_token?: unknown };
  return typeof id_token === "string"
    ? { ...(changed as Json), id_token: tampering.tamper(id_token) }
    : changed;
};

/** Stands between everybody and the broker: remembers what was asked and changes answers on their way. */
export const startTamperingProxy = async (
  ports: { proxy: number; broker: number },
  tampering: Tampering,
  seen: SeenRequest[],
) => {
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "GET", headers: asked } = request;
    const url = new URL(request.url ?? "/", `http://127.0.0.1:${ports.proxy}`);
    const body = await readBody(request);
    seen.push({
      method,
      url,
      authorization: asked.authorization,
      form: new URLSearchParams(body.toString()),
    });
    const answer = await forward(request, body, ports.broker);
    const bytes = await readBody(answer);
    const { "content-length": _, ...headers } = answer.headers;
    const isJson = /^application\/([\w-]+\+)?json/.test(headers["content-type"] ?? "");
    response.writeHead(answer.statusCode ?? 500, headers);
    response.end(
      isJson ? JSON.stringify(change(url.pathname, JSON.parse(bytes.toString()) as Json, tampering)) : bytes,
    );
  };
  const server = createServer((request, response) => void pass(request, response));
  await new Promise<void>((resolve) => server.listen(ports.proxy, "127.0.0.1", resolve));
  return server;
};
