import { describe, expect, it, vi } from "vitest";
import { aSession, NOW } from "./fakes.ts";
import { setupPortal, TOKEN, withSession } from "./portal.ts";

const throttled = Object.assign(new Error("slow down"), { name: "ThrottlingException" });
const conflict = Object.assign(new Error("x"), { name: "TransactionConflictException" });
const IDLE_END = NOW + 1_800;

const setup = async () => {
  const portal = setupPortal();
  await portal.logIn();
  const touch = () => portal.call("POST /api/session/touch", withSession);
  return { ...portal, touch };
};

describe("a cookie that is not ours", () => {
  it.each([
    ["none at all", [], undefined],
    ["two of them", [`__Host-session=${TOKEN}`, `__Host-session=${"u".repeat(43)}`], "cookie-duplicate"],
    ["the same one twice", [`__Host-session=${TOKEN}`, `__Host-session=${TOKEN}`], "cookie-duplicate"],
    ["an oversized one", [`__Host-session=${"t".repeat(8_000)}`], "cookie-malformed"],
    ["one with CR and LF", [`__Host-session=${TOKEN}\r\nSet-Cookie: a=b`], "cookie-malformed"],
    ["one of another alphabet", [`__Host-session=${"ő".repeat(43)}`], "cookie-malformed"],
    ["an empty one", ["__Host-session="], "cookie-malformed"],
    ["one nobody was given", [`__Host-session=${"u".repeat(43)}`], undefined],
  ])("is nobody's: %s", async (_, cookies, reason) => {
    const { call, lines, sessions } = await setup();
    const before = new Map(sessions.items);
    expect(await call("POST /api/session/touch", { cookies })).toMatchObject({
      status: 401,
      body: { code: "session-missing" },
      cookies: [],
    });
    expect(lines).toEqual([
      {
        requestId: "request-1",
        route: "POST /api/session/touch",
        status: 401,
        code: "session-missing",
        ...(reason !== undefined && { reason }),
      },
    ]);
    expect(sessions.items).toEqual(before);
  });

  it.each([
    ["status", "GET /api/session", { status: 200, body: { state: "anonymous" } }],
    ["resume", "POST /api/session/resume", { status: 401, body: { code: "session-missing" } }],
    ["logout", "POST /api/session/logout", { status: 200 }],
  ])("ends nothing by %s", async (_, route, answer) => {
    const { call, sessions, clock } = await setup();
    clock.now = IDLE_END;
    const cookies = [`__Host-session=${TOKEN}`, `__Host-session=${TOKEN}`];
    expect(await call(route, { cookies })).toMatchObject(answer);
    expect([...sessions.items.values()]).toEqual([aSession()]);
  });
});

describe("a store that is overloaded", () => {
  it.each([
    ["the check", "touch", "POST /api/session/touch"],
    ["resuming", "touch", "POST /api/session/resume"],
    ["the status", "read", "GET /api/session"],
    ["logging out", "end", "POST /api/session/logout"],
  ] as const)("makes %s wait: neither logged out nor let in", async (_, method, route) => {
    const { call, sessions, lines } = await setup();
    for (const error of [throttled, conflict]) {
      vi.spyOn(sessions, method).mockRejectedValueOnce(error);
      const { status, headers, body, cookies } = await call(route, withSession);
      expect({ status, cookies }).toEqual({ status: 503, cookies: [] });
      expect(headers["retry-after"]).toBe("2");
      expect(body).toMatchObject({ code: "too-busy" });
    }
    expect(lines).toHaveLength(2);
    expect([...sessions.items.values()]).toEqual([aSession()]);
  });
});

describe("at the very second of expiry", () => {
  it("parallel requests all get the same answer", async () => {
    const { touch, clock } = await setup();
    clock.now = IDLE_END;
    const answers = await Promise.all(Array.from({ length: 8 }, touch));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(answers.every(({ body }) => (body as { code: string }).code === "session-lapsed")).toBe(true);
  });

  it("and a second before, all are accepted", async () => {
    const { touch, clock } = await setup();
    clock.now = IDLE_END - 1;
    const answers = await Promise.all(Array.from({ length: 8 }, touch));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it("tabs that resume together end up with one session, and the losers are told to look again", async () => {
    const { call, clock, sessions } = await setup();
    clock.now = IDLE_END;
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => call("POST /api/session/resume", withSession)),
    );
    expect(answers.map(({ status }) => status).toSorted((a = 0, b = 0) => a - b)).toEqual([
      200, 401, 401, 401,
    ]);
    expect(answers.flatMap(({ cookies }) => cookies)).toHaveLength(1);
    expect(sessions.items.size).toBe(1);
  });
});

describe("logging out while other requests are under way", () => {
  it("answers each of them either as before or as nobody's, and nothing afterwards", async () => {
    const { call, touch, sessions } = await setup();
    const answers = await Promise.all([
      touch(),
      call("POST /api/session/logout", withSession),
      touch(),
      touch(),
    ]);
    for (const { status, body } of answers)
      expect([200, "session-missing"]).toContain(status === 200 ? 200 : (body as { code: string }).code);
    expect(sessions.items.size).toBe(0);
    expect((await touch()).body).toMatchObject({ code: "session-missing" });
  });

  it("twice is as good as once", async () => {
    const { call } = await setup();
    const [first, second] = await Promise.all([
      call("POST /api/session/logout", withSession),
      call("POST /api/session/logout", withSession),
    ]);
    expect([first.status, second.status]).toEqual([200, 200]);
  });
});
