import { describe, expect, it, vi } from "vitest";
import { logout, readStatus, resumeSession } from "../../../src/app/session/continue.ts";
import { createSessionGate } from "../../../src/app/session/session-gate.ts";
import type { SessionStore } from "../../../src/app/session/ports.ts";
import { hashToken } from "../../../src/app/session/token.ts";
import { aSession, countingRandom, fakeBroker, limits, memorySessionStore, NOW } from "./fakes.ts";

const TOKEN = "t".repeat(43);
const LAPSED = NOW + 1_800;
const ENDED = NOW + 14_400;

const setup = async () => {
  const store = memorySessionStore();
  await store.create(await hashToken(TOKEN), aSession());
  const resume = (token: string | undefined, now: number, using: SessionStore = store) =>
    resumeSession({ store: using, random: countingRandom(), idleMinutes: limits.idleMinutes }, token, now);
  return { store, resume, gate: createSessionGate({ store, idleMinutes: limits.idleMinutes }) };
};

describe("the session gate", () => {
  it("admits and says who it is", async () => {
    const { gate } = await setup();
    const { account, displayName } = aSession();
    expect(await gate.check(TOKEN, NOW + 1_799, "person")).toMatchObject({
      ok: true,
      value: { account, displayName },
    });
  });

  it.each([
    ["no token", undefined, NOW, "session-missing"],
    ["an unknown token", "u".repeat(43), NOW, "session-missing"],
    ["30 idle minutes", TOKEN, LAPSED, "session-lapsed"],
    ["240 minutes", TOKEN, ENDED, "session-ended"],
  ])("refuses after %s", async (_, token, now, code) => {
    const { gate } = await setup();
    expect(await gate.check(token, now, "person")).toEqual({ ok: false, failure: { code } });
  });

  it("asks the store once per request", async () => {
    const { store, gate } = await setup();
    const touch = vi.spyOn(store, "touch");
    const read = vi.spyOn(store, "read");
    await gate.check(TOKEN, NOW, "person");
    expect(touch).toHaveBeenCalledTimes(1);
    expect(read).not.toHaveBeenCalled();
  });

  it("admits a request that a later one overtook, without shortening the session", async () => {
    const { store, gate } = await setup();
    await gate.check(TOKEN, NOW + 100, "person");
    expect((await gate.check(TOKEN, NOW + 99, "person")).ok).toBe(true);
    expect((await store.read(await hashToken(TOKEN)))?.idleExpiresAt).toBe(NOW + 100 + 1_800);
  });

  it("lets a failing store fail: neither logged out nor let in", async () => {
    const { store, gate } = await setup();
    vi.spyOn(store, "touch").mockRejectedValue(new Error("throttled"));
    await expect(gate.check(TOKEN, NOW, "person")).rejects.toThrow("throttled");
  });
});

describe("readStatus", () => {
  it.each([
    [undefined, NOW, "anonymous"],
    ["u".repeat(43), NOW, "anonymous"],
    [TOKEN, NOW + 1_799, "active"],
    [TOKEN, LAPSED, "lapsed"],
    [TOKEN, ENDED, "ended"],
  ])("of %s at %i is %s", async (token, now, state) => {
    const { store } = await setup();
    expect(await readStatus(store, token, now)).toMatchObject({ state });
  });

  it("never lengthens the session", async () => {
    const { store } = await setup();
    const before = new Map(store.items);
    await readStatus(store, TOKEN, NOW + 1_000);
    expect(store.items).toEqual(before);
  });
});

describe("resumeSession", () => {
  it("continues a lapsed session with a new token; the old one is worth nothing", async () => {
    const { store, resume, gate } = await setup();
    const resumed = await resume(TOKEN, LAPSED);
    if (!resumed.ok) throw new Error(resumed.failure.code);
    const { token, session } = resumed.value;
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(session).toEqual(aSession({ idleExpiresAt: LAPSED + 1_800 }));
    expect([...store.items]).toEqual([[await hashToken(token ?? ""), session]]);
    expect((await gate.check(TOKEN, LAPSED, "person")).ok).toBe(false);
    expect((await gate.check(token, LAPSED, "person")).ok).toBe(true);
  });

  it("does not move the absolute end", async () => {
    const { resume } = await setup();
    expect(await resume(TOKEN, ENDED - 1)).toMatchObject({
      value: { session: { absoluteExpiresAt: ENDED } },
    });
  });

  it("simply continues an active session, with the token it has", async () => {
    const { resume } = await setup();
    const resumed = await resume(TOKEN, NOW + 60);
    expect(resumed).toEqual({ ok: true, value: { session: aSession({ idleExpiresAt: NOW + 60 + 1_800 }) } });
  });

  it.each([
    [undefined, NOW, "session-missing"],
    ["u".repeat(43), NOW, "session-missing"],
    [TOKEN, ENDED, "session-ended"],
  ])("refuses %s at %i with %s", async (token, now, code) => {
    const { resume } = await setup();
    expect(await resume(token, now)).toEqual({ ok: false, failure: { code } });
  });

  it("gives one new token when two tabs resume at once", async () => {
    const { store, resume } = await setup();
    // Both have seen the lapsed session before either replaces it; hashing in another thread alone may let one overtake.
    const seen = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let touches = 0;
    const racing: SessionStore = {
      ...store,
      async touch(...asked) {
        const touched = await store.touch(...asked);
        seen[touches++]?.resolve();
        await Promise.all(seen.map(({ promise }) => promise));
        return touched;
      },
    };
    const outcomes = await Promise.all([resume(TOKEN, LAPSED, racing), resume(TOKEN, LAPSED, racing)]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes).toContainEqual({ ok: false, failure: { code: "session-lapsed" } });
    expect(store.items.size).toBe(1);
  });

  it("does not bring back a session that was logged out meanwhile", async () => {
    const { store, resume } = await setup();
    const racing: SessionStore = {
      ...store,
      async replace(oldHash, newHash, session, now) {
        await store.end(oldHash);
        return store.replace(oldHash, newHash, session, now);
      },
    };
    expect((await resume(TOKEN, LAPSED, racing)).ok).toBe(false);
    expect(store.items.size).toBe(0);
  });
});

describe("logout", () => {
  it.each([
    ["active", NOW],
    ["lapsed", LAPSED],
  ])("ends an %s session and names the broker's", async () => {
    const { store } = await setup();
    expect(await logout({ store, broker: fakeBroker() }, TOKEN)).toEqual({
      broker: "end",
      url: "https://kau.example/end?hint=sid-1",
    });
    expect(store.items.size).toBe(0);
  });

  it("ends ours even when the broker cannot be reached, and says so", async () => {
    const { store } = await setup();
    const broker = fakeBroker({ endSessionUrl: async () => undefined });
    expect(await logout({ store, broker }, TOKEN)).toEqual({ broker: "unreachable" });
    expect(store.items.size).toBe(0);
  });

  it("still sends a client with a dead token to the broker", async () => {
    const { store } = await setup();
    expect(await logout({ store, broker: fakeBroker() }, "u".repeat(43))).toEqual({
      broker: "end",
      url: "https://kau.example/end?hint=",
    });
  });

  it("has nothing to end without a token", async () => {
    const { store } = await setup();
    expect(await logout({ store, broker: fakeBroker() }, undefined)).toEqual({ broker: "nowhere" });
    expect(store.items.size).toBe(1);
  });
});
