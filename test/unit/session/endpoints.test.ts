import { describe, expect, it } from "vitest";
import { hashToken } from "../../../src/app/session/token.ts";
import { failure, success } from "../../../src/domain/result.ts";
import { anIdentification, aSession, ISSUER, NOW, person } from "./fakes.ts";
import { ORIGIN, setupPortal as setup, TOKEN, withSession } from "./portal.ts";

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

describe("login for a level", () => {
  const weak = { identify: async () => success(anIdentification({ assurance: "urn:level:1" })) };

  it.each(["0", "5", "02", "x", ""])("refuses level %j", async (level) => {
    const { login } = setup();
    expect(await login({ level })).toMatchObject({ status: 400, body: { code: "bad-request" } });
  });

  it("asks once more, then says on a page that it is too low", async () => {
    const { login, callback, sessions } = setup(weak);
    const back = await callback({}, await login({ level: "2" }));
    expect(back.status).toBe(302);
    expect(back.location).toMatch(`${ISSUER}/auth?state=`);
    expect(back.cookies).toEqual([expect.stringMatching(/^__Host-login=[\w-]{43};/)]);
    expect(await callback({}, back)).toMatchObject({
      status: 302,
      location: `${ORIGIN}/bejelentkezes-hiba?kod=level-too-low`,
      cookies: [expect.stringMatching(/^__Host-login=;.*Max-Age=0$/)],
    });
    expect(sessions.items.size).toBe(0);
  });

  it("replaces the session this browser had", async () => {
    const { login, callback, sessions } = setup();
    await sessions.create(await hashToken(TOKEN), aSession({ level: 1 }));
    await callback({}, await login({ level: "2" }, withSession.cookies));
    expect([...sessions.items.values()]).toMatchObject([{ level: 2 }]);
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
    const { body, cookies, headers } = await call("POST /api/session/logout", withSession);
    expect(headers["clear-site-data"]).toBe('"cache", "storage"');
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
