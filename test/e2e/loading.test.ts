import type { Browser, Page, Request } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../local/runtime.ts";
import { openBrowser } from "../support/browser.ts";
import { startTestPortal } from "../support/portal.ts";
import { identify } from "../support/walk.ts";

const FORM = "/urlap/helyi/06895/idegenforgalmi-ado-bevallas";
const GUIDE = "/tajekoztato";

describe("what a page is made of", () => {
  let portal: Portal;
  let browser: Browser;
  let page: Page;

  const newPage = async (): Promise<void> => {
    const context = await browser.newContext({ locale: "hu-HU" });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
  };
  const heading = (name: string) => page.getByRole("heading", { level: 1, name });
  const open = (path: string) => page.goto(portal.origin + path);

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startTestPortal(), openBrowser()]);
  });
  afterEach(() => page.context().close());
  afterAll(async () => {
    await browser.close();
    await portal.stop();
  });

  it("is no empty page where the texts cannot be had, and a reload helps", async () => {
    await newPage();
    await page.route("**/assets/portal.*.json", (route) => route.abort());
    await open(GUIDE);
    const reload = page.getByRole("link", { name: "töltse újra az oldalt" });
    await reload.waitFor();
    await page.getByRole("link", { name: "reload the page" }).waitFor();
    await page.unroute("**/assets/portal.*.json");
    await reload.click();
    await heading("Tájékoztató a portál használatáról").waitFor();
    expect(await reload.isVisible()).toBe(false);
  });

  it("speaks one language, and reads the others' texts of later pages only when they are asked for", async () => {
    await newPage();
    const asked: string[] = [];
    page.on("request", (request) => {
      const [, name] = /assets\/(\w+\.\w+)-\w+\.json$/.exec(request.url()) ?? [];
      if (name !== undefined) asked.push(name);
    });
    await open(GUIDE);
    await heading("Tájékoztató a portál használatáról").waitFor();
    expect(asked.toSorted()).toEqual(["choosing.hu", "portal.hu"]);
    await page.getByRole("button", { name: "English" }).click();
    await heading("How to use the portal").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    asked.length = 0;
    await open(FORM);
    await page.getByRole("link", { name: "Go on", exact: true }).waitFor();
    // The page names the Hungarian texts of every page itself, before it knows its reader.
    expect(asked.filter((name) => name !== "portal.hu").toSorted()).toEqual(["filling.en", "portal.en"]);
  });

  it("opens in Hungarian where the chosen language cannot be had", async () => {
    await newPage();
    await open(GUIDE);
    await page.getByRole("button", { name: "English" }).click();
    await heading("How to use the portal").waitFor();
    await page.route("**/assets/*.en-*.json", (route) => route.abort());
    await page.reload();
    await heading("Tájékoztató a portál használatáról").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("hu");
  });

  it("shows no form before what forms are made of is there, and a reload helps", async () => {
    await newPage();
    await page.route("**/assets/forms-*.js", (route) => route.abort());
    await open(FORM);
    const again = page.getByRole("button", { name: "Az oldal újratöltése", exact: true });
    await again.waitFor();
    expect(await page.getByRole("link", { name: "Folytatás", exact: true }).count()).toBe(0);
    await page.unroute("**/assets/forms-*.js");
    await again.click();
    await page.getByRole("link", { name: "Folytatás", exact: true }).waitFor();
  });

  it("fills a form to its last page without a connection, once it is open", async () => {
    await newPage();
    const underway = new Set<Request>();
    page.on("request", (request) => underway.add(request));
    page.on("requestfinished", (request) => underway.delete(request));
    const checkPage = page.waitForRequest(/assets\/local-check-page-/);
    await open(FORM);
    await page.getByRole("link", { name: "Folytatás", exact: true }).waitFor();
    // What the check page is made of is asked for together with it; an answer that has only begun is not there yet.
    await checkPage;
    await expect.poll(() => [...underway].map((request) => request.url())).toEqual([]);
    await page.context().setOffline(true);
    const links = page.locator(".tasks a");
    const count = await links.count();
    expect(count).toBeGreaterThan(3);
    for (let index = 0; index < count; index++) {
      await links.nth(index).click();
      await page.locator("main form, main .summary").first().waitFor();
      await page.goBack();
      await links.first().waitFor();
    }
  });

  it("offers a newer version of the form, and fetches the offer only where there is one", async () => {
    await newPage();
    const fetched: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/newer-version-")) fetched.push(request.url());
    });
    const start = "/telepules/06895/ugy/idegenforgalmi-ado-bevallas/inditas";
    await open(`/api/session/login?returnTo=${encodeURIComponent(start)}`);
    await identify(page, "Próba Elek");
    await page.getByRole("button", { name: "Kitöltés megkezdése", exact: true }).click();
    const goOn = page.getByRole("link", { name: "Folytatás", exact: true });
    await goOn.waitFor();
    await page.waitForLoadState("networkidle");
    expect(fetched).toEqual([]);
    // As if the settlement had published another version since.
    await page.route("**/catalogue/settlement.*.json", async (route) => {
      const response = await route.fetch();
      const published = (await response.json()) as { services: object[] };
      const services = published.services.map((service) => ({ ...service, version: "9.0.0" }));
      await route.fulfill({ response, json: { ...published, services } });
    });
    await page.reload();
    await page.getByRole("heading", { name: "Az űrlapnak új változata van" }).waitFor();
    expect(fetched).toHaveLength(1);
  });
});
