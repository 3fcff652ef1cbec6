import {
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { createSessionEndpoints } from "../../../functions/session/handler.ts";
import { startBroker } from "../../../local/broker/broker.ts";
import { createOidcBroker } from "../../../src/adapters/oidc/oidc-broker.ts";
import { createSessionGate } from "../../../src/app/session/session-gate.ts";
import { createApi } from "../../../src/http/api.ts";
import { systemClock } from "../../../src/http/clock.ts";
import type { LogFields } from "../../../src/http/log.ts";
import { limits, memoryAccountStore, memorySessionStore, memoryTransactionStore } from "../session/fakes.ts";
import { type Browser, createBrowser, overHttp, type Transport } from "./browser.ts";

export const PORTAL = "http://localhost:18080";
const ORIGIN_KEY = "key-of-this-test";
export const CLIENT = { clientId: "portal", clientSecret: "a secret of the simulator, long enough" };

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));

const freePort = async (): Promise<number> => {
  const server = createServer();
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** The same request, `Host` included, to another port of this machine. */
const forward = (request: IncomingMessage, body: Buffer, port: number): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { method = "GET", url = "/", headers } = request;
    const onward = httpRequest({ host: "127.0.0.1", port, method, path: url, headers }, resolve);
    onward.on("error", reject);
    onward.end(body);
  });

/** Stands between everybody and the broker, so that a test can change ID tokens on their way. */
const startTamperingProxy = async (
  ports: { proxy: number; broker: number },
  tamper: (idToken: string) => string,
): Promise<Server> => {
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await forward(request, await readBody(request), ports.broker);
    const body = await readBody(answer);
    const { "content-length": _, ...headers } = answer.headers;
    response.writeHead(answer.statusCode ?? 500, headers);
    if (request.url !== "/token" || answer.statusCode !== 200) response.end(body);
    else {
      const tokens = JSON.parse(body.toString()) as { id_token: string };
      response.end(JSON.stringify({ ...tokens, id_token: tamper(tokens.id_token) }));
    }
  };
  const server = createServer((request, response) => void pass(request, response));
  await listen(server, ports.proxy);
  return server;
};

/** The real session function over stores in memory. */
const createPortal = (issuer: string) => {
  const stores = {
    sessions: memorySessionStore(),
    transactions: memoryTransactionStore(),
    accounts: memoryAccountStore(),
  };
  const lines: LogFields[] = [];
  const log = (_: string, fields: LogFields): void => void lines.push(fields);
  const logger = { info: log, warn: log, error: log };
  const broker = createOidcBroker({
    issuer,
    clientId: CLIENT.clientId,
    clientSecret: async () => CLIENT.clientSecret,
    portalOrigin: PORTAL,
    maxAgeSeconds: limits.absoluteMinutes * 60,
    clock: systemClock,
  });
  const handler = createApi({
    functionName: "session",
    endpoints: createSessionEndpoints({
      ...stores,
      broker,
      limits,
      levels: [],
      random: (count) => crypto.getRandomValues(new Uint8Array(count)),
      origin: PORTAL,
      logger,
    }),
    sessions: createSessionGate({ store: stores.sessions, idleMinutes: limits.idleMinutes }),
    origin: PORTAL,
    originKey: ORIGIN_KEY,
    clock: systemClock,
    logger,
  });

  const transport: Transport = async (url, { method, cookies }) => {
    if (!url.pathname.startsWith("/api/")) return { status: 200, cookies: [], text: "a page of the portal" };
    const event = {
      routeKey: `${method} ${url.pathname}`,
      rawQueryString: url.search.slice(1),
      queryStringParameters: Object.fromEntries(url.searchParams),
      cookies,
      headers: { "x-origin-key": ORIGIN_KEY, "x-requested-with": "portal", "sec-fetch-site": "same-origin" },
      requestContext: { requestId: "request-1" },
    } as unknown as APIGatewayProxyEventV2;
    const answer = await handler(event, {} as Context);
    return {
      status: answer.statusCode ?? 0,
      location: answer.headers?.["location"] as string | undefined,
      cookies: answer.cookies ?? [],
      text: answer.body ?? "",
    };
  };
  return { ...stores, transport, lines };
};

export interface HarnessOptions {
  stateDir?: string;
  /** Of an earlier run, to start the same broker again. */
  ports?: { proxy: number; broker: number };
}

/** Portal and broker simulator, talking for real; a hook may change the ID token on its way. */
export const startHarness = async (options: HarnessOptions = {}) => {
  const ports = options.ports ?? { proxy: await freePort(), broker: await freePort() };
  const issuer = `http://127.0.0.1:${ports.proxy}`;
  const hook = { tamper: (idToken: string): string => idToken };
  const proxy = await startTamperingProxy(ports, (idToken) => hook.tamper(idToken));
  const broker = await startBroker({
    ...CLIENT,
    port: ports.broker,
    issuer,
    redirectUris: [`${PORTAL}/api/session/callback`],
    postLogoutRedirectUris: [`${PORTAL}/kijelentkezve`],
    ...(options.stateDir !== undefined && { stateDir: options.stateDir }),
  });
  const portal = createPortal(issuer);
  return {
    ...portal,
    hook,
    issuer,
    ports,
    newBrowser: (jar?: Browser["jar"]) =>
      createBrowser((url) => (url.origin === PORTAL ? portal.transport : overHttp), jar),
    async stop() {
      await broker.close();
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
};
export type Harness = Awaited<ReturnType<typeof startHarness>>;

export const LOGIN = `${PORTAL}/api/session/login?returnTo=/ugyek`;
