import { describe, expect, it } from "vitest";
import { openTabs, type TabMessage } from "../../../web/src/session/tabs.ts";
import { createTypedTexts } from "../../../web/src/typed-text.ts";
import { memoryStorage } from "./fakes.ts";
import { company, fakeBrowser, MINUTE, settled } from "./session-fakes.ts";

const setup = async () => {
  const browser = fakeBrowser();
  browser.logIn();
  const one = browser.openTab();
  const two = browser.openTab();
  await one.session.refresh();
  await two.session.refresh();
  await settled();
  browser.server.calls.length = 0;
  const reasons = () => [one, two].map(({ session }) => session.interruption.get()?.reason);
  const kinds = () => [one, two].map(({ session }) => session.state.get().kind);
  return { ...browser, one, two, reasons, kinds };
};

describe("two tabs", () => {
  it("close the warning together", async () => {
    const { one, two, pass, reasons } = await setup();
    pass(28);
    one.session.check();
    two.session.check();
    expect(reasons()).toEqual(["idle-warning", "idle-warning"]);
    await one.session.stayActive();
    expect(reasons()).toEqual([undefined, undefined]);
  });

  it("are both kept active by work in one, without a question to the server", async () => {
    const { one, two, pass, server, reasons } = await setup();
    pass(20);
    await one.act();
    pass(20);
    one.session.check();
    two.session.check();
    expect(reasons()).toEqual([undefined, undefined]);
    expect(server.calls).toEqual(["readCase"]);
  });

  it("lapse together and go on together, each with its interrupted calls", async () => {
    const { one, two, pass, reasons, kinds } = await setup();
    pass(31);
    one.session.check();
    await settled();
    expect(reasons()).toEqual(["lapsed", "lapsed"]);
    const decision = two.session.recover("session-lapsed");
    await settled();
    await one.session.resume();
    expect(await decision).toBe(true);
    expect(reasons()).toEqual([undefined, undefined]);
    expect(kinds()).toEqual(["active", "active"]);
  });

  it("both pressing Folytatás is no failure for the slower one", async () => {
    const { one, two, pass, faults, reasons } = await setup();
    pass(31);
    one.session.check();
    await settled();
    // The slower one's request meets the token that has just been replaced.
    const first = one.session.resume();
    faults.push({ name: "resume", failure: { code: "session-lapsed" } });
    await Promise.all([first, two.session.resume()]);
    expect(reasons()).toEqual([undefined, undefined]);
  });

  it("acknowledge the warning of the end together", async () => {
    const { one, two, pass, reasons } = await setup();
    for (let minutes = 0; minutes < 230; minutes += 23) {
      pass(23);
      await one.act();
    }
    two.session.check();
    expect(reasons()).toEqual(["end-warning", "end-warning"]);
    two.session.noteEnd();
    expect(reasons()).toEqual([undefined, undefined]);
  });

  it("end together, and a new identification in one brings the other back to its unfinished calls", async () => {
    const { one, two, pass, logIn, openTab, reasons, kinds } = await setup();
    pass(241);
    one.session.check();
    await settled();
    expect(reasons()).toEqual(["ended", "ended"]);
    const decision = two.session.recover("session-ended");
    await settled();
    logIn();
    await openTab().session.refresh();
    await settled();
    expect(await decision).toBe(true);
    expect(reasons()).toEqual([undefined, undefined]);
    expect(kinds()).toEqual(["active", "active"]);
  });
});

describe("logging out in one tab", () => {
  it("hides the others at once and forgets what was typed in them", async () => {
    const { one, two, kinds } = await setup();
    await one.session.logOut();
    expect(kinds()).toEqual(["anonymous", "anonymous"]);
    expect(two.counts.forgotten).toBe(1);
    // Only the tab that logged out goes on to the broker.
    expect([one.left, two.left]).toEqual([["/kijelentkezve"], []]);
  });

  it("is final for answers still on their way to the others", async () => {
    const { one, two, pass, hold, kinds, reasons } = await setup();
    pass(28);
    two.session.check();
    await settled();
    const release = hold("touch");
    const touching = two.session.stayActive();
    await settled();
    await one.session.logOut();
    await release();
    await touching;
    expect(kinds()).toEqual(["anonymous", "anonymous"]);
    expect(reasons()).toEqual([undefined, undefined]);
  });

  it("leaves alone a tab in which nobody was known", async () => {
    const { openTab, logIn } = fakeBrowser();
    const stranger = openTab();
    await stranger.session.refresh();
    logIn();
    const one = openTab();
    one.session.leftFor("/kijelentkezve");
    expect(stranger.session.state.get()).toEqual({ kind: "anonymous" });
  });

  it("keeps a save that was under way from leaving its text behind", () => {
    const storage = memoryStorage();
    const texts = createTypedTexts(storage);
    texts.claim("ANNA");
    texts.keep("x", { version: 1, answers: { a: "titok" } });
    texts.forgetAll();
    texts.keep("x", { version: 2, answers: { a: "titok" } });
    expect(storage.entries.size).toBe(0);
    texts.claim("BELA");
    texts.keep("x", { version: 1, answers: { a: "más" } });
    expect(texts.read("x")?.answers).toEqual({ a: "más" });
  });
});

describe("another login in another tab", () => {
  it("of somebody else loads the first person's page anew instead of mixing the two", async () => {
    const { one, two, logIn, openTab, server } = await setup();
    server.session = undefined;
    logIn({ person: "BELA" });
    await openTab().session.refresh();
    await settled();
    for (const { session, counts } of [one, two]) {
      expect(counts.reloaded).toBe(1);
      // Hidden until the new page is there.
      expect(session.state.get().kind).toBe("unknown");
    }
  });

  it("of the same name is still somebody else", async () => {
    const { one, logIn } = await setup();
    logIn({ person: "ANNA2" });
    one.session.wake();
    await one.session.refresh();
    expect(one.counts.reloaded).toBe(1);
  });

  it("of the same person goes on where the tab stands", async () => {
    const { one, logIn, clock, pass, openTab } = await setup();
    pass(10);
    logIn();
    await openTab().session.refresh();
    await settled();
    expect(one.counts.reloaded).toBe(0);
    expect(one.session.state.get()).toMatchObject({ kind: "active", end: clock.now + 240 * MINUTE });
  });

  it("after logging out is taken over, page by page, without what was there before", async () => {
    const { one, two, logIn, openTab } = await setup();
    await one.session.logOut();
    logIn({ person: "BELA" });
    await openTab().session.refresh();
    await settled();
    expect(two.session.state.get()).toMatchObject({ kind: "active", person: "BELA" });
    expect(two.counts.reloaded).toBe(0);
    expect([...new Set(two.claimed)]).toEqual(["ANNA", "BELA"]);
  });
});

/** The first tab switches. */
const switchIn = async (browser: Awaited<ReturnType<typeof setup>>, acting = company) =>
  browser.one.session.whileSwitching(async () => {
    if (browser.server.session) browser.server.session.acting = acting;
    return { ok: true, value: { acting } };
  });

describe("a switch of capacity", () => {
  it("is news in the other tab, not in its own", async () => {
    const browser = await setup();
    await switchIn(browser);
    await settled();
    expect(browser.reasons()).toEqual([undefined, "switched"]);
    expect(browser.one.session.state.get()).toMatchObject({ acting: company });
    expect(browser.two.session.state.get()).toMatchObject({ acting: company });
  });

  it("is withdrawn when the person switches back, or goes on as it is now", async () => {
    const browser = await setup();
    const state = browser.two.session.state.get();
    const own = "acting" in state ? state.acting : company;
    await switchIn(browser);
    await settled();
    await switchIn(browser, own);
    await settled();
    expect(browser.reasons()).toEqual([undefined, undefined]);
    await switchIn(browser);
    await settled();
    browser.two.session.adopt();
    expect(browser.reasons()).toEqual([undefined, undefined]);
  });

  it("is still told after a pause in between", async () => {
    const browser = await setup();
    await switchIn(browser);
    await settled();
    browser.pass(31);
    browser.two.session.check();
    await settled();
    expect(browser.reasons()[1]).toBe("lapsed");
    await browser.two.session.resume();
    expect(browser.reasons()[1]).toBe("switched");
  });

  it("that failed changes nothing", async () => {
    const browser = await setup();
    await browser.one.session.whileSwitching(() =>
      Promise.resolve({ ok: false, failure: { code: "mandate-revoked" } } as const),
    );
    await settled();
    expect(browser.reasons()).toEqual([undefined, undefined]);
    expect(browser.server.calls).toEqual([]);
  });
});

/** BroadcastChannel without the browser: everybody hears but who speaks. */
const hub = () => {
  const listeners = new Map<number, (event: { data: unknown }) => void>();
  return (tab: number) =>
    openTabs({
      postMessage: (data) => {
        for (const [other, hear] of listeners) if (other !== tab) hear({ data });
      },
      addEventListener: (_, listener) => void listeners.set(tab, listener),
    });
};

describe("messages between tabs", () => {
  it("reach every other tab and not their own", () => {
    const open = hub();
    const heard: [number, TabMessage][] = [];
    const tabs = [0, 1, 2].map((tab) => {
      const opened = open(tab);
      opened.listen((message) => heard.push([tab, message]));
      return opened;
    });
    tabs[0]?.post({ kind: "over" });
    tabs[0]?.post({ kind: "over" });
    expect(heard).toEqual([1, 2, 1, 2].map((tab) => [tab, { kind: "over" }]));
  });
});
