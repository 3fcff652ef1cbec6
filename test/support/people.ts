import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import type { Portal } from "../../local/runtime.ts";
import { openBrowser } from "./browser.ts";
import { startTestPortal } from "./portal.ts";
import { identify, inspect, watchErrors } from "./walk.ts";

const pictures = process.env["SCREENSHOTS"];

export const heading = (page: Page, name: string | RegExp) =>
  page.getByRole("heading", { level: 1, name }).waitFor();

export const press = (page: Page, name: string | RegExp) =>
  page
    .locator("main")
    .getByRole("button", { name, exact: typeof name === "string" })
    .click();

export const main = (page: Page) => page.locator("main").innerText();

const isAsWideAsItsWindow = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

/** People at one portal, each with a browser of their own. What is wrong with its pages is gathered on the way. */
export const openPeople = async (topic: string) => {
  const [portal, browser]: [Portal, Browser] = await Promise.all([startTestPortal(), openBrowser()]);
  // The very first request of a busy machine may meet the time limit of the function at the edge.
  await fetch(portal.origin);
  const violations: string[] = [];
  const errors: string[] = [];

  const newPage = async (): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: "hu-HU",
      acceptDownloads: true,
    });
    watchErrors(context, errors);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    return page;
  };
  /** Accessible, no wider than its window, and pictures of it. */
  const look = async (page: Page, name: string): Promise<void> => {
    if (pictures !== undefined) {
      await mkdir(pictures, { recursive: true });
      await page.setViewportSize({ width: 320, height: 640 });
      await page.screenshot({ path: join(pictures, `${topic}-${name}-320.png`), fullPage: true });
      await page.setViewportSize({ width: 1280, height: 800 });
    }
    expect(await isAsWideAsItsWindow(page), name).toBe(true);
    violations.push(...(await inspect(page, `${topic}-${name}`)));
  };
  const open = (page: Page, path: string) => page.goto(portal.origin + path);
  const logIn = async (page: Page, person: string, path: string): Promise<void> => {
    await open(page, path);
    await press(page, /^Bejelentkezés/);
    await identify(page, person);
    await page.waitForURL((url) => url.origin === portal.origin);
  };
  const stop = async (): Promise<void> => {
    await browser.close();
    await portal.stop();
  };
  return { portal, violations, errors, newPage, look, open, logIn, stop };
};
export type People = Awaited<ReturnType<typeof openPeople>>;
