import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { createSessionEndpoints } from "../../../functions/session/handler.ts";
import { createSessionGate } from "../../../src/app/session/session-gate.ts";
import type { IdentityBroker } from "../../../src/app/session/ports.ts";
import { hashToken } from "../../../src/app/session/token.ts";
import { failure } from "../../../src/domain/result.ts";
import { createApi } from "../../../src/http/api.ts";
import type { LogFields } from "../../../src/http/log.ts";
import {
  aSession,
  countingRandom,
  fakeBroker,
  ISSUER,
  levels,
  limits,
  memoryAccountStore,
  memoryLogoutTokenStore,
  memorySessionStore,
  memoryTransactionStore,
  NOW,
  person,
} from "./fakes.ts";

const ORIGIN = "https://portal.example";
const ORIGIN_KEY = "key-of-this-test";
const TOKEN = "t".repeat(43);

const setup = (broker: Partial<IdentityBroker> = {}) => {
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
      accounts: memoryAccountStore(),
      broker: fakeBroker(broker),
      random: countingRandom(),
      limits,
      levels,
      logoutTokens,
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
    { query = {}, cookies = [] }: { query?: Record<string, string>; cookies?: string[] } = {},
  ) => {
    const event = {
      routeKey,
      rawQueryString: new URLSearchParams(query).toString(),
      queryStringParameters: query,
      cookies,
      headers: { "x-origin-key": ORIGIN_KEY, "x-requested-with": "portal", "sec-fetch-site": "same-origin" },
      requestContext: { requestId: "request-1" },
    } as unknown as APIGatewayProxyEventV2;
    const answer = await handler(event, {} as Context);
    return {
      status: answer.statusCode,
      location: answer.headers?.["location"],
      cookies: answer.cookies ?? [],
      body: answer.body === undefined ? undefined : (JSON.parse(answer.body) as unknown),
    };
  };
  const login = () => call("GET /api/session/login", { query: { returnTo: "/ugyek" } });
  /** The way back, with the login's own cookie and state unless told otherwise. */
  const callback = async (changes: { query?: Record<string, string>; cookies?: string[] } = {}) => {
    const { location, cookies } = await login();
    const state = new URL(String(location)).searchParams.get("state") ?? "";
    const [cookie = ""] = cookies[0]?.split(";") ?? [];
    return call("GET /api/session/callback", { query: { code: "c", state }, cookies: [cookie], ...changes });
  };
  const logIn = async () => sessions.create(await hashToken(TOKEN), aSession());
  return { sessions, transactions, call, login, callback, logIn, clock, lines };
};

const withSession = { cookies: [`__Host-session=${TOKEN}`] };

describe("login", () => {
  it("sends the browser to the broker with a short-lived cookie", async () => {
    const { login } = setup();
    const { status, location, cookies } = await login();
    expect(status).toBe(302);
    expect(location).toMatch(`${ISSUER}/auth?state=`);
    expect(cookies).toEqual([expect.stringMatching(/^__Host-login=[\w-]{43};.*SameSite=Lax; Max-Age=900$/)]);
  });

  it("ends on a page of the portal when the broker cannot be reached", async () => {
    const { login } = setup({ authorizationUrl: async () => failure({ code: "broker" }) });
    expect(await login()).toMatchObject({ status: 302, location: `${ORIGIN}/bejelentkezes-hiba?kod=broker` });
  });
});

describe("callback", () => {
  it("leads to where the client wanted, with a session and without the login cookie", async () => {
    const { callback, sessions } = setup();
    const { status, location, cookies } = await callback();
    expect({ status, location }).toEqual({ status: 302, location: `${ORIGIN}/ugyek` });
    expect(cookies).toEqual([
      expect.stringMatching(/^__Host-session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/),
      expect.stringMatching(/^__Host-login=;.*Max-Age=0$/),
    ]);
    expect(sessions.items.size).toBe(1);
  });

  it.each([
    ["cancelled", { identify: async () => failure({ code: "cancelled" as const }) }],
    ["rejected", { identify: async () => failure({ code: "rejected" as const, reason: "code" }) }],
    ["broker", { identify: async () => failure({ code: "broker" as const }) }],
    ["unexpected", { identify: async () => Promise.reject(new Error("Kovács János")) }],
    [
      "too-busy",
      {
        identify: async () => Promise.reject(Object.assign(new Error("x"), { name: "ThrottlingException" })),
      },
    ],
  ])("ends on a page that is told only %s, with the login cookie gone", async (code, broker) => {
    const { callback, sessions, lines } = setup(broker);
    const { status, location, cookies } = await callback();
    expect({ status, location }).toEqual({
      status: 302,
      location: `${ORIGIN}/bejelentkezes-hiba?kod=${code}`,
    });
    expect(cookies).toEqual([expect.stringMatching(/^__Host-login=;.*Max-Age=0$/)]);
    expect(sessions.items.size).toBe(0);
    expect(JSON.stringify(lines)).not.toContain("Kovács");
  });

  it.each([
    ["without its cookie", { cookies: [] }, "not-started-here"],
    [
      "with two login cookies",
      { cookies: [`__Host-login=${TOKEN}`, `__Host-login=${TOKEN}`] },
      "not-started-here",
    ],
    ["with an oversized cookie", { cookies: [`__Host-login=${"x".repeat(9_000)}`] }, "not-started-here"],
    ["with a forged state", { query: { code: "c", state: "forged" } }, "not-started-here"],
    ["without a state", { query: { code: "c" } }, "not-started-here"],
    ["with nothing at all", { query: {} }, "not-started-here"],
    ["with an unknown cookie", { cookies: [`__Host-login=${TOKEN}`] }, "expired"],
  ])("%s ends on a page, and another login under way is left alone", async (_, changes, code) => {
    const { callback, sessions, transactions } = setup();
    const { location, cookies } = await callback(changes);
    expect(location).toBe(`${ORIGIN}/bejelentkezes-hiba?kod=${code}`);
    expect(cookies).toHaveLength(code === "expired" ? 1 : 0);
    expect(sessions.items.size).toBe(0);
    expect(transactions.items.size).toBe(1);
  });
});

describe("status", () => {
  it("is anonymous for nobody", async () => {
    const { call } = setup();
    expect(await call("GET /api/session")).toMatchObject({ status: 200, body: { state: "anonymous" } });
  });

  it("gives the deadlines and the server's clock, and touches nothing", async () => {
    const { call, logIn, clock, sessions } = setup();
    await logIn();
    const before = new Map(sessions.items);
    clock.now = NOW + 600;
    expect((await call("GET /api/session", withSession)).body).toEqual({
      state: "active",
      displayName: person.name,
      person: "0123456789AB",
      acting: {
        party: { kind: "own-name", name: person.name },
        basis: "self",
        rights: "submit-and-query",
      },
      idleExpiresAt: "2026-11-23T09:30:00Z",
      absoluteExpiresAt: "2026-11-23T13:00:00Z",
      idleMinutes: 30,
      now: "2026-11-23T09:10:00Z",
    });
    expect(sessions.items).toEqual(before);
  });

  it.each([
    [1_800, "lapsed"],
    [14_400, "ended"],
  ])("after %i seconds is %s", async (seconds, state) => {
    const { call, logIn, clock } = setup();
    await logIn();
    clock.now = NOW + seconds;
    expect((await call("GET /api/session", withSession)).body).toMatchObject({ state });
  });
});

describe("touch", () => {
  it("moves the idle deadline", async () => {
    const { call, logIn, clock } = setup();
    await logIn();
    clock.now = NOW + 600;
    expect((await call("POST /api/session/touch", withSession)).body).toMatchObject({
      state: "active",
      idleExpiresAt: "2026-11-23T09:40:00Z",
    });
  });

  it("is refused once lapsed", async () => {
    const { call, logIn, clock } = setup();
    await logIn();
    clock.now = NOW + 1_800;
    expect(await call("POST /api/session/touch", withSession)).toMatchObject({
      status: 401,
      body: { code: "session-lapsed" },
      cookies: [],
    });
  });
});

describe("resume", () => {
  it("continues with a new cookie", async () => {
    const { call, logIn, clock } = setup();
    await logIn();
    clock.now = NOW + 2_000;
    const { status, body, cookies } = await call("POST /api/session/resume", withSession);
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: "active", absoluteExpiresAt: "2026-11-23T13:00:00Z" });
    expect(cookies).toEqual([expect.stringMatching(/^__Host-session=[\w-]{43};.*SameSite=Strict$/)]);
    expect((await call("GET /api/session", withSession)).body).toEqual({ state: "anonymous" });
  });

  it("needs a new login after 240 minutes, and does not take the cookie of another tab away", async () => {
    const { call, logIn, clock } = setup();
    await logIn();
    clock.now = NOW + 14_400;
    expect(await call("POST /api/session/resume", withSession)).toMatchObject({
      status: 401,
      body: { code: "session-ended" },
      cookies: [],
    });
  });
});

describe("logout", () => {
  const gone = [
    expect.stringMatching(/^__Host-session=;.*Max-Age=0$/),
    expect.stringMatching(/^__Host-login=;.*Max-Age=0$/),
  ];

  it("ends the session, takes the cookies and names the broker's logout", async () => {
    const { call, logIn, sessions } = setup();
    await logIn();
    const { body, cookies } = await call("POST /api/session/logout", withSession);
    expect(body).toEqual({ redirectTo: `${ISSUER}/end?hint=sid-1` });
    expect(cookies).toEqual(gone);
    expect(sessions.items.size).toBe(0);
  });

  it("tells the client when the broker's session goes on", async () => {
    const { call, logIn } = setup({ endSessionUrl: async () => undefined });
    await logIn();
    expect((await call("POST /api/session/logout", withSession)).body).toEqual({
      redirectTo: `${ORIGIN}/kijelentkezve?azonositas=nyitva`,
    });
  });

  it("of nobody just says goodbye", async () => {
    const { call } = setup();
    const { body, cookies } = await call("POST /api/session/logout");
    expect(body).toEqual({ redirectTo: `${ORIGIN}/kijelentkezve` });
    expect(cookies).toEqual(gone);
  });
});
