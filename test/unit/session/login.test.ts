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

const setup = (identify: IdentityBroker["identify"] = async () => success(anIdentification())) => {
  const dependencies = {
    broker: fakeBroker({ identify }),
    transactions: memoryTransactionStore(),
    accounts: memoryAccountStore(),
    sessions: memorySessionStore(),
    random: countingRandom(),
    limits,
    levels,
  };
  /** Leaves for the broker and gives the cookie's token and the answer an honest broker would give. */
  const leave = async (returnTo = "/ugyek") => {
    const started = await startLogin(dependencies, { returnTo }, NOW);
    if (!started.ok) throw new Error("The login did not start");
    const state = new URL(started.value.redirectTo).searchParams.get("state") ?? "";
    return { token: started.value.token, answer: { code: "code-1", state } };
  };
  return { dependencies, leave };
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

  it.each([
    ["missing", undefined, "auth-time-missing"],
    ["61 seconds ahead", NOW + 61, "auth-time-future"],
    ["240 minutes old", NOW - 14_400, "auth-time-stale"],
  ])("opens no session and no account when auth_time is %s", async (_, authTime, reason) => {
    const { dependencies, leave } = setup(identifying({ authTime }));
    const outcome = await completeLogin(dependencies, await leave(), NOW);
    expect(outcome).toEqual({ ok: false, failure: { code: "rejected", reason } });
    expect(dependencies.sessions.items.size).toBe(0);
    expect(dependencies.accounts.items.size).toBe(0);
  });

  it("passes on what the broker's answer amounted to", async () => {
    const { dependencies, leave } = setup(async () => failure({ code: "cancelled" }));
    expect(await completeLogin(dependencies, await leave(), NOW)).toEqual({
      ok: false,
      failure: { code: "cancelled" },
    });
  });
});
