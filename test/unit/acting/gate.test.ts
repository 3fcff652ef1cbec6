import { describe, expect, it, vi } from "vitest";
import type { RightToAct } from "../../../src/app/acting/right-to-act.ts";
import { createSessionGate } from "../../../src/app/session/session-gate.ts";
import { hashToken } from "../../../src/app/session/token.ts";
import { failure, success } from "../../../src/domain/result.ts";
import { aSession, limits, memorySessionStore, NOW } from "../session/fakes.ts";

const TOKEN = "t".repeat(43);
const revoked = failure({ code: "mandate-revoked" as const });

const setup = async (answer: Awaited<ReturnType<RightToAct>> = success(undefined)) => {
  const store = memorySessionStore();
  const session = aSession({ level: 3, personKey: "KEY" });
  await store.create(await hashToken(TOKEN), session);
  const mayAct = vi.fn<RightToAct>(async () => answer);
  return {
    store,
    session,
    mayAct,
    gate: createSessionGate({ store, idleMinutes: limits.idleMinutes, mayAct }),
  };
};

describe("the check of a request", () => {
  it("tells the endpoint who, for whom, how well identified and by which key", async () => {
    const { gate, session } = await setup();
    const { account, displayName, acting } = session;
    const value = { account, displayName, acting, level: 3, personKey: "KEY" };
    expect(await gate.check(TOKEN, NOW, "client")).toEqual({ ok: true, value });
    expect(await gate.check(TOKEN, NOW, "person")).toEqual({ ok: true, value });
  });

  it("asks for the right on client routes only", async () => {
    const { gate, mayAct } = await setup(revoked);
    expect((await gate.check(TOKEN, NOW, "person")).ok).toBe(true);
    expect(mayAct).not.toHaveBeenCalled();
    expect(await gate.check(TOKEN, NOW, "client")).toEqual(revoked);
    expect(mayAct).toHaveBeenCalledTimes(1);
  });

  it("lets a clerk through in whatever capacity, as long as it is known who they are", async () => {
    const { gate, mayAct, store } = await setup(revoked);
    expect(await gate.check(TOKEN, NOW, "clerk")).toMatchObject({ ok: true, value: { personKey: "KEY" } });
    expect(mayAct).not.toHaveBeenCalled();
    const unknown = "u".repeat(43);
    await store.create(await hashToken(unknown), aSession());
    expect(await gate.check(unknown, NOW, "clerk")).toEqual(failure({ code: "not-a-clerk" }));
    expect((await gate.check(unknown, NOW, "person")).ok).toBe(true);
  });

  it("counts a refused request as activity: the person is there, only the right is not", async () => {
    const { gate, store } = await setup(revoked);
    await gate.check(TOKEN, NOW + 60, "client");
    expect((await store.read(await hashToken(TOKEN)))?.idleExpiresAt).toBe(NOW + 60 + 1_800);
  });

  it("of a lapsed session does not ask for the right", async () => {
    const { gate, mayAct } = await setup();
    expect(await gate.check(TOKEN, NOW + 1_800, "client")).toMatchObject({
      failure: { code: "session-lapsed" },
    });
    expect(mayAct).not.toHaveBeenCalled();
  });

  it("lets a failing lookup fail: nobody is let in on it", async () => {
    const { gate, mayAct } = await setup();
    mayAct.mockRejectedValue(new Error("throttled"));
    await expect(gate.check(TOKEN, NOW, "client")).rejects.toThrow("throttled");
  });

  it("cannot be forgotten: a client route without it is an error", async () => {
    const { store } = await setup();
    const gate = createSessionGate({ store, idleMinutes: limits.idleMinutes });
    await expect(gate.check(TOKEN, NOW, "client")).rejects.toThrow(/right to act/);
  });
});
