import { describe, expect, it } from "vitest";
import { hashToken } from "../../../src/app/session/token.ts";
import type { AccountView, OwnSession } from "../../../src/contract/account.ts";
import { defaultSettings } from "../../../src/domain/account/settings.ts";
import { expiredLoginCookie, expiredSessionCookie } from "../../../src/http/cookies.ts";
import { ORIGIN, TOKEN } from "../../support/api-call.ts";
import { aSession, ISSUER, NOW, person } from "../session/fakes.ts";
import { id, OTHER_TOKEN, refused, setupAccount } from "./portal.ts";
import { someSettings } from "./store-contract.ts";

const farewell = [expiredSessionCookie(), expiredLoginCookie()];

describe("account", () => {
  it("shows identity, settings and nothing of keys and hashes", async () => {
    const { read } = await setupAccount();
    expect(await read()).toEqual({
      version: 0,
      identity: person,
      createdAt: "2026-11-23T09:00:00Z",
      identityRefreshedAt: "2026-11-23T09:00:00Z",
      settings: defaultSettings,
    });
  });

  it("belongs to the person of the session", async () => {
    const { save, call } = await setupAccount();
    await save(0, someSettings);
    const other = (await call("GET /api/account", { token: OTHER_TOKEN })).body as AccountView;
    expect(other.settings).toEqual(defaultSettings);
  });

  it.each([
    "GET /api/account",
    "PUT /api/account",
    "POST /api/account/email",
    "GET /api/account/sessions",
    "DELETE /api/account/sessions/{sessionId}",
    "DELETE /api/account/sessions",
  ])("%s needs a session", async (route) => {
    const { call } = await setupAccount();
    expect(await call(route, { token: "" })).toMatchObject({ status: 401, ...refused("session-missing") });
  });

  it("saves settings and answers the same save the same way again", async () => {
    const { save, read } = await setupAccount();
    const first = await save(0, { ...someSettings, phone: "06 99 123 4567" });
    expect(first).toMatchObject({ status: 200, body: { version: 1, settings: someSettings } });
    const again = await save(0, { ...someSettings, phone: "06 99 123 4567" });
    expect(again.body).toEqual(first.body);
    expect(await read()).toEqual(first.body);
  });

  it("does not let one save overwrite another", async () => {
    const { save, read } = await setupAccount();
    await save(0, someSettings);
    expect(await save(0, defaultSettings)).toMatchObject({ status: 409, ...refused("account-changed") });
    expect(await save(2, defaultSettings)).toMatchObject({ status: 409, ...refused("account-changed") });
    expect((await read()).settings).toEqual(someSettings);
    expect(await save(1, defaultSettings)).toMatchObject({ status: 200, body: { version: 2 } });
  });

  it("does not take a later save of the same settings for an earlier one", async () => {
    const { save } = await setupAccount();
    await save(0, someSettings);
    await save(1, defaultSettings);
    await save(2, someSettings);
    expect(await save(0, someSettings)).toMatchObject({ status: 409, ...refused("account-changed") });
  });

  it("clears what is left out", async () => {
    const { save, read } = await setupAccount();
    await save(0, someSettings);
    await save(1, defaultSettings);
    expect((await read()).settings).toEqual(defaultSettings);
  });

  it("names the fields that are wrong and saves nothing", async () => {
    const { save, read } = await setupAccount();
    const answer = await save(0, { ...someSettings, phone: "12", defaultSettlement: "00001" });
    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: "invalid-fields",
        errors: [
          { field: "settings.phone", code: "phone" },
          { field: "settings.defaultSettlement", code: "not-an-option" },
        ],
      },
    });
    expect((await read()).version).toBe(0);
    expect(await save(0, { ...someSettings, identity: person })).toMatchObject({ status: 422 });
  });

  it("that is gone makes its sessions worth nothing", async () => {
    const { accounts, call, save, changeEmail } = await setupAccount();
    await accounts.begin(id, NOW);
    for (const answer of [
      await call("GET /api/account"),
      await save(0, someSettings),
      await changeEmail("a@b.hu"),
    ])
      expect(answer).toMatchObject({ status: 401, ...refused("session-ended") });
  });
});

/** Three more sessions: an older one and one that is over beside the caller's. */
const withThree = async () => {
  const context = await setupAccount();
  const { sessions } = context;
  await sessions.create(
    `older${"-".repeat(38)}`,
    aSession({ createdAt: NOW - 100, idleExpiresAt: NOW, absoluteExpiresAt: NOW + 50 }),
  );
  await sessions.create(`over${"-".repeat(39)}`, aSession({ absoluteExpiresAt: NOW }));
  const list = async (): Promise<OwnSession[]> =>
    ((await context.call("GET /api/account/sessions")).body as { sessions: OwnSession[] }).sessions;
  return { ...context, list };
};

describe("own sessions", () => {
  it("are listed newest first, without those that are over and those of others", async () => {
    const { list } = await withThree();
    expect(await list()).toEqual([
      {
        id: (await hashToken(TOKEN)).slice(0, 22),
        current: true,
        startedAt: "2026-11-23T09:00:00Z",
        lastActiveAt: "2026-11-23T09:00:00Z",
        endsAt: "2026-11-23T13:00:00Z",
        state: "active",
        actingFor: person.name,
      },
      {
        id: `older${"-".repeat(17)}`,
        current: false,
        startedAt: "2026-11-23T08:58:20Z",
        lastActiveAt: "2026-11-23T08:30:00Z",
        endsAt: "2026-11-23T09:00:50Z",
        state: "lapsed",
        actingFor: person.name,
      },
    ]);
  });

  it("can be ended one by one; this browser keeps its own", async () => {
    const { call, list, sessions } = await withThree();
    const ended = await call("DELETE /api/account/sessions/{sessionId}", {
      sessionId: `older${"-".repeat(17)}`,
    });
    expect(ended).toMatchObject({ status: 204, cookies: [] });
    expect(ended.headers).not.toHaveProperty("clear-site-data");
    expect(await list()).toMatchObject([{ current: true }]);
    expect(sessions.items.size).toBe(3);
  });

  it("can be ended with the one that asks, whose browser forgets it", async () => {
    const { call, list } = await withThree();
    const [current] = await list();
    const ended = await call("DELETE /api/account/sessions/{sessionId}", { sessionId: current?.id ?? "" });
    expect(ended).toMatchObject({ status: 204, cookies: farewell });
    expect(ended.headers["clear-site-data"]).toBe('"cache", "storage"');
    expect(await call("GET /api/account/sessions")).toMatchObject({ status: 401 });
  });

  it("are never somebody else's", async () => {
    const { call, sessions } = await withThree();
    const sessionId = (await hashToken(OTHER_TOKEN)).slice(0, 22);
    const answer = await call("DELETE /api/account/sessions/{sessionId}", { sessionId });
    expect(answer).toMatchObject({ status: 404, ...refused("not-found") });
    expect(sessions.items.has(await hashToken(OTHER_TOKEN))).toBe(true);
    const shortened = await call("DELETE /api/account/sessions/{sessionId}", {
      sessionId: `older${"-".repeat(15)}`,
    });
    expect(shortened.status).toBe(404);
  });

  it("all end at once, and the browser goes on to the broker's logout", async () => {
    const { call, sessions } = await withThree();
    const answer = await call("DELETE /api/account/sessions");
    expect(answer).toMatchObject({
      status: 200,
      cookies: farewell,
      body: { redirectTo: `${ISSUER}/end?hint=sid-1` },
    });
    expect(answer.headers["clear-site-data"]).toBe('"cache", "storage"');
    expect([...sessions.items.keys()]).toEqual([await hashToken(OTHER_TOKEN)]);
  });

  it("all end even when the broker cannot be asked; the page says so", async () => {
    const { call, sessions } = await setupAccount({ endSessionUrl: async () => undefined });
    expect((await call("DELETE /api/account/sessions")).body).toEqual({
      redirectTo: `${ORIGIN}/kijelentkezve?azonositas=nyitva`,
    });
    expect(sessions.items.size).toBe(1);
  });
});
