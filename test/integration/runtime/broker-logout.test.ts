import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import type { SessionStatus } from "../../../src/contract/session.ts";
import { startTestPortal } from "../../support/portal.ts";
import { type Browser, overHttp } from "../../unit/broker/browser.ts";
import { logIn, newBrowser, read } from "./visitor.ts";

// The broker's own call, through the local distribution and API to the bundle, and on to the tables.
let portal: Portal;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
});
afterEach(() => portal.shiftClock(0));
afterAll(() => portal.stop());

const stateIn = async (browser: Browser) =>
  (await read<SessionStatus>(portal, browser, "/api/session")).state;

/** Another browser as far as the portal knows, with the same session of the broker. */
const secondWindow = async (browser: Browser): Promise<Browser> => {
  const other = newBrowser();
  const broker = new URL(portal.brokerOrigin ?? "");
  for (const [name, value] of browser.cookies(broker)) other.cookies(broker).set(name, value);
  await other.visit(`${portal.origin}/api/session/login?returnTo=/ugyek`);
  return other;
};

/** Ends every session at the broker whose person has this name, as its own page does. */
const endAtBroker = async (name: string): Promise<void> => {
  const url = new URL("/munkamenetek", portal.brokerOrigin);
  const { text } = await overHttp(url, { method: "GET", cookies: [] });
  const rows = text.split(/(?=<form)/).filter((part) => part.includes(name));
  const uids = rows.flatMap((row) => /name="uid" value="([^"]+)"/.exec(row)?.[1] ?? []);
  expect(uids).toHaveLength(1);
  for (const uid of uids) {
    await overHttp(url, { method: "POST", cookies: [], form: new URLSearchParams({ uid }) });
  }
};

it.each([0, 200 * 60])(
  "with the clock %i s ahead, a logout at the broker ends its sessions and no others",
  async (ahead) => {
    portal.shiftClock(ahead);
    const first = newBrowser();
    await logIn(portal, first, "proba-elek");
    const second = await secondWindow(first);
    const other = newBrowser();
    await logIn(portal, other, "minta-agnes");
    expect([await stateIn(first), await stateIn(second), await stateIn(other)]).toEqual(
      Array(3).fill("active"),
    );

    await endAtBroker("Próba Elek");
    const states = [await stateIn(first), await stateIn(second)];
    expect(states.filter((state) => state === "active" || state === "lapsed")).toEqual([]);
    expect(await stateIn(other)).toBe("active");
    await endAtBroker("Mintáné Teszt Ágnes");
  },
);

it("what only claims to be the broker ends nothing", async () => {
  const browser = newBrowser();
  await logIn(portal, browser, "proba-elek");
  const body = new URLSearchParams({ logout_token: "e30.e30.e30" });
  const answer = await fetch(`${portal.origin}/api/session/backchannel-logout`, { method: "POST", body });
  expect(answer.status).toBe(400);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await stateIn(browser)).toBe("active");
});
