import { join } from "node:path";
import { mkdir } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Portal } from "../../local/runtime.ts";
import { openBrowser } from "../support/browser.ts";
import { startTestPortal } from "../support/portal.ts";
import { identify, inspect, watchErrors } from "../support/walk.ts";

const begin = "/telepules/06895/ugy/altalanos-celu-kerelem/inditas";
const pictures = process.env["SCREENSHOTS"];

/** The session's life in a real browser: portal, broker and pages all see the same hours go by. */
describe("a session in the browser", () => {
  let portal: Portal;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** Minutes the clocks are ahead of the machine's. */
  let ahead = 0;
  const violations: string[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startTestPortal({ schedules: false }), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
  });
  beforeEach(async () => {
    ahead = 0;
    portal.shiftClock(0);
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "hu-HU" });
    context.setDefaultTimeout(45_000);
    await context.clock.install();
    watchErrors(context, errors);
    page = await context.newPage();
  });
  afterEach(() => context.close());

  /** For everyone: the machine sleeps, and its timers fire once at the end. */
  const pass = async (minutes: number): Promise<void> => {
    ahead += minutes;
    portal.shiftClock(ahead * 60);
    await context.clock.fastForward(minutes * 60_000);
  };
  const look = async (name: string, at = page): Promise<void> => {
    if (pictures !== undefined) {
      await mkdir(pictures, { recursive: true });
      await at.setViewportSize({ width: 320, height: 640 });
      await at.screenshot({ path: join(pictures, `session-${name}-320.png`), animations: "disabled" });
      await at.setViewportSize({ width: 1280, height: 800 });
      await at.screenshot({ path: join(pictures, `session-${name}-1280.png`), animations: "disabled" });
    }
    violations.push(...(await inspect(at, name)));
  };
  const dialog = (title: string, at = page) => at.getByRole("alertdialog", { name: title });
  const press = (name: string, at = page) => at.getByRole("button", { name, exact: true }).click();
  const text = (at = page) => at.getByLabel(/E-mail-cím/);

  /** The second form of the same kind is offered in other words. */
  const start = () => page.getByRole("button", { name: /^(Kitöltés megkezdése|Új űrlap kezdése)$/ });
  const logIn = async (person = "Próba Elek"): Promise<void> => {
    await page.goto(portal.origin + begin);
    await press("Bejelentkezés a KAÜ-vel");
    await identify(page, person);
    await start().waitFor();
  };
  /** On the first page of a form. */
  const openForm = async (): Promise<void> => {
    await logIn();
    await start().click();
    await page.waitForURL(/\/urlap\/[0-9A-Z]{26}$/);
    await page.getByRole("link", { name: "Folytatás" }).click();
    await text().waitFor();
  };
  const typeAndSave = async (value: string): Promise<void> => {
    await text().fill(value);
    await page.getByText(/Mentve \d/).waitFor();
  };

  it("warns two minutes before the pause; Escape goes on and gives the focus back", async () => {
    await openForm();
    await text().focus();
    await pass(28.5);
    const warning = dialog("Folytatja a munkát?");
    await warning.waitFor();
    expect(await warning.getByRole("timer").innerText()).toMatch(/Hátralévő idő: 1:[0-3]\d/);
    expect(await warning.locator(":focus").innerText()).toBe("Folytatás");
    await look("warning");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await warning.waitFor({ state: "detached" });
    expect(await text().evaluate((field) => field === document.activeElement)).toBe(true);
    await pass(27);
    await page.getByText("Próba Elek").first().waitFor();
    expect(await page.getByRole("alertdialog").count()).toBe(0);
  });

  it("warns in every tab, and going on in one closes it in all", async () => {
    await openForm();
    const second = await context.newPage();
    await second.goto(`${portal.origin}/ugyeim`);
    // Also its list: a call answered after the hours have gone by would count as activity.
    await second.waitForLoadState("networkidle");
    await second.getByRole("heading", { level: 1, name: "Ügyeim" }).waitFor();
    await pass(28.5);
    await dialog("Folytatja a munkát?").waitFor();
    await dialog("Folytatja a munkát?", second).waitFor();
    await press("Folytatás", second);
    await dialog("Folytatja a munkát?", second).waitFor({ state: "detached" });
    await dialog("Folytatja a munkát?").waitFor({ state: "detached" });
    expect(await second.getByRole("alertdialog").count()).toBe(0);
  });

  it("pauses with a half-filled form, and Folytatás goes on with every letter", async () => {
    await openForm();
    await typeAndSave("elso@example.hu");
    // The portal's clock runs ahead first: the autosave of this text meets the pause.
    portal.shiftClock(31 * 60);
    await text().fill("masodik@example.hu");
    await dialog("A munkamenete lejárt").waitFor();
    await look("lapsed");
    await page.route("**/api/session/resume", (route) => route.abort());
    await press("Folytatás");
    await page.getByText("Nincs kapcsolat a portállal.").waitFor();
    await look("resume-failed");
    await page.unroute("**/api/session/resume");
    await press("Folytatás");
    await dialog("A munkamenete lejárt").waitFor({ state: "detached" });
    await page.getByText(/Mentve \d/).waitFor();
    expect(await text().inputValue()).toBe("masodik@example.hu");
    await page.reload();
    await text().waitFor();
    expect(await text().inputValue()).toBe("masodik@example.hu");
  });

  it("ends after 240 minutes with a half-filled form: new identification, same step, nothing lost", async () => {
    await openForm();
    await typeAndSave("elso@example.hu");
    const address = page.url();
    portal.shiftClock(241 * 60);
    await text().fill("utolso@example.hu");
    await dialog("Újra azonosítania kell magát").waitFor();
    await look("ended");
    await press("Azonosítás újra");
    await identify(page, "Próba Elek");
    await text().waitFor();
    expect(page.url()).toBe(address);
    expect(await text().inputValue()).toBe("utolso@example.hu");
    await page.getByText(/Mentve \d/).waitFor();
  });

  it("forgets what was typed when somebody else identifies instead", async () => {
    await openForm();
    await typeAndSave("elso@example.hu");
    portal.shiftClock(241 * 60);
    await text().fill("titkos@example.hu");
    await press("Azonosítás újra");
    await identify(page, "Mintáné Teszt Ágnes");
    await page.getByText("Nincs ilyen ügye, vagy nem az Ön ügye.").waitFor();
    const kept = await page.evaluate(() => JSON.stringify(sessionStorage));
    expect(kept).not.toContain("titkos");
  });

  it("gives a login three hours into the broker's session one hour, and warns once before its end", async () => {
    await logIn();
    await pass(180);
    await context.clearCookies({ name: "__Host-session" });
    await page.goto(`${portal.origin}/api/session/login?returnTo=${encodeURIComponent(begin)}`);
    await start().waitFor();
    for (const minutes of [25, 24]) {
      await pass(minutes);
      await page.reload();
      await start().waitFor();
    }
    await pass(2);
    const warning = dialog("Hamarosan újra azonosítania kell magát");
    await warning.waitFor();
    expect(await warning.getByRole("timer").innerText()).toMatch(/Hátralévő idő: [89]:\d\d/);
    await look("end-warning");
    await press("Rendben");
    await warning.waitFor({ state: "detached" });
    await page.reload();
    await start().waitFor();
    await pass(1);
    expect(await page.getByRole("alertdialog").count()).toBe(0);
    await pass(9);
    await dialog("Újra azonosítania kell magát").waitFor();
  });

  it("hides and forgets everything in all tabs when one logs out", async () => {
    await openForm();
    await typeAndSave("titkos@example.hu");
    await page.route("**/answers", (route) => route.abort());
    await text().fill("titkosabb@example.hu");
    const second = await context.newPage();
    await second.goto(`${portal.origin}/ugyeim`);
    await press("Kijelentkezés", second);
    await second.waitForURL(/kijelentkezve/);
    await page.getByRole("heading", { level: 1, name: "Kijelentkezett" }).waitFor();
    await look("left");
    expect(await page.content()).not.toContain("titkos");
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain("titkos");
    expect(await page.getByRole("banner").innerText()).not.toContain("Próba");
  });

  it("turns a tab over to the next person instead of mixing two", async () => {
    await openForm();
    const second = await context.newPage();
    await context.clearCookies();
    await second.goto(`${portal.origin}/api/session/login?returnTo=/ugyeim`);
    await identify(second, "Mintáné Teszt Ágnes");
    await second.getByRole("heading", { level: 1, name: "Ügyeim" }).waitFor();
    await page.getByText("Nincs ilyen ügye, vagy nem az Ön ügye.").waitFor();
    expect(await page.getByRole("banner").innerText()).toContain("Mintáné Teszt Ágnes");
  });

  it("hides the page when the broker ends the session from its own side", async () => {
    await openForm();
    const broker = await context.newPage();
    await broker.goto(`${portal.brokerOrigin}/munkamenetek`);
    // Those of the tests before are still there.
    for (let left = await broker.getByRole("button").count(); left > 0; left--) {
      await broker.getByRole("button").first().click();
      await expect.poll(() => broker.getByRole("button").count()).toBe(left - 1);
    }
    await pass(1);
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await page.getByRole("heading", { level: 1, name: "Kijelentkezett" }).waitFor();
    expect(await text().count()).toBe(0);
  });

  it("fits the header on a phone: name, menu, and in whose name one acts", async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await logIn();
    const header = page.locator("header.header");
    expect((await header.boundingBox())?.height).toBeLessThan(130);
    expect(await header.innerText()).toContain("Saját néven");
    await header.getByRole("link", { name: "Szerepkörváltás" }).waitFor();
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, "session-header-320.png") });
    const menu = header.getByRole("button", { name: "Menü" });
    expect(await menu.getAttribute("aria-expanded")).toBe("false");
    await menu.click();
    await header.getByRole("link", { name: /Próba Elek/ }).waitFor();
    violations.push(...(await inspect(page, "menu")));
    if (pictures !== undefined) {
      await page.setViewportSize({ width: 320, height: 640 });
      await page.screenshot({ path: join(pictures, "session-menu-320.png") });
    }
    await page.keyboard.press("Escape");
    expect(await menu.evaluate((button) => button === document.activeElement)).toBe(true);
    await expect.poll(() => menu.getAttribute("aria-expanded")).toBe("false");
    await menu.click();
    await header.getByRole("link", { name: "Tájékoztató" }).click();
    await page.getByRole("heading", { level: 1, name: /Tájékoztató/ }).waitFor();
    // The page is drawn before the menu notices that it is another one.
    await expect.poll(() => menu.getAttribute("aria-expanded")).toBe("false");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  it("met no accessibility violation, no script error and no breach of the content security policy", () => {
    expect(violations).toEqual([]);
    expect(errors).toEqual([]);
  });
});
