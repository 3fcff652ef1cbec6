import { describe, expect, it } from "vitest";
import { personKeyOf } from "../../../src/app/acting/person-key.ts";
import { completeLogin, LOGIN_SECONDS, startLogin } from "../../../src/app/session/login.ts";
import type { Identification, IdentityBroker } from "../../../src/app/session/ports.ts";
import { hashToken } from "../../../src/app/session/token.ts";
import { inOwnName } from "../../../src/domain/acting/party.ts";
import type { AccountId } from "../../../src/domain/ids.ts";
import { failure, success } from "../../../src/domain/result.ts";
import {
  anIdentification,
  aSession,
  countingRandom,
  fakeBroker,
  levels,
  limits,
  memoryAccountStore,
  memorySessionStore,
  memoryTransactionStore,
  NOW,
  person,
} from "./fakes.ts";

const stateIn = (url: string): string => new URL(url).searchParams.get("state") ?? "";

const setup = (identify: IdentityBroker["identify"] = async () => success(anIdentification())) => {
  const asked: Parameters<IdentityBroker["authorizationUrl"]>[0][] = [];
  const authorizationUrl: IdentityBroker["authorizationUrl"] = async (login) => {
    asked.push(login);
    return fakeBroker().authorizationUrl(login);
  };
  const dependencies = {
    broker: fakeBroker({ identify, authorizationUrl }),
    transactions: memoryTransactionStore(),
    accounts: memoryAccountStore(),
    sessions: memorySessionStore(),
    random: countingRandom(),
    limits,
    levels,
  };
  /** Leaves for the broker and gives the cookie's token and the answer an honest broker would give. */
  const leave = async (returnTo = "/ugyek", level?: number, sessionToken?: string) => {
    const started = await startLogin(dependencies, { returnTo, level, sessionToken }, NOW);
    if (!started.ok) throw new Error("The login did not start");
    const state = stateIn(started.value.redirectTo);
    return { token: started.value.token, answer: { code: "code-1", state } };
  };
  return { dependencies, leave, asked };
};

const identifying = (changes: Partial<Identification>): IdentityBroker["identify"] => {
  return async () => success(anIdentification(changes));
};

describe("startLogin", () => {
  it("remembers state, nonce and verifier, all different, under the hash of the cookie's token", async () => {
    const { dependencies, leave } = setup();
    const { token, answer } = await leave("/ugyek?oldal=2");
    const [[hash, transaction] = []] = [...dependencies.transactions.items];
    expect(hash).toBe(await hashToken(token));
    expect(transaction).toMatchObject({ returnTo: "/ugyek?oldal=2", expiresAt: NOW + LOGIN_SECONDS });
    const secrets = [token, transaction?.state, transaction?.nonce, transaction?.codeVerifier];
    expect(new Set(secrets).size).toBe(4);
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
    expect(answer.state).toBe(transaction?.state);
  });

  it("goes nowhere but to pages of the portal afterwards", async () => {
    const { dependencies, leave } = setup();
    await leave("//evil.example");
    expect([...dependencies.transactions.items.values()]).toMatchObject([{ returnTo: "/" }]);
  });

  it("asks the broker for nothing special unless a level is needed", async () => {
    const { leave, asked } = setup();
    await leave();
    expect(asked[0]).not.toHaveProperty("acrValues");
    expect(asked[0]).not.toHaveProperty("forceLogin");
  });

  it.each([
    [1, ["urn:level:1", "urn:level:2", "urn:level:4"]],
    [2, ["urn:level:2", "urn:level:4"]],
    [3, ["urn:level:4"]],
    [4, ["urn:level:4"]],
  ])("names the ways of identification that reach level %i", async (level, acrValues) => {
    const { leave, asked } = setup();
    await leave("/", level);
    expect(asked[0]).toMatchObject({ acrValues });
  });

  it("does not leave for a level no way of identification reaches", async () => {
    const { dependencies, asked } = setup();
    const started = await startLogin({ ...dependencies, levels: levels.slice(0, 2) }, { level: 3 }, NOW);
    expect(started).toEqual({ ok: false, failure: { code: "level-too-low", reason: "no-such-level" } });
    expect(asked).toEqual([]);
    expect(dependencies.transactions.items.size).toBe(0);
  });

  it.each([
    ["too low", aSession({ level: 1 }), true],
    ["lapsed and too low", aSession({ level: 1, idleExpiresAt: NOW }), true],
    ["high enough", aSession({ level: 2 }), undefined],
    ["over", aSession({ level: 1, absoluteExpiresAt: NOW }), undefined],
    ["unknown", undefined, undefined],
  ])(
    "has the person identify anew only when the present session is too low: %s",
    async (_, session, forced) => {
      const { dependencies, leave, asked } = setup();
      if (session) await dependencies.sessions.create(await hashToken("before"), session);
      await leave("/", 2, "before");
      expect(asked[0]?.forceLogin).toBe(forced);
    },
  );

  it("leaves nothing behind when the broker cannot be reached", async () => {
    const { dependencies } = setup();
    const unreachable = fakeBroker({ authorizationUrl: async () => failure({ code: "broker" }) });
    const started = await startLogin({ ...dependencies, broker: unreachable }, {}, NOW);
    expect(started).toEqual({ ok: false, failure: { code: "broker" } });
    expect(dependencies.transactions.items.size).toBe(0);
  });
});

describe("completeLogin", () => {
  it("opens a session under a new token and creates the account", async () => {
    const { dependencies, leave } = setup();
    const { token, answer } = await leave();
    const completed = await completeLogin(dependencies, { token, answer }, NOW + 60);
    if (!completed.ok || completed.value.leads !== "in") throw new Error("The login did not lead in");
    expect(completed.value.returnTo).toBe("/ugyek");
    expect(completed.value.token).not.toBe(token);

    const [[accountId, account] = []] = [...dependencies.accounts.items];
    expect(account).toEqual({
      id: accountId,
      identity: person,
      createdAt: NOW + 60,
      identityRefreshedAt: NOW + 60,
    });
    expect([...dependencies.sessions.items]).toEqual([
      [
        await hashToken(completed.value.token),
        {
          account: accountId,
          displayName: person.name,
          createdAt: NOW + 60,
          acting: inOwnName(accountId as AccountId, person.name),
          level: 2,
          personKey: await personKeyOf(person),
          authTime: NOW - 10,
          idleExpiresAt: NOW + 60 + 1_800,
          absoluteExpiresAt: NOW - 10 + 14_400,
          brokerSession: "sid-1",
          assurance: "urn:level:2",
        },
      ],
    ]);
    expect(dependencies.transactions.items.size).toBe(0);
  });

  it("lets a client three hours into the broker's session stay for one", async () => {
    const { dependencies, leave } = setup(identifying({ authTime: NOW - 180 * 60 }));
    await completeLogin(dependencies, await leave(), NOW);
    expect([...dependencies.sessions.items.values()]).toMatchObject([{ absoluteExpiresAt: NOW + 60 * 60 }]);
  });

  it("knows the same person again and refreshes the identity", async () => {
    const { dependencies, leave } = setup();
    await completeLogin(dependencies, await leave(), NOW);
    const renamed = { ...person, name: "Őszi Tűnde" };
    const broker = fakeBroker({ identify: identifying({ person: renamed, authTime: NOW + 590 }) });
    await completeLogin({ ...dependencies, broker }, await leave(), NOW + 600);
    expect(dependencies.accounts.items.size).toBe(1);
    expect([...dependencies.accounts.items.values()]).toMatchObject([
      { createdAt: NOW, identity: renamed, identityRefreshedAt: NOW + 600 },
    ]);
  });

  it("takes the same subject of another issuer for somebody else", async () => {
    const { dependencies, leave } = setup();
    await completeLogin(dependencies, await leave(), NOW);
    const broker = fakeBroker({ identify: identifying({ issuer: "https://other.example" }) });
    await completeLogin({ ...dependencies, broker }, await leave(), NOW);
    expect(dependencies.accounts.items.size).toBe(2);
  });

  it("accepts an answer once", async () => {
    const { dependencies, leave } = setup();
    const answer = await leave();
    await completeLogin(dependencies, answer, NOW);
    expect(await completeLogin(dependencies, answer, NOW)).toEqual({
      ok: false,
      failure: { code: "expired", reason: "unknown" },
    });
    expect(dependencies.sessions.items.size).toBe(1);
  });

  it("accepts an answer once even when the first time failed", async () => {
    const { dependencies, leave } = setup(async () => failure({ code: "broker" }));
    const answer = await leave();
    await completeLogin(dependencies, answer, NOW);
    expect(await completeLogin({ ...dependencies, broker: fakeBroker() }, answer, NOW)).toMatchObject({
      failure: { code: "expired" },
    });
  });

  it("is not spoilt for its owner by a forged answer", async () => {
    const { dependencies, leave } = setup();
    const { token, answer } = await leave();
    expect(await completeLogin(dependencies, { token, answer: { ...answer, state: "forged" } }, NOW)).toEqual(
      {
        ok: false,
        failure: { code: "not-started-here", reason: "state-mismatch" },
      },
    );
    expect(await completeLogin(dependencies, { token, answer }, NOW)).toMatchObject({ ok: true });
  });

  it.each([
    ["the cookie of another browser", { token: undefined }, "not-started-here", "no-cookie"],
    ["no state", { answer: { code: "code-1" } }, "not-started-here", "no-state"],
    ["a token nobody was given", { token: "x".repeat(43) }, "expired", "unknown"],
  ])("refuses %s", async (_, changes, code, reason) => {
    const { dependencies, leave } = setup();
    const outcome = await completeLogin(dependencies, { ...(await leave()), ...changes }, NOW);
    expect(outcome).toEqual({ ok: false, failure: { code, reason } });
    expect(dependencies.sessions.items.size).toBe(0);
  });

  it("is too late exactly when the time is up", async () => {
    const { dependencies, leave } = setup(identifying({ authTime: NOW }));
    const late = await completeLogin(dependencies, await leave(), NOW + LOGIN_SECONDS);
    expect(late).toEqual({ ok: false, failure: { code: "expired", reason: "too-late" } });
    const just = await completeLogin(dependencies, await leave(), NOW + LOGIN_SECONDS - 1);
    expect(just.ok).toBe(true);
  });

  describe.each([
    ["without auth_time", { authTime: undefined }, { code: "rejected", reason: "auth-time-missing" }],
    ["61 seconds ahead of us", { authTime: NOW + 61 }, { code: "rejected", reason: "auth-time-future" }],
    ["240 minutes old", { authTime: NOW - 14_400 }, { code: "rejected", reason: "auth-time-stale" }],
    ["too weak", { assurance: "urn:level:1" }, { code: "level-too-low" }],
    ["of a level nobody knows", { assurance: "urn:new" }, { code: "level-too-low" }],
    ["of no level", { assurance: undefined }, { code: "level-too-low" }],
  ])("an identification %s", (_, changes, because) => {
    it("opens nothing, and is asked for anew on the spot", async () => {
      const { dependencies, leave, asked } = setup(identifying(changes));
      const outcome = await completeLogin(dependencies, await leave("/ugyek", 2), NOW);
      expect(outcome).toMatchObject({ ok: true, value: { leads: "back", because } });
      expect(dependencies.sessions.items.size).toBe(0);
      expect(dependencies.accounts.items.size).toBe(0);
      expect(asked.at(-1)).toMatchObject({ forceLogin: true, acrValues: ["urn:level:2", "urn:level:4"] });
      expect([...dependencies.transactions.items.values()]).toMatchObject([{ returnTo: "/ugyek", level: 2 }]);
    });

    it("ends on a page when the broker can do no better: no loop", async () => {
      const { dependencies, leave } = setup(identifying(changes));
      const back = await completeLogin(dependencies, await leave("/ugyek", 2), NOW);
      if (!back.ok || back.value.leads !== "back") throw new Error("The login was not repeated");
      const again = {
        token: back.value.token,
        answer: { code: "code-2", state: stateIn(back.value.redirectTo) },
      };
      expect(await completeLogin(dependencies, again, NOW)).toEqual({ ok: false, failure: because });
      expect(dependencies.sessions.items.size).toBe(0);
      expect(dependencies.transactions.items.size).toBe(0);
    });
  });

  it("opens no session on a broker's session that was ended meanwhile", async () => {
    const { dependencies, leave } = setup();
    const answer = await leave();
    await dependencies.sessions.endByBroker("sid-1", NOW);
    expect(await completeLogin(dependencies, answer, NOW)).toEqual({
      ok: false,
      failure: { code: "rejected", reason: "ended-at-broker" },
    });
    expect(dependencies.sessions.items.size).toBe(0);
  });

  it("takes the place of the session this browser had, and of no other", async () => {
    const { dependencies, leave } = setup();
    const { sessions } = dependencies;
    await sessions.create(await hashToken("before"), aSession());
    await sessions.create(await hashToken("elsewhere"), aSession());
    const answer = await leave("/", undefined, "before");
    expect(sessions.items.size).toBe(2);
    const completed = await completeLogin(dependencies, answer, NOW);
    if (!completed.ok) throw new Error(completed.failure.code);
    expect([...sessions.items.keys()]).toEqual([
      await hashToken("elsewhere"),
      await hashToken(completed.value.token),
    ]);
  });

  it("leaves the session this browser had when it fails", async () => {
    const { dependencies, leave } = setup(async () => failure({ code: "cancelled" }));
    await dependencies.sessions.create(await hashToken("before"), aSession());
    await completeLogin(dependencies, await leave("/", undefined, "before"), NOW);
    expect(dependencies.sessions.items.size).toBe(1);
  });

  it("remembers who the person is, so that mandates find them", async () => {
    const { dependencies, leave } = setup();
    await completeLogin(dependencies, await leave(), NOW);
    const [session] = [...dependencies.sessions.items.values()];
    const personKey = await personKeyOf(person);
    expect(session?.personKey).toBe(personKey);
    expect([...dependencies.accounts.byPerson]).toEqual([[personKey, session?.account]]);
  });

  it("knows no person's key where the broker gives less", async () => {
    const { dependencies, leave } = setup(identifying({ person: { ...person, mothersName: "" } }));
    await completeLogin(dependencies, await leave(), NOW);
    expect([...dependencies.sessions.items.values()][0]).not.toHaveProperty("personKey");
    expect(dependencies.accounts.byPerson.size).toBe(0);
  });

  it("passes on what the broker's answer amounted to", async () => {
    const { dependencies, leave } = setup(async () => failure({ code: "cancelled" }));
    expect(await completeLogin(dependencies, await leave(), NOW)).toEqual({
      ok: false,
      failure: { code: "cancelled" },
    });
  });
});
