import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { createAccountEndpoints } from "../../../functions/account/handler.ts";
import type { AccountView, OwnSession } from "../../../src/contract/account.ts";
import { createSessionGate } from "../../../src/app/session/session-gate.ts";
import type { IdentityBroker } from "../../../src/app/session/ports.ts";
import { hashToken } from "../../../src/app/session/token.ts";
import { defaultSettings } from "../../../src/domain/account/settings.ts";
import type { AccountId } from "../../../src/domain/ids.ts";
import { createApi } from "../../../src/http/api.ts";
import { expiredLoginCookie, expiredSessionCookie, SESSION_COOKIE } from "../../../src/http/cookies.ts";
import {
  aSession,
  countingRandom,
  fakeBroker,
  ISSUER,
  limits,
  memorySessionStore,
  NOW,
  person,
} from "../session/fakes.ts";
import { memoryAccounts, memoryMailer, tokenIn } from "./fakes.ts";
import { someSettings } from "./store-contract.ts";

const ORIGIN = "https://portal.example";
const ORIGIN_KEY = "key-of-this-test";
const TOKEN = "t".repeat(43);
const OTHER_TOKEN = "o".repeat(43);
const id = aSession().account;
const otherId = "ZYXWVTSRQPNMKJHGFEDCBA9876543210" as AccountId;
const farewell = [expiredSessionCookie(), expiredLoginCookie()];

const silent = () => undefined;

const setup = async (broker: Partial<IdentityBroker> = {}) => {
  const accounts = memoryAccounts();
  const sessions = memorySessionStore();
  const mailer = memoryMailer();
  const reported: string[] = [];
  const clock = { now: NOW };
  await accounts.recordLogin(id, person, NOW);
  await accounts.recordLogin(otherId, person, NOW);
  await sessions.create(await hashToken(TOKEN), aSession());
  await sessions.create(await hashToken(OTHER_TOKEN), aSession({ account: otherId }));
  const handler = createApi({
    functionName: "account",
    endpoints: createAccountEndpoints({
      settings: accounts,
      emails: accounts,
      sessions,
      idleMinutes: limits.idleMinutes,
      broker: fakeBroker(broker),
      mailer,
      random: countingRandom(),
      origin: ORIGIN,
      report: (event) => void reported.push(event),
    }),
    sessions: createSessionGate({ store: sessions, idleMinutes: limits.idleMinutes }),
    origin: ORIGIN,
    originKey: ORIGIN_KEY,
    clock: () => clock.now,
    logger: { info: silent, warn: silent, error: silent },
  });
  const call = async (
    routeKey: string,
    {
      body,
      token = TOKEN,
      sessionId,
    }: { body?: object; token?: string | undefined; sessionId?: string } = {},
  ) => {
    const event = {
      routeKey,
      rawQueryString: "",
      cookies: token === "" ? [] : [`${SESSION_COOKIE}=${token}`],
      headers: {
        "x-origin-key": ORIGIN_KEY,
        "x-requested-with": "portal",
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
      },
      ...(sessionId !== undefined && { pathParameters: { sessionId } }),
      ...(body && { body: JSON.stringify(body) }),
      requestContext: { requestId: "request-1" },
    } as unknown as APIGatewayProxyEventV2;
    const answer = await handler(event, {} as Context);
    return {
      status: answer.statusCode,
      headers: answer.headers ?? {},
      cookies: answer.cookies ?? [],
      body: answer.body === undefined ? undefined : (JSON.parse(answer.body) as unknown),
    };
  };
  const read = async () => (await call("GET /api/account")).body as AccountView;
  const save = (version: number, settings: object) =>
    call("PUT /api/account", { body: { version, settings } });
  const changeEmail = (address: string, token?: string) =>
    call("POST /api/account/email", { body: { address }, token });
  const verify = (token: string) =>
    call("POST /api/account/email-verification", { body: { token }, token: "" });
  const lastToken = () => tokenIn(mailer.sent.at(-1) ?? { to: "", subject: "", text: "" });
  const confirmed = async (address: string) => {
    await changeEmail(address);
    await verify(lastToken());
  };
  return {
    accounts,
    sessions,
    mailer,
    reported,
    clock,
    call,
    read,
    save,
    changeEmail,
    verify,
    lastToken,
    confirmed,
  };
};

const refused = (code: string) => ({ body: { code } });

describe("account", () => {
  it("shows identity, settings and nothing of keys and hashes", async () => {
    const { read } = await setup();
    expect(await read()).toEqual({
      version: 0,
      identity: person,
      createdAt: "2026-11-23T09:00:00Z",
      identityRefreshedAt: "2026-11-23T09:00:00Z",
      settings: defaultSettings,
    });
  });

  it("belongs to the person of the session", async () => {
    const { save, call } = await setup();
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
    const { call } = await setup();
    expect(await call(route, { token: "" })).toMatchObject({ status: 401, ...refused("session-missing") });
  });

  it("saves settings and answers the same save the same way again", async () => {
    const { save, read } = await setup();
    const first = await save(0, { ...someSettings, phone: "06 99 123 4567" });
    expect(first).toMatchObject({ status: 200, body: { version: 1, settings: someSettings } });
    const again = await save(0, { ...someSettings, phone: "06 99 123 4567" });
    expect(again.body).toEqual(first.body);
    expect(await read()).toEqual(first.body);
  });

  it("does not let one save overwrite another", async () => {
    const { save, read } = await setup();
    await save(0, someSettings);
    expect(await save(0, defaultSettings)).toMatchObject({ status: 409, ...refused("account-changed") });
    expect(await save(2, defaultSettings)).toMatchObject({ status: 409, ...refused("account-changed") });
    expect((await read()).settings).toEqual(someSettings);
    expect(await save(1, defaultSettings)).toMatchObject({ status: 200, body: { version: 2 } });
  });

  it("does not take a later save of the same settings for an earlier one", async () => {
    const { save } = await setup();
    await save(0, someSettings);
    await save(1, defaultSettings);
    await save(2, someSettings);
    expect(await save(0, someSettings)).toMatchObject({ status: 409, ...refused("account-changed") });
  });

  it("clears what is left out", async () => {
    const { save, read } = await setup();
    await save(0, someSettings);
    await save(1, defaultSettings);
    expect((await read()).settings).toEqual(defaultSettings);
  });

  it("names the fields that are wrong and saves nothing", async () => {
    const { save, read } = await setup();
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
    const { accounts, call, save, changeEmail } = await setup();
    await accounts.begin(id, NOW);
    for (const answer of [
      await call("GET /api/account"),
      await save(0, someSettings),
      await changeEmail("a@b.hu"),
    ])
      expect(answer).toMatchObject({ status: 401, ...refused("session-ended") });
  });
});

describe("e-mail address", () => {
  it("gets a link, in a fragment, and counts only after it was opened", async () => {
    const { changeEmail, verify, lastToken, mailer, read } = await setup();
    const asked = await changeEmail(" Valaki@Example.org ");
    expect(asked).toMatchObject({ status: 200, body: { pendingEmail: "Valaki@example.org" } });
    expect(asked.body).not.toHaveProperty("email");
    expect(mailer.sent).toMatchObject([{ to: "Valaki@example.org", subject: "E-mail-cím megerősítése" }]);
    expect(mailer.sent[0]?.text).toContain(`${ORIGIN}/fiok/email-megerositese#${lastToken()}\n`);
    expect(lastToken()).toHaveLength(43);
    expect(await verify(lastToken())).toMatchObject({ status: 204 });
    expect(await read()).toMatchObject({ email: { address: "Valaki@example.org", verified: true } });
    expect(await read()).not.toHaveProperty("pendingEmail");
  });

  it("keeps no token, only its hash", async () => {
    const { changeEmail, lastToken, accounts } = await setup();
    await changeEmail("valaki@example.org");
    const stored = JSON.stringify([[...accounts.accounts], [...accounts.links]]);
    expect(stored).not.toContain(lastToken());
    expect(stored).toContain(await hashToken(lastToken()));
  });

  it("is written to in the account's language", async () => {
    const { save, changeEmail, mailer } = await setup();
    await save(0, { ...defaultSettings, language: "en" });
    await changeEmail("valaki@example.org");
    expect(mailer.sent[0]?.subject).toBe("Confirm your e-mail address");
  });

  it("has links that work once", async () => {
    const { changeEmail, verify, lastToken } = await setup();
    await changeEmail("valaki@example.org");
    await verify(lastToken());
    expect(await verify(lastToken())).toMatchObject({ status: 409, ...refused("link-expired") });
  });

  it("is confirmed by one of two clicks at once", async () => {
    const { changeEmail, verify, lastToken } = await setup();
    await changeEmail("valaki@example.org");
    const statuses = await Promise.all([verify(lastToken()), verify(lastToken())]);
    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([204, 409]));
  });

  it.each([
    [-1, 204],
    [0, 409],
  ])("has links that work for 24 hours: %i s after it → %i", async (more, status) => {
    const { changeEmail, verify, lastToken, clock, accounts } = await setup();
    await changeEmail("valaki@example.org");
    clock.now = NOW + 24 * 3_600 + more;
    expect((await verify(lastToken())).status).toBe(status);
    expect(accounts.accounts.get(id)?.email).toBe(status === 204 ? "valaki@example.org" : undefined);
  });

  it("shows no address whose link is too old", async () => {
    const { changeEmail, clock, accounts, call, sessions } = await setup();
    await changeEmail("valaki@example.org");
    clock.now = NOW + 24 * 3_600;
    await sessions.create(
      await hashToken("n".repeat(43)),
      aSession({ idleExpiresAt: clock.now + 9, absoluteExpiresAt: clock.now + 9 }),
    );
    expect(accounts.accounts.get(id)?.pendingEmail).toBeDefined();
    expect((await call("GET /api/account", { token: "n".repeat(43) })).body).not.toHaveProperty(
      "pendingEmail",
    );
  });

  it("has its earlier link superseded by a newer one", async () => {
    const { changeEmail, verify, lastToken, read } = await setup();
    await changeEmail("elso@example.org");
    const first = lastToken();
    await changeEmail("masodik@example.org");
    expect(await verify(first)).toMatchObject(refused("link-expired"));
    expect(await verify(lastToken())).toMatchObject({ status: 204 });
    expect((await read()).email?.address).toBe("masodik@example.org");
  });

  it("is not confirmed by an earlier link that was left over", async () => {
    const { changeEmail, verify, lastToken, accounts, read } = await setup();
    await changeEmail("elso@example.org");
    const first = lastToken();
    await changeEmail("masodik@example.org");
    accounts.links.set(await hashToken(first), id);
    expect(await verify(first)).toMatchObject(refused("link-expired"));
    expect(await read()).not.toHaveProperty("email");
  });

  it("is not confirmed by a link nobody sent", async () => {
    const { verify } = await setup();
    expect(await verify("x".repeat(43))).toMatchObject({ status: 409, ...refused("link-expired") });
    expect(await verify("short")).toMatchObject({ status: 422 });
  });

  it("in use stays in use until the new one is confirmed; then the old one is told", async () => {
    const { confirmed, changeEmail, verify, lastToken, read, mailer } = await setup();
    await confirmed("regi@example.org");
    await changeEmail("uj@example.org");
    expect(await read()).toMatchObject({
      email: { address: "regi@example.org" },
      pendingEmail: "uj@example.org",
    });
    await verify(lastToken());
    expect((await read()).email?.address).toBe("uj@example.org");
    expect(mailer.sent.at(-1)).toMatchObject({
      to: "regi@example.org",
      subject: "Megváltozott az e-mail-cím",
    });
    expect(mailer.sent.at(-1)?.text).not.toContain("uj@example.org");
  });

  it("given again needs no link and withdraws the one under way", async () => {
    const { confirmed, changeEmail, verify, lastToken, mailer, read } = await setup();
    await confirmed("regi@example.org");
    await changeEmail("uj@example.org");
    const withdrawn = lastToken();
    const count = mailer.sent.length;
    await changeEmail("regi@example.org");
    expect(mailer.sent).toHaveLength(count);
    expect(await read()).not.toHaveProperty("pendingEmail");
    expect(await verify(withdrawn)).toMatchObject(refused("link-expired"));
  });

  it("can be removed, with a link under way; removing nothing is fine", async () => {
    const { confirmed, changeEmail, verify, lastToken, read, mailer } = await setup();
    await confirmed("regi@example.org");
    await changeEmail("uj@example.org");
    const withdrawn = lastToken();
    expect((await changeEmail(" ")).status).toBe(200);
    expect(await read()).not.toHaveProperty("email");
    expect(await verify(withdrawn)).toMatchObject(refused("link-expired"));
    expect(mailer.sent.at(-1)?.to).toBe("regi@example.org");
    const count = mailer.sent.length;
    expect((await changeEmail("")).status).toBe(200);
    expect(mailer.sent).toHaveLength(count);
  });

  it("may be used by two accounts, and neither is told of the other", async () => {
    const { confirmed, changeEmail, read } = await setup();
    await confirmed("kozos@example.org");
    const alone = await changeEmail("egyedi@example.org", OTHER_TOKEN);
    const shared = await changeEmail("kozos@example.org", OTHER_TOKEN);
    expect(shared.status).toBe(alone.status);
    expect(Object.keys(shared.body as object)).toEqual(Object.keys(alone.body as object));
    expect((await read()).email?.address).toBe("kozos@example.org");
  });

  it.each(["nem cím", "a@b", "a@example.org\r\nBcc: b@example.org"])(
    "is refused when it is none: %j",
    async (address) => {
      const { changeEmail, mailer } = await setup();
      expect(await changeEmail(address)).toMatchObject({
        status: 422,
        body: { code: "invalid-fields", errors: [{ field: "address", code: "email" }] },
      });
      expect(mailer.sent).toEqual([]);
    },
  );

  it("gets three e-mails an hour, whoever asks, and says when to come back", async () => {
    const { changeEmail, mailer, clock } = await setup();
    await changeEmail("aldozat@example.org");
    await changeEmail("aldozat@example.org", OTHER_TOKEN);
    await changeEmail("Aldozat@EXAMPLE.org");
    clock.now = NOW + 60;
    const fourth = await changeEmail("aldozat@example.org", OTHER_TOKEN);
    expect(fourth).toMatchObject({ status: 429, ...refused("too-many-requests") });
    expect(fourth.headers["retry-after"]).toBe("3540");
    expect(mailer.sent).toHaveLength(3);
  });

  it("cannot be changed more than five times an hour", async () => {
    const { changeEmail, mailer } = await setup();
    for (const name of ["a", "b", "c", "d", "e"]) await changeEmail(`${name}@example.org`);
    expect(await changeEmail("f@example.org")).toMatchObject({ status: 429 });
    expect(mailer.sent).toHaveLength(5);
  });

  it("is told to try again when no mail can be sent, and then gets another link", async () => {
    const { changeEmail, verify, lastToken, mailer } = await setup();
    mailer.failing = true;
    expect(await changeEmail("valaki@example.org")).toMatchObject({ status: 503, ...refused("too-busy") });
    mailer.failing = false;
    expect((await changeEmail("valaki@example.org")).status).toBe(200);
    expect((await verify(lastToken())).status).toBe(204);
  });

  it("is changed even when the old one cannot be told", async () => {
    const { confirmed, changeEmail, verify, lastToken, mailer, reported, read } = await setup();
    await confirmed("regi@example.org");
    await changeEmail("uj@example.org");
    mailer.failing = true;
    expect((await verify(lastToken())).status).toBe(204);
    expect((await read()).email?.address).toBe("uj@example.org");
    expect(reported).toHaveLength(1);
  });
});

/** Three more sessions: an older one and one that is over beside the caller's. */
const withThree = async () => {
  const context = await setup();
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
    const { call, sessions } = await setup({ endSessionUrl: async () => undefined });
    expect((await call("DELETE /api/account/sessions")).body).toEqual({
      redirectTo: `${ORIGIN}/kijelentkezve?azonositas=nyitva`,
    });
    expect(sessions.items.size).toBe(1);
  });
});
