import { assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Deadlines,
  phaseAt,
  secondsLeft,
  spokenMoment,
  untilNextPhase,
} from "../../../web/src/session/deadlines.ts";
import { watchSession } from "../../../web/src/session/watch.ts";
import { manualTimers } from "./fakes.ts";
import { fakeBrowser, MINUTE, settled } from "./session-fakes.ts";

const deadlines = (part: Partial<Deadlines> = {}): Deadlines => ({
  idleEnd: 30 * MINUTE,
  end: 240 * MINUTE,
  idleLength: 30 * MINUTE,
  offset: 0,
  ...part,
});

describe("phase of a session", () => {
  it.each([
    [27.99, "quiet"],
    [28, "idle-warning"],
    [29.99, "idle-warning"],
    [30, "lapsed"],
    [239.99, "lapsed"],
    [240, "ended"],
    [5_000, "ended"],
  ])("after %d minutes of doing nothing: %s", (minutes, kind) => {
    expect(phaseAt(deadlines(), minutes * MINUTE, undefined).kind).toBe(kind);
  });

  it.each([
    [229.99, "quiet"],
    [230, "end-warning"],
    [239.99, "end-warning"],
    [240, "ended"],
  ])("at work until the end, after %d minutes: %s", (minutes, kind) => {
    const now = minutes * MINUTE;
    expect(phaseAt(deadlines({ idleEnd: now + 29 * MINUTE }), now, undefined).kind).toBe(kind);
  });

  it("warns of the end once, and of idleness first", () => {
    const busy = deadlines({ idleEnd: 260 * MINUTE });
    expect(phaseAt(busy, 235 * MINUTE, 240 * MINUTE).kind).toBe("quiet");
    // Acknowledged for another session: not for this one.
    expect(phaseAt(busy, 235 * MINUTE, 200 * MINUTE).kind).toBe("end-warning");
    expect(phaseAt(deadlines({ idleEnd: 235 * MINUTE }), 234 * MINUTE, undefined)).toEqual({
      kind: "idle-warning",
      endsAt: 235 * MINUTE,
    });
    expect(phaseAt(deadlines({ idleEnd: 241 * MINUTE }), 239.5 * MINUTE, 240 * MINUTE).kind).toBe("quiet");
  });

  it("gives its ends on the browser's clock", () => {
    const far = deadlines({ offset: -500 * MINUTE });
    expect(phaseAt(far, -471 * MINUTE, undefined)).toEqual({ kind: "idle-warning", endsAt: -470 * MINUTE });
  });

  it("never changes between now and the announced next moment, and does not miss one", () => {
    const minutes = integer({ min: 0, max: 300 * MINUTE });
    assert(
      property(minutes, minutes, minutes, integer(), (idleEnd, end, elapsed, offset) => {
        const some = deadlines({ idleEnd, end, offset });
        const now = elapsed + offset;
        const until = untilNextPhase(some, now);
        const { kind } = phaseAt(some, now, undefined);
        const later = until === undefined ? 1_000_000 : until - 1;
        expect(later).toBeGreaterThanOrEqual(0);
        expect(phaseAt(some, now + later, undefined).kind).toBe(kind);
      }),
      { seed: 20_261_123, numRuns: 500 },
    );
  });
});

describe("time left", () => {
  it("is counted in whole seconds and is never nothing while there is some", () => {
    expect(secondsLeft(10_000, 0)).toBe(10);
    expect(secondsLeft(10_000, 9_999)).toBe(1);
    expect(secondsLeft(10_000, 99_999)).toBe(0);
  });

  it("is spoken at a few moments only, and never the one the dialog opened with", () => {
    const said = Array.from({ length: 121 }, (_, past) => spokenMoment(120 - past, 120));
    expect(said.filter((moment, index) => moment !== said[index - 1])).toEqual([60, 30, 10]);
    expect(spokenMoment(60, 60)).toBeUndefined();
    expect(spokenMoment(25, 28)).toBeUndefined();
    expect(spokenMoment(300, 600)).toBe(300);
  });
});

const setup = async (since = 0) => {
  const browser = fakeBrowser();
  browser.logIn({ since });
  const tab = browser.openTab();
  await tab.session.refresh();
  const timers = manualTimers();
  const listeners: (() => void)[] = [];
  watchSession({
    session: tab.session,
    now: browser.browserNow,
    later: timers.later,
    onAttention: (listener) => listeners.push(listener),
  });
  const reason = () => tab.session.interruption.get()?.reason;
  return { ...browser, ...tab, timers, reason, comeBack: () => listeners.forEach((listener) => listener()) };
};

describe("the warning", () => {
  it("comes two minutes before the session lapses and goes away when the person continues", async () => {
    const { pass, timers, reason, session, clock, browserNow } = await setup();
    pass(27);
    timers.run();
    expect(reason()).toBeUndefined();
    pass(1);
    timers.run();
    expect(session.interruption.get()).toEqual({
      reason: "idle-warning",
      endsAt: browserNow() + 2 * MINUTE,
      busy: false,
    });
    await session.stayActive();
    expect(reason()).toBeUndefined();
    expect(session.state.get()).toMatchObject({ idleEnd: clock.now + 30 * MINUTE });
  });

  it("looks at the clock often, never trusting one long timer, and in time for the next phase", async () => {
    const { timers, pass } = await setup();
    expect(timers.pending()).toEqual([15_000]);
    pass(27.9);
    timers.run();
    expect(timers.pending()).toEqual([6_000]);
  });

  it("does not come when work goes on, whose saves the server counts", async () => {
    const { pass, act, timers, reason, server } = await setup();
    for (let minutes = 0; minutes < 100; minutes += 10) {
      pass(10);
      await act();
      timers.run();
      expect(reason()).toBeUndefined();
    }
    // Following the deadline costs no question.
    expect(server.calls.filter((name) => name === "status")).toHaveLength(1);
  });

  it("closes by itself when something is saved meanwhile", async () => {
    const { pass, act, session, reason } = await setup();
    pass(29);
    session.check();
    expect(reason()).toBe("idle-warning");
    await act();
    expect(reason()).toBeUndefined();
  });

  it("withdraws when the server knows of activity elsewhere", async () => {
    const { pass, session, server, clock, reason } = await setup();
    pass(28.5);
    if (server.session) server.session.idleEnd = clock.now + 30 * MINUTE;
    session.check();
    await settled();
    expect(reason()).toBeUndefined();
  });

  it("turns into the explanation when nobody answers it", async () => {
    const { pass, timers, reason, session } = await setup();
    pass(28);
    timers.run();
    pass(2);
    timers.run();
    expect(reason()).toBe("lapsed");
    expect(session.state.get().kind).toBe("lapsed");
  });

  it("says why continuing did not work, and lets it be tried again", async () => {
    const { pass, session, faults, reason } = await setup();
    pass(28);
    session.check();
    faults.push({ name: "touch", failure: { code: "too-busy" } });
    await session.stayActive();
    expect(session.interruption.get()).toMatchObject({ busy: false, failure: { code: "too-busy" } });
    await session.stayActive();
    expect(reason()).toBeUndefined();
  });

  it("becomes the explanation when continuing comes a moment too late", async () => {
    const { pass, session, faults, reason } = await setup();
    pass(28);
    session.check();
    pass(2);
    faults.push({ name: "status", failure: { code: "network" } });
    await session.stayActive();
    await settled();
    session.check();
    expect(reason()).toBe("lapsed");
    await session.resume();
    expect(reason()).toBeUndefined();
  });

  it("of the end comes ten minutes before it, once; for the next session again", async () => {
    const { pass, act, session, reason, noted, logIn, openTab } = await setup(200);
    pass(29);
    await act();
    pass(1);
    session.check();
    expect(reason()).toBe("end-warning");
    session.noteEnd();
    expect(reason()).toBeUndefined();
    pass(5);
    await act();
    expect(reason()).toBeUndefined();
    const reloaded = openTab();
    await reloaded.session.refresh();
    expect(reloaded.session.interruption.get()).toBeUndefined();
    noted.end = undefined;
    session.check();
    expect(reason()).toBeUndefined();
    logIn({ since: 236 });
    await session.refresh();
    expect(reason()).toBe("end-warning");
  });

  it("comes at once to somebody who logs in at the very end of the broker's session", async () => {
    expect((await setup(232)).reason()).toBe("end-warning");
    const { session, clock, pass, reason } = await setup(180);
    expect(session.state.get()).toMatchObject({ end: clock.now + 60 * MINUTE });
    pass(60);
    session.check();
    expect(reason()).toBe("ended");
  });
});

describe("after the machine slept", () => {
  it("shows at once what happened meanwhile, without waiting for any timer", async () => {
    const { pass, comeBack, reason } = await setup();
    pass(28.5);
    comeBack();
    expect(reason()).toBe("idle-warning");
    pass(10);
    comeBack();
    expect(reason()).toBe("lapsed");
    pass(300);
    comeBack();
    expect(reason()).toBe("ended");
  });

  it("asks the server, whose word counts, also when a timer notices the sleep first", async () => {
    const { pass, timers, server, reason, clock } = await setup();
    if (server.session) server.session.idleEnd = clock.now + 100 * MINUTE;
    pass(60);
    timers.run();
    await settled();
    expect(reason()).toBeUndefined();
    pass(10);
    server.calls.length = 0;
    timers.run();
    expect(server.calls).toContain("status");
  });

  it("asks at most once in a few seconds, however often the page is looked at", async () => {
    const { comeBack, server, pass } = await setup();
    pass(1);
    server.calls.length = 0;
    for (let times = 0; times < 5; times++) comeBack();
    await settled();
    expect(server.calls).toEqual(["status"]);
  });

  it("sets no timer for nobody", () => {
    const timers = manualTimers();
    const { session } = fakeBrowser().openTab();
    watchSession({ session, now: () => 0, later: timers.later, onAttention: () => undefined });
    expect(timers.pending()).toEqual([]);
  });
});
