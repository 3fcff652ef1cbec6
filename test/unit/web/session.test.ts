import { describe, expect, it } from "vitest";
import type { SessionStatus } from "../../../src/contract/session.ts";
import { failure, success } from "../../../src/domain/result.ts";
import { type ApiResult, type Call, withRecovery } from "../../../web/src/api/client.ts";
import { createSession } from "../../../web/src/session/session.ts";

const NOW = Date.parse("2026-11-23T10:00:00Z");

const status = (state: "active" | "lapsed", displayName = "Kovács Anna"): SessionStatus => ({
  state,
  displayName,
  acting: { party: { kind: "own-name", name: displayName }, basis: "self", rights: "submit-and-query" },
  idleExpiresAt: "2026-11-23T09:30:00Z",
  absoluteExpiresAt: "2026-11-23T13:00:00Z",
  // The server's clock is an hour behind the browser's.
  now: "2026-11-23T09:00:00Z",
});

const setup = () => {
  const answers = {
    status: success(status("active")) as ApiResult<SessionStatus>,
    resume: success(status("active")) as ApiResult<SessionStatus>,
    logout: success({ redirectTo: "/kijelentkezve" }) as ApiResult<{ redirectTo: string }>,
  };
  const left: string[] = [];
  const claimed: string[] = [];
  const counts = { forgotten: 0, resumed: 0 };
  const call = ((name: keyof typeof answers) => {
    if (name === "resume") counts.resumed++;
    return Promise.resolve(answers[name]);
  }) as unknown as Call;
  const session = createSession({
    call,
    now: () => NOW,
    leave: (address) => left.push(address),
    here: () => "/urlap/x/letter?a=1",
    forget: () => {
      counts.forgotten++;
    },
    claim: (name) => claimed.push(name),
  });
  return { session, answers, left, claimed, counts };
};

describe("what the browser knows of the session", () => {
  it("moves the deadlines onto its own clock", async () => {
    const { session, claimed } = setup();
    await session.refresh();
    expect(session.state.get()).toEqual({
      kind: "active",
      displayName: "Kovács Anna",
      acting: { party: { kind: "own-name", name: "Kovács Anna" }, basis: "self", rights: "submit-and-query" },
      idleExpiresAt: NOW + 30 * 60_000,
      absoluteExpiresAt: NOW + 240 * 60_000,
    });
    expect(claimed).toEqual(["Kovács Anna"]);
  });

  it("keeps what was typed when nobody is logged in any more", async () => {
    const { session, answers, counts } = setup();
    answers.status = success({ state: "anonymous" });
    await session.refresh();
    expect(session.state.get()).toEqual({ kind: "anonymous" });
    expect(counts.forgotten).toBe(0);
  });

  it("says when the portal could not be asked, but does not forget what it knew", async () => {
    const { session, answers } = setup();
    answers.status = failure({ code: "network" });
    await session.refresh();
    expect(session.state.get()).toEqual({ kind: "unreachable" });
    answers.status = success(status("active"));
    await session.refresh();
    answers.status = failure({ code: "network" });
    await session.refresh();
    expect(session.state.get().kind).toBe("active");
  });
});

describe("the session's end under the hands", () => {
  it("asks once for all calls and repeats each of them after Folytatás", async () => {
    const { session, counts } = setup();
    await session.refresh();
    let lapsed = true;
    const attempts: string[] = [];
    const call = withRecovery(
      ((name: string) => {
        attempts.push(name);
        return Promise.resolve(lapsed ? failure({ code: "session-lapsed" as const }) : success(name));
      }) as unknown as Call,
      session.recover,
    );
    const both = Promise.all([
      call("listCases", { query: {} }),
      call("readCase", { params: { caseId: "x" } }),
    ]);
    await Promise.resolve();
    await Promise.resolve();
    expect(session.interruption.get()).toEqual({ reason: "lapsed", busy: false, failed: false });
    expect(session.state.get().kind).toBe("lapsed");
    lapsed = false;
    await session.resume();
    expect((await both).map((answer) => answer.ok)).toEqual([true, true]);
    expect(attempts).toEqual(["listCases", "readCase", "listCases", "readCase"]);
    expect(counts.resumed).toBe(1);
    expect(session.interruption.get()).toBeUndefined();
    expect(session.state.get().kind).toBe("active");
  });

  it("turns to a new login when resuming comes too late", async () => {
    const { session, answers, left } = setup();
    await session.refresh();
    void session.recover("session-lapsed");
    answers.resume = failure({ code: "session-ended" });
    await session.resume();
    expect(session.interruption.get()?.reason).toBe("ended");
    session.logIn();
    expect(left).toEqual(["/api/session/login?returnTo=%2Furlap%2Fx%2Fletter%3Fa%3D1"]);
  });

  it("lets the person try again when resuming fails for another reason", async () => {
    const { session, answers } = setup();
    await session.refresh();
    const decision = session.recover("session-lapsed");
    answers.resume = failure({ code: "network" });
    await session.resume();
    expect(session.interruption.get()).toEqual({ reason: "lapsed", busy: false, failed: true });
    answers.resume = success(status("active"));
    await session.resume();
    expect(await decision).toBe(true);
  });

  it("fails the waiting calls when the person stays without logging in", async () => {
    const { session } = setup();
    await session.refresh();
    const decision = session.recover("session-ended");
    session.dismiss();
    expect(await decision).toBe(false);
    expect(session.state.get()).toEqual({ kind: "ended" });
    // Staying is meant: the next autosave asks nobody.
    expect(await session.recover("session-ended")).toBe(false);
    expect(session.interruption.get()).toBeUndefined();
  });

  it("counts a session that vanished as ended, but asks nobody who never had one", async () => {
    const { session } = setup();
    expect(await session.recover("session-missing")).toBe(false);
    expect(session.interruption.get()).toBeUndefined();
    await session.refresh();
    void session.recover("session-missing");
    expect(session.interruption.get()?.reason).toBe("ended");
  });
});

describe("logging out", () => {
  it("forgets what was typed and goes where the portal says", async () => {
    const { session, left, counts } = setup();
    await session.refresh();
    expect(await session.logOut()).toBeUndefined();
    expect(counts.forgotten).toBe(1);
    expect(left).toEqual(["/kijelentkezve"]);
    expect(session.state.get()).toEqual({ kind: "anonymous" });
  });

  it("first finishes what is under way, while there is a session", async () => {
    const { session, left } = setup();
    await session.refresh();
    const saves: number[] = [];
    const takeBack = session.beforeLogOut(() => Promise.resolve(saves.push(left.length)));
    await session.logOut();
    expect(saves).toEqual([0]);
    await session.logOut();
    expect(saves).toEqual([0]);
    await session.refresh();
    takeBack();
    await session.logOut();
    expect(saves).toEqual([0]);
  });

  it("says when it failed, and stays", async () => {
    const { session, answers, left, counts } = setup();
    await session.refresh();
    answers.logout = failure({ code: "network" });
    expect(await session.logOut()).toEqual({ code: "network" });
    expect(left).toEqual([]);
    expect(counts.forgotten).toBe(0);
    expect(session.state.get().kind).toBe("active");
  });
});
