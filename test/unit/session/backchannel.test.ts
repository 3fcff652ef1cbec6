import { describe, expect, it, vi } from "vitest";
import type { IdentityBroker, LogoutToken } from "../../../src/app/session/ports.ts";
import { hashToken, sha256 } from "../../../src/app/session/token.ts";
import { failure, success } from "../../../src/domain/result.ts";
import { accountSeed, toAccountId } from "../../../src/domain/session/account-id.ts";
import { aSession, ISSUER, NOW } from "./fakes.ts";
import { setupPortal, TOKEN } from "./portal.ts";

const ROUTE = "POST /api/session/backchannel-logout";
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const throttled = Object.assign(new Error("slow down"), { name: "ThrottlingException" });

const aLogoutToken = (changes: Partial<LogoutToken> = {}): LogoutToken => ({
  issuer: ISSUER,
  brokerSession: "sid-1",
  jti: "jti-1",
  expiresAt: NOW + 120,
  ...changes,
});

/** Two sessions of one person on two sessions of the broker; the token `T` says what it is told to say. */
const setup = async (token: LogoutToken = aLogoutToken()) => {
  const read = vi.fn<IdentityBroker["readLogoutToken"]>(async (text) =>
    text === "T" ? success(token) : failure({ code: "rejected", reason: "signature" }),
  );
  const portal = setupPortal({ readLogoutToken: read });
  const account = toAccountId(await sha256(accountSeed(ISSUER, "subject-1")));
  await portal.sessions.create(await hashToken(TOKEN), aSession({ account }));
  await portal.sessions.create("elsewhere", aSession({ account, brokerSession: "sid-2" }));
  const alive = () => [...portal.sessions.items.values()].map(({ brokerSession }) => brokerSession);
  const send = (body: string, headers: Record<string, string> = FORM) =>
    portal.call(ROUTE, { body, headers });
  return { ...portal, read, alive, send };
};

describe("back-channel logout", () => {
  it("ends what rests on the broker's session, and is answered as the standard asks", async () => {
    const { send, alive } = await setup();
    const { status, headers, body, cookies } = await send("logout_token=T");
    expect({ status, body, cookies }).toEqual({ status: 200, body: undefined, cookies: [] });
    expect(headers["cache-control"]).toBe("no-store");
    expect(alive()).toEqual(["sid-2"]);
  });

  it("ends every session of the person when the broker names no session", async () => {
    const { issuer, jti, expiresAt } = aLogoutToken();
    const { send, alive } = await setup({ issuer, jti, expiresAt, subject: "subject-1" });
    expect((await send("logout_token=T")).status).toBe(200);
    expect(alive()).toEqual([]);
  });

  it("ends nobody else's: subjects count with their issuer", async () => {
    const { jti, expiresAt } = aLogoutToken();
    const { send, alive } = await setup({
      jti,
      expiresAt,
      issuer: "https://other.example",
      subject: "subject-1",
    });
    await send("logout_token=T");
    expect(alive()).toHaveLength(2);
  });

  it("of something we do not know is a success too", async () => {
    const { send, alive } = await setup(aLogoutToken({ brokerSession: "sid-9" }));
    expect((await send("logout_token=T")).status).toBe(200);
    expect(alive()).toHaveLength(2);
  });

  it("counts once", async () => {
    const { send, sessions, alive, clock, lines } = await setup();
    await send("logout_token=T");
    await sessions.create("later", aSession({ brokerSession: "sid-2" }));
    clock.now = NOW + 120 + 60;
    expect(await send("logout_token=T")).toMatchObject({ status: 400, body: { code: "bad-request" } });
    expect(lines.at(-1)).toMatchObject({ code: "bad-request", reason: "replayed" });
    expect(alive()).toEqual(["sid-2", "sid-2"]);
  });

  it("may be repeated by the broker when our store broke off half-way", async () => {
    const { send, sessions, alive } = await setup();
    const spy = vi.spyOn(sessions, "endByBroker").mockRejectedValueOnce(throttled);
    expect(await send("logout_token=T")).toMatchObject({
      status: 503,
      headers: { "retry-after": "2" },
      body: { code: "too-busy" },
    });
    expect(alive()).toHaveLength(2);
    spy.mockRestore();
    expect((await send("logout_token=T")).status).toBe(200);
    expect(alive()).toEqual(["sid-2"]);
  });

  it("is put off, not refused, while the broker's keys cannot be had", async () => {
    const { send, read, alive } = await setup();
    read.mockResolvedValueOnce(failure({ code: "broker", reason: "keys" }));
    expect(await send("logout_token=T")).toMatchObject({ status: 503, headers: { "retry-after": "2" } });
    expect(alive()).toHaveLength(2);
  });

  it("takes no session and no page of the portal behind it", async () => {
    const { send } = await setup();
    const headers = { ...FORM, "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await send("logout_token=T", headers)).status).toBe(200);
  });

  it.each([
    ["with another field", "foo=1&logout_token=T&bar=2&foo=3", FORM],
    [
      "with a charset",
      "logout_token=T",
      { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" },
    ],
  ])("understands a form %s", async (_, body, headers) => {
    const { send } = await setup();
    expect((await send(body, headers)).status).toBe(200);
  });

  it.each([
    ["an unacceptable token", "logout_token=forged", FORM, "signature"],
    ["two tokens", "logout_token=T&logout_token=T", FORM, undefined],
    ["no token", "other=T", FORM, undefined],
    ["an empty token", "logout_token=", FORM, undefined],
    ["nothing", "", FORM, undefined],
    ["an oversized token", `logout_token=${"x".repeat(16_385)}`, FORM, undefined],
    ["JSON", '{"logout_token":"T"}', { "content-type": "application/json" }, "not-a-form"],
    ["no media type", "logout_token=T", {}, "not-a-form"],
    [
      "something that only looks like a form",
      "logout_token=T",
      { "content-type": "application/x-www-form" },
      "not-a-form",
    ],
  ])("refuses %s with 400 and one line that quotes nothing", async (_, body, headers, reason) => {
    const { send, alive, lines } = await setup();
    const answer = await send(body, headers);
    expect(answer).toMatchObject({ status: 400, body: { code: "bad-request" } });
    expect(answer.body).not.toHaveProperty("reason");
    expect(alive()).toHaveLength(2);
    expect(lines).toEqual([
      { requestId: "request-1", route: ROUTE, status: 400, code: "bad-request", ...(reason && { reason }) },
    ]);
  });

  it("catches a login under way", async () => {
    const { login, callback, send, alive } = await setup();
    const departure = await login();
    await send("logout_token=T");
    const { location } = await callback({}, departure);
    expect(location).toMatch(/kod=rejected$/);
    expect(alive()).toEqual(["sid-2"]);
  });
});
