import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import type { SessionStatus } from "../../../src/contract/session.ts";
import { startTestPortal } from "../../support/portal.ts";
import type { Browser } from "../../unit/broker/browser.ts";
import { logIn, newBrowser, post, read } from "./visitor.ts";

// Bundles, broker and tables as `npm start` runs them, with hours going by in no time.
let portal: Portal;
beforeAll(async () => {
  portal = await startTestPortal({ schedules: false });
});
afterEach(() => portal.shiftClock(0));
afterAll(() => portal.stop());

const minute = 60;

const status = (browser: Browser): Promise<SessionStatus> => read(portal, browser, "/api/session");

it("a session lapses after 30 idle minutes, is resumed, and ends 240 minutes after the identification", async () => {
  const browser = newBrowser();
  expect(await logIn(portal, browser)).toBe(`${portal.origin}/ugyek`);
  expect(await status(browser)).toMatchObject({ state: "active" });

  portal.shiftClock(29 * minute);
  expect(await status(browser)).toMatchObject({ state: "active" });
  portal.shiftClock(31 * minute);
  expect(await status(browser)).toMatchObject({ state: "lapsed" });
  expect(await post(portal, browser, "/api/session/touch")).toBe(401);

  expect(await post(portal, browser, "/api/session/resume")).toBe(200);
  expect(await status(browser)).toMatchObject({ state: "active" });

  portal.shiftClock(241 * minute);
  expect(await status(browser)).toMatchObject({ state: "ended" });
  expect(await post(portal, browser, "/api/session/resume")).toBe(401);
});

it("the broker's clock goes along: after its 240 minutes it asks again, and the new session has its own", async () => {
  const browser = newBrowser();
  await logIn(portal, browser);
  const first = await status(browser);
  portal.shiftClock(241 * minute);
  // Were the broker's session still alive, it would send the browser back without a choice.
  expect(await logIn(portal, browser)).toBe(`${portal.origin}/ugyek`);
  const second = await status(browser);
  expect(second).toMatchObject({ state: "active" });
  if (!("absoluteExpiresAt" in first) || !("absoluteExpiresAt" in second)) throw new Error("No session.");
  const apart = (Date.parse(second.absoluteExpiresAt) - Date.parse(first.absoluteExpiresAt)) / 60_000;
  expect(apart).toBeCloseTo(241, 0);
});

it("a broker's session of three hours gives the portal's one hour", async () => {
  const browser = newBrowser();
  await logIn(portal, browser);
  portal.shiftClock(180 * minute);
  browser.cookies(new URL(portal.origin)).clear();
  const back = await browser.visit(`${portal.origin}/api/session/login?returnTo=/ugyek`);
  expect(back.url.href).toBe(`${portal.origin}/ugyek`);
  const session = await status(browser);
  if (!("absoluteExpiresAt" in session)) throw new Error("No session.");
  const left = (Date.parse(session.absoluteExpiresAt) - Date.parse(session.now)) / 60_000;
  expect(left).toBeCloseTo(60, 0);
});

it("back in the present, nobody is locked out", async () => {
  portal.shiftClock(24 * 60 * minute);
  const browser = newBrowser();
  await logIn(portal, browser);
  portal.shiftClock(0);
  expect(await logIn(portal, newBrowser())).toBe(`${portal.origin}/ugyek`);
});
