import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { createSessionEndpoints } from "../../../functions/session/handler.ts";
import type { IdentityBroker } from "../../../src/app/session/ports.ts";
import { createSessionGate } from "../../../src/app/session/session-gate.ts";
import { hashToken } from "../../../src/app/session/token.ts";
import { createApi } from "../../../src/http/api.ts";
import type { LogFields } from "../../../src/http/log.ts";
import {
  aSession,
  countingRandom,
  fakeBroker,
  levels,
  limits,
  memoryAccountStore,
  memoryLogoutTokenStore,
  memorySessionStore,
  memoryTransactionStore,
  NOW,
} from "./fakes.ts";

export const ORIGIN = "https://portal.example";
const ORIGIN_KEY = "key-of-this-test";
export const TOKEN = "t".repeat(43);
export const withSession = { cookies: [`__Host-session=${TOKEN}`] };

interface Call {
  query?: Record<string, string>;
  cookies?: string[];
  headers?: Record<string, string>;
  body?: string;
}

const fromThePortal = { "x-requested-with": "portal", "sec-fetch-site": "same-origin" };

/** The session function on fakes, called as API Gateway calls it. */
export const setupPortal = (broker: Partial<IdentityBroker> = {}) => {
  const sessions = memorySessionStore();
  const transactions = memoryTransactionStore();
  const logoutTokens = memoryLogoutTokenStore();
  const lines: LogFields[] = [];
  const log = (_: string, fields: LogFields): void => void lines.push(fields);
  const logger = { info: log, warn: log, error: log };
  const clock = { now: NOW };
  const handler = createApi({
    functionName: "session",
    endpoints: createSessionEndpoints({
      sessions,
      transactions,
      logoutTokens,
      accounts: memoryAccountStore(),
      broker: fakeBroker(broker),
      random: countingRandom(),
      limits,
      levels,
      origin: ORIGIN,
      logger,
    }),
    sessions: createSessionGate({ store: sessions, idleMinutes: limits.idleMinutes }),
    origin: ORIGIN,
    originKey: ORIGIN_KEY,
    clock: () => clock.now,
    logger,
  });

  const call = async (
    routeKey: string,
    { query = {}, cookies = [], headers = fromThePortal, body }: Call = {},
  ) => {
    const event = {
      routeKey,
      rawQueryString: new URLSearchParams(query).toString(),
      queryStringParameters: query,
      cookies,
      headers: { "x-origin-key": ORIGIN_KEY, ...headers },
      body,
      requestContext: { requestId: "request-1" },
    } as unknown as APIGatewayProxyEventV2;
    const answer = await handler(event, {} as Context);
    return {
      status: answer.statusCode,
      headers: answer.headers ?? {},
      location: answer.headers?.["location"],
      cookies: answer.cookies ?? [],
      body: answer.body === undefined ? undefined : (JSON.parse(answer.body) as unknown),
    };
  };
  const login = (query: Record<string, string> = {}, cookies: string[] = []) =>
    call("GET /api/session/login", { query: { returnTo: "/ugyek", ...query }, cookies });
  /** The way back, with the login's own cookie and state unless told otherwise. */
  const callback = async (changes: Call = {}, departure?: Awaited<ReturnType<typeof call>>) => {
    const { location, cookies } = departure ?? (await login());
    const state = new URL(String(location)).searchParams.get("state") ?? "";
    const [cookie = ""] = cookies[0]?.split(";") ?? [];
    return call("GET /api/session/callback", { query: { code: "c", state }, cookies: [cookie], ...changes });
  };
  const logIn = async () => sessions.create(await hashToken(TOKEN), aSession());
  return { sessions, transactions, logoutTokens, call, login, callback, logIn, clock, lines };
};
