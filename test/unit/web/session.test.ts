import { describe, expect, it } from "vitest";
import { failure, success } from "../../../src/domain/result.ts";
import { type Call, withActivity, withRecovery } from "../../../web/src/api/client.ts";
import { company, fakeBrowser, MINUTE, settled } from "./session-fakes.ts";

const setup = async (since = 0) => {
  const browser = fakeBrowser();
  browser.logIn({ since });
  const tab = browser.openTab();
  await tab.session.refresh();
  return { ...browser, ...tab };
};
type Setup = Awaited<ReturnType<typeof setup>>;
const reason = ({ session }: Pick<Setup, "session">) => session.interruption.get()?.reason;

describe("what the browser knows of the session", () => {
  it("knows the deadlines, the person and in whose name it acts, whatever its own clock shows", async () => {
    const { session, clock, claimed } = await setup();
    expect(session.state.get()).toEqual({
      kind: "active",
      displayName: "Kovács Anna",
      person: "ANNA",
      acting: { party: { kind: "own-name", name: "Kovács Anna" }, basis: "self", rights: "submit-and-query" },
      idleEnd: clock.now + 30 * MINUTE,
      end: clock.now + 240 * MINUTE,
      idleLength: 30 * MINUTE,
      offset: 60 * MINUTE,
    });
    expect(claimed).toEqual(["ANNA"]);
  });

  it("keeps what was typed when nobody is logged in any more", async () => {
    const { openTab } = fakeBrowser();
    const { session, counts } = openTab();
    await session.refresh();
    expect(session.state.get()).toEqual({ kind: "anonymous" });
    expect(counts.forgotten).toBe(0);
  });

  it("says when the portal could not be asked, but does not forget what it knew", async () => {
    const { openTab, faults, logIn } = fakeBrowser();
    logIn();
    const { session } = openTab();
    faults.push({ name: "status", failure: { code: "network" } });
    await session.refresh();
    expect(session.state.get()).toEqual({ kind: "unreachable" });
    await session.refresh();
    faults.push({ name: "status", failure: { code: "network" } });
    await session.refresh();
    expect(session.state.get().kind).toBe("active");
  });

  it("ignores an answer that was overtaken by a newer one", async () => {
    const { session, act, pass, hold, clock } = await setup();
    const release = hold("status");
    const late = session.refresh();
    pass(5);
    await act();
    await release();
    await late;
    expect(session.state.get()).toMatchObject({ idleEnd: clock.now + 30 * MINUTE });
  });
});

describe("the session's end under the hands", () => {
  it("asks once for all calls and repeats each of them after Folytatás", async () => {
    const { session, server, call, pass } = await setup();
    pass(31);
    const attempts: string[] = [];
    const pages = withRecovery(
      ((name: string, input: object) => {
        attempts.push(name);
        return call("readCase", input as { params: { caseId: string } });
      }) as unknown as Call,
      session.recover,
    );
    const both = Promise.all([
      pages("listCases", { query: {} }),
      pages("readCase", { params: { caseId: "x" } }),
    ]);
    await settled();
    expect(session.interruption.get()).toEqual({ reason: "lapsed", busy: false });
    expect(session.state.get().kind).toBe("lapsed");
    await session.resume();
    expect((await both).map((answer) => answer.ok)).toEqual([true, true]);
    expect(attempts).toEqual(["listCases", "readCase", "listCases", "readCase"]);
    expect(server.calls.filter((name) => name === "resume")).toHaveLength(1);
    expect(session.interruption.get()).toBeUndefined();
    expect(session.state.get().kind).toBe("active");
  });

  it("repeats a call unasked when another tab has already continued", async () => {
    const { session, pass, server } = await setup();
    pass(31);
    if (server.session) server.session.idleEnd += 60 * MINUTE;
    expect(await session.recover("session-lapsed")).toBe(true);
    expect(session.interruption.get()).toBeUndefined();
  });

  it("turns to a new login when resuming comes too late, and comes back to the same place", async () => {
    const { session, left, pass } = await setup();
    pass(31);
    void session.recover("session-lapsed");
    await settled();
    pass(220);
    await session.resume();
    expect(reason({ session })).toBe("ended");
    session.logIn();
    expect(left).toEqual(["/api/session/login?returnTo=%2Furlap%2Fx%2Fletter%3Fa%3D1"]);
  });

  it("leads over the choice of capacity back to a page that was somebody else's", async () => {
    const browser = fakeBrowser();
    browser.logIn({ acting: company });
    const { session, left } = browser.openTab();
    await session.refresh();
    browser.pass(241);
    session.check();
    session.logIn();
    expect(left).toEqual([
      `/api/session/login?returnTo=${encodeURIComponent("/szerepkor?folytatas=%2Furlap%2Fx%2Fletter%3Fa%3D1")}`,
    ]);
  });

  it.each(["network", "too-busy"] as const)(
    "lets the person try again when resuming fails: %s",
    async (code) => {
      const { session, faults, pass } = await setup();
      pass(31);
      const decision = session.recover("session-lapsed");
      await settled();
      faults.push({ name: "resume", failure: { code } });
      await session.resume();
      expect(session.interruption.get()).toEqual({ reason: "lapsed", busy: false, failure: { code } });
      await session.resume();
      expect(await decision).toBe(true);
    },
  );

  it("fails the waiting calls when the person stays without logging in", async () => {
    const { session, pass } = await setup();
    pass(241);
    const decision = session.recover("session-ended");
    await settled();
    session.dismiss();
    expect(await decision).toBe(false);
    expect(session.state.get()).toEqual({ kind: "ended" });
    // Staying is meant: the next autosave asks nobody.
    expect(await session.recover("session-ended")).toBe(false);
    session.wake();
    await settled();
    expect(session.interruption.get()).toBeUndefined();
  });

  it("believes the refusal when the server cannot be asked how it stands", async () => {
    const { session, faults } = await setup();
    faults.push({ name: "status", failure: { code: "network" } });
    void session.recover("session-lapsed");
    await settled();
    expect(reason({ session })).toBe("lapsed");
  });

  it("asks nobody who never had a session", async () => {
    const { session } = fakeBrowser().openTab();
    expect(await session.recover("session-missing")).toBe(false);
    expect(session.interruption.get()).toBeUndefined();
  });

  it("hides the page when the session vanished before its time, and keeps what was typed", async () => {
    const { session, server, counts } = await setup();
    server.session = undefined;
    expect(await session.recover("session-missing")).toBe(false);
    expect(session.state.get()).toEqual({ kind: "anonymous", left: true });
    expect(session.interruption.get()).toBeUndefined();
    expect(counts.forgotten).toBe(0);
  });

  it("takes a session that is gone after its end for ended", async () => {
    const { session, server, pass } = await setup();
    server.session = undefined;
    pass(300);
    session.wake();
    await settled();
    expect(reason({ session })).toBe("ended");
  });
});

describe("logging out", () => {
  it("forgets what was typed and goes where the portal says", async () => {
    const { session, left, counts } = await setup();
    expect(await session.logOut()).toBeUndefined();
    expect(counts.forgotten).toBe(1);
    expect(left).toEqual(["/kijelentkezve"]);
    expect(session.state.get()).toEqual({ kind: "anonymous", left: true });
  });

  it("first finishes what is under way, while there is a session", async () => {
    const { session, left, logIn } = await setup();
    const saves: number[] = [];
    const takeBack = session.beforeLogOut(() => Promise.resolve(saves.push(left.length)));
    await session.logOut();
    expect(saves).toEqual([0]);
    await session.logOut();
    expect(saves).toEqual([0]);
    logIn();
    await session.refresh();
    takeBack();
    await session.logOut();
    expect(saves).toEqual([0]);
  });

  it("does not wait for a decision when a save on the way out finds the session lapsed", async () => {
    const { session, left, pass } = await setup();
    session.beforeLogOut(() => session.recover("session-lapsed"));
    pass(31);
    await session.logOut();
    expect(left).toEqual(["/kijelentkezve"]);
  });

  it("says when it failed, and stays", async () => {
    const { session, faults, left, counts } = await setup();
    faults.push({ name: "logout", failure: { code: "network" } });
    expect(await session.logOut()).toEqual({ code: "network" });
    expect(left).toEqual([]);
    expect(counts.forgotten).toBe(0);
    expect(session.state.get().kind).toBe("active");
  });

  it("is not undone by an answer that was on its way", async () => {
    const { session, hold, pass } = await setup();
    pass(28);
    session.check();
    const release = hold("touch");
    const touching = session.stayActive();
    await session.logOut();
    await release();
    await touching;
    expect(session.state.get()).toEqual({ kind: "anonymous", left: true });
    expect(session.interruption.get()).toBeUndefined();
  });

  it("drops a status that was read before it, and a failed call's question", async () => {
    const { session, hold } = await setup();
    const release = hold("status");
    const late = session.refresh();
    const decision = session.recover("session-lapsed");
    await session.logOut();
    await release();
    await late;
    expect(await decision).toBe(false);
    expect(session.state.get()).toEqual({ kind: "anonymous", left: true });
  });
});

/** When a call was noted as activity. */
const count = async (name: "readCase" | "status" | "verifyEmail", ok = true) => {
  const noted: number[] = [];
  const call = withActivity(
    (() => Promise.resolve(ok ? success({}) : failure({ code: "unexpected" as const }))) as unknown as Call,
    { noteActivity: (since) => noted.push(since), whileSwitching: (work) => work() },
    () => 7,
  );
  await (call as (name: string, input: object) => Promise<unknown>)(name, {});
  return noted;
};

describe("calls that count as activity", () => {
  it("are the successful ones that need a session, from the moment they were begun", async () => {
    expect(await count("readCase")).toEqual([7]);
    expect(await count("readCase", false)).toEqual([]);
    expect(await count("status")).toEqual([]);
    expect(await count("verifyEmail")).toEqual([]);
  });

  it("makes a switch of capacity known to the session", async () => {
    let switched = 0;
    const call = withActivity(
      (() => Promise.resolve(success({}))) as unknown as Call,
      {
        noteActivity: () => undefined,
        whileSwitching: (work) => {
          switched++;
          return work();
        },
      },
      () => 0,
    );
    await call("switchCapacity", { body: { choose: "known", id: "x" } });
    await call("listCapacities", {});
    expect(switched).toBe(1);
  });
});
