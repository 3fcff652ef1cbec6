import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { createSessionEndpoints } from "../../../functions/session/handler.ts";
import { startBroker } from "../../../local/broker/broker.ts";
import { readDirectory } from "../../../local/broker/people.ts";
import { brokerStyle } from "../../../src/adapters/oidc/broker-style.ts";
import { createOidcBroker } from "../../../src/adapters/oidc/oidc-broker.ts";
import { createSessionGate } from "../../../src/app/session/session-gate.ts";
import { createApi } from "../../../src/http/api.ts";
import { systemClock } from "../../../src/http/clock.ts";
import type { LogFields } from "../../../src/http/log.ts";
import {
  limits,
  memoryAccountStore,
  memoryLogoutTokenStore,
  memorySessionStore,
  memoryTransactionStore,
} from "../session/fakes.ts";
import { type Browser, createBrowser, overHttp, type Transport } from "./browser.ts";
import { readText, type SeenRequest, startTamperingProxy, type Tampering } from "./tampering-proxy.ts";

const ORIGIN_KEY = "key-of-this-test";
export const PORTAL = "http://localhost:18080";
export const CLIENT = { clientId: "portal", clientSecret: "a secret of the simulator, long enough" };

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));

const stop = async (server: Server): Promise<void> => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};

export const freePort = async (): Promise<number> => {
  const server = createServer();
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  await stop(server);
  return port;
};

/** As API Gateway hands them on: what stands there twice becomes one value with a comma. */
const queryOf = (url: URL): Record<string, string> =>
  Object.fromEntries(
    [...url.searchParams.keys()].map((name) => [name, url.searchParams.getAll(name).join(",")]),
  );

interface PortalRequest {
  method: string;
  url: URL;
  cookies?: readonly string[];
  headers: Readonly<Record<string, string | undefined>>;
  body?: string;
}

/** The real session function over stores in memory. */
const createPortal = async (issuer: string, origin: string) => {
  const stores = {
    sessions: memorySessionStore(),
    transactions: memoryTransactionStore(),
    accounts: memoryAccountStore(),
    logoutTokens: memoryLogoutTokenStore(),
  };
  const lines: LogFields[] = [];
  const log = (_: string, fields: LogFields): void => void lines.push(fields);
  const logger = { info: log, warn: log, error: log };
  const broker = createOidcBroker({
    issuer,
    clientId: CLIENT.clientId,
    clientSecret: async () => CLIENT.clientSecret,
    portalOrigin: origin,
    maxAgeSeconds: limits.absoluteMinutes * 60,
    style: brokerStyle("oidc"),
    clock: systemClock,
  });
  const { methods } = await readDirectory();
  const handler = createApi({
    functionName: "session",
    endpoints: createSessionEndpoints({
      ...stores,
      broker,
      limits,
      levels: methods.map(({ acr, level }) => ({ acr, level })),
      random: (count) => crypto.getRandomValues(new Uint8Array(count)),
      origin,
      logger,
    }),
    sessions: createSessionGate({ store: stores.sessions, idleMinutes: limits.idleMinutes }),
    origin,
    originKey: ORIGIN_KEY,
    clock: systemClock,
    logger,
  });

  const ask = ({ method, url, cookies = [], headers, body }: PortalRequest) =>
    handler(
      {
        routeKey: `${method} ${url.pathname}`,
        rawQueryString: url.search.slice(1),
        queryStringParameters: queryOf(url),
        cookies,
        headers: { ...headers, "x-origin-key": ORIGIN_KEY },
        body,
        requestContext: { requestId: "request-1" },
      } as unknown as APIGatewayProxyEventV2,
      {} as Context,
    );

  const transport: Transport = async (url, { method, cookies }) => {
    if (!url.pathname.startsWith("/api/")) return { status: 200, cookies: [], text: "a page of the portal" };
    const headers = { "x-requested-with": "portal", "sec-fetch-site": "same-origin" };
    const answer = await ask({ method, url, cookies, headers });
    return {
      status: answer.statusCode ?? 0,
      location: answer.headers?.["location"] as string | undefined,
      cookies: answer.cookies ?? [],
      text: answer.body ?? "",
    };
  };
  return { ...stores, transport, lines, broker, ask };
};
type Portal = Awaited<ReturnType<typeof createPortal>>;

/** The portal as the broker reaches it, for its logout tokens. */
const openDoor = async (
  port: number,
  { ask }: Portal,
  { logoutToken }: { logoutToken: (token: string) => string },
  told: number[],
): Promise<Server> => {
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "GET", headers } = request;
    const url = new URL(request.url ?? "/", `http://localhost:${port}`);
    const token = new URLSearchParams(await readText(request)).get("logout_token") ?? "";
    const body = new URLSearchParams({ logout_token: logoutToken(token) }).toString();
    const answer = await ask({ method, url, headers: headers as Record<string, string>, body });
    const status = answer.statusCode ?? 500;
    told.push(status);
    response.writeHead(status, answer.headers as Record<string, string>).end(answer.body);
  };
  const server = createServer((request, response) => void pass(request, response));
  await listen(server, port);
  return server;
};

export interface HarnessOptions {
  stateDir?: string;
  /** Of an earlier run, to start the same broker again. */
  ports?: { proxy: number; broker: number };
  /** The port at which the broker reaches the portal; without it nobody listens there. */
  portalPort?: number;
}

/** Portal and broker simulator, talking for real; hooks may change the broker's answers on their way. */
export const startHarness = async (options: HarnessOptions = {}) => {
  const { stateDir, portalPort } = options;
  const ports = options.ports ?? { proxy: await freePort(), broker: await freePort() };
  const issuer = `http://127.0.0.1:${ports.proxy}`;
  const origin = portalPort === undefined ? PORTAL : `http://localhost:${portalPort}`;
  const hook: Tampering = { tamper: (idToken) => idToken, answers: {}, logoutToken: (token) => token };
  const seen: SeenRequest[] = [];
  /** Statuses of the portal's answers to the broker. */
  const told: number[] = [];
  const proxy = await startTamperingProxy(ports, hook, seen);
  const broker = await startBroker({
    ...CLIENT,
    port: ports.broker,
    issuer,
    redirectUris: [`${origin}/api/session/callback`],
    postLogoutRedirectUris: [`${origin}/kijelentkezve`],
    ...(stateDir !== undefined && { stateDir }),
  });
  const portal = await createPortal(issuer, origin);
  const door =
    portalPort === undefined
      ? undefined
      : await openDoor(portalPort, portal, { logoutToken: (token) => hook.logoutToken(token) }, told);
  return {
    ...portal,
    hook,
    seen,
    told,
    issuer,
    origin,
    ports,
    newBrowser: (jar?: Browser["jar"]) =>
      createBrowser((url) => (url.origin === origin ? portal.transport : overHttp), jar),
    async stop() {
      await broker.close();
      await stop(proxy);
      if (door) await stop(door);
    },
  };
};
export type Harness = Awaited<ReturnType<typeof startHarness>>;

export const LOGIN = `${PORTAL}/api/session/login?returnTo=/ugyek`;
