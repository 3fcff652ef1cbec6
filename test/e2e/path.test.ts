import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../local/runtime.ts";
import { openBrowser } from "../support/browser.ts";
import { startTestPortal } from "../support/portal.ts";
import { hungarian } from "../support/texts.ts";
import { identify, inspect, watchErrors } from "../support/walk.ts";

const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

/** A citizen's whole way: from the home page to the registered case, in a real browser on the local runtime. */
describe("a citizen files a general request and follows it", () => {
  let portal: Portal;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const violations: string[] = [];
  const errors: string[] = [];
  const look = async (name: string): Promise<void> => {
    violations.push(...(await inspect(page, name)));
  };
  const accent = () =>
    page.evaluate(() => document.documentElement.style.getPropertyValue("--settlement-accent"));
  const next = async (heading: string): Promise<void> => {
    await page.getByRole("button", { name: "Tovább", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  };

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startTestPortal(), openBrowser()]);
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "hu-HU" });
    watchErrors(context, errors);
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
  });

  it("finds the settlement without accents and the service", async () => {
    await page.goto(portal.origin);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await look("01-home");
    await page.goto(`${portal.origin}/telepulesek`);
    await page.getByLabel("Település neve vagy irányítószáma").fill("kophaza");
    await look("02-settlements");
    await page
      .getByRole("link", { name: /Kópháza/ })
      .first()
      .click();
    await page.getByRole("heading", { level: 1, name: /Kópháza/ }).waitFor();
    await look("03-settlement");
    await page.getByRole("link", { name: /Általános célú kérelem/ }).click();
    await page.getByRole("heading", { level: 1, name: "Általános célú kérelem" }).waitFor();
    await look("04-service");
    expect(new URL(page.url()).pathname).toBe("/telepules/06895/ugy/altalanos-celu-kerelem");
  });

  it("logs in at the broker and returns to the same place", async () => {
    await page.getByRole("link", { name: "Ügyintézés indítása" }).click();
    await page.getByRole("button", { name: "Bejelentkezés a KAÜ-vel" }).waitFor();
    await look("05-start-anonymous");
    await page.getByRole("button", { name: "Bejelentkezés a KAÜ-vel" }).click();
    await page.getByRole("button", { name: "Azonosítás" }).waitFor();
    await look("06-broker");
    await identify(page, "Próba Elek");
    await page.getByRole("button", { name: "Kitöltés megkezdése" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/telepules/06895/ugy/altalanos-celu-kerelem/inditas");
    await look("07-start");
  });

  it("says what is wrong on leaving a page, and moves the focus to it", async () => {
    await page.getByRole("button", { name: "Kitöltés megkezdése" }).click();
    await page.getByRole("link", { name: "Folytatás" }).waitFor();
    await look("07a-tasks");
    await page.getByRole("link", { name: "Folytatás" }).click();
    await page.getByRole("heading", { level: 1, name: "Az Ön adatai" }).waitFor();
    await page.getByLabel(/E-mail-cím/).fill("nem cim");
    await page.getByLabel(/Telefonszám/).fill("");
    await page.getByRole("button", { name: "Tovább", exact: true }).click();
    await page.getByRole("heading", { name: "Javítsa a következőket" }).waitFor();
    await look("08-applicant-errors");
    await page.getByRole("link", { name: /Telefonszám/ }).click();
    expect(await page.getByLabel(/Telefonszám/).evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
  });

  it("fills every page; what was typed survives a reload", async () => {
    await page.getByLabel(/E-mail-cím/).fill("proba.elek@example.hu");
    await page.getByLabel(/Telefonszám/).fill("+36 30 123 4567");
    await next("A kérelem tárgya");
    await look("09-subject");
    await page.getByLabel(/Témacsoport/).selectOption({ label: "Általános igazgatás" });
    await page.getByLabel(/Ügytípus/).selectOption({ label: "Fakivágás" });
    await page.getByLabel(/^Tárgy/).fill("Fakivágás engedélyezése az őszi időszakban");
    await next("A levél");
    await page.getByLabel(/A levél szövege/).fill("Tisztelt Hivatal!\n\nKérem az engedélyt. <b>őű</b>");
    await page.getByText(/Mentve \d/).waitFor();
    await page.reload();
    await page.getByLabel(/A levél szövege/).waitFor();
    expect(await page.getByLabel(/A levél szövege/).inputValue()).toContain("Kérem az engedélyt. <b>őű</b>");
    await look("10-letter");
    await page.getByLabel("Nem", { exact: true }).check();
    await next("Csatolmányok");
  });

  it("refuses a forbidden file by its content and accepts a PDF", async () => {
    const input = page.locator('input[type="file"]');
    await input.setInputFiles({
      name: "program.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("MZ\u0090"),
    });
    await page
      .getByText(/nem csatolható|típus/i)
      .first()
      .waitFor();
    await input.setInputFiles({ name: "..\\é helyszínrajz.pdf", mimeType: "application/pdf", buffer: pdf });
    await page.getByText("Rendben", { exact: true }).waitFor();
    await look("11-attachments");
    await page.getByRole("button", { name: /Eltávolítás: program/ }).click();
    expect(await input.evaluate((field) => field === document.activeElement)).toBe(true);
    await next("A válasz módja");
    await page.getByLabel("Elektronikusan, a tárhelyemre").check();
    await look("12-reply");
    await next("Nyilatkozat");
    await page.getByRole("checkbox").check();
    await look("13-declaration");
    await next("Ellenőrizze az adatokat");
    await look("14-check");
    expect(await page.locator("main").innerText()).not.toContain("program.pdf");
  });

  it("submits once however often the button is pressed, and gets the 27-digit number", async () => {
    await page.setViewportSize({ width: 360, height: 640 });
    await page.getByRole("button", { name: "Beküldés" }).dblclick();
    await page.waitForURL(/\/bekuldve$/);
    await page.getByText(/\d{9}/).first().waitFor();
    expect((await page.locator("main").innerText()).replaceAll(/\s/g, "")).toMatch(/\d{27}/);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    // The address in the form brings no notice, so what does is said here.
    const hint = page.getByText(hungarian.cases.email.text);
    expect(await hint.getByRole("link").getAttribute("href")).toBe("/fiok");
    await expect.poll(accent).toMatch(/^#/);
    await look("15-submitted");
  });

  it("shows the case registered within seconds, with both numbers and the dated events", async () => {
    await page.goto(`${portal.origin}/ugyeim`);
    await page.getByRole("heading", { level: 1, name: "Ügyeim" }).waitFor();
    await look("16-cases");
    expect(
      await page
        .locator("main")
        .getByRole("link", { name: /Általános célú kérelem/ })
        .count(),
    ).toBe(1);
    await page.getByRole("link", { name: /Általános célú kérelem/ }).click();
    await page.getByText("A hivatal iktatta a beadványt").waitFor();
    await page.getByText("A beküldött űrlap tartalma").click();
    await page.getByText(/helyszínrajz\.pdf/).waitFor();
    const text = await page.locator("main").innerText();
    expect(text).toMatch(/\/1-1\/20\d\d/);
    expect(text).toContain("A hivatal érkeztette a beadványt");
    expect(text).toContain("helyszínrajz.pdf");
    await expect.poll(accent).toMatch(/^#/);
    await look("17-case");
  });

  it("keeps the case from another person, and ends both sessions on logout", async () => {
    const address = page.url();
    await page.getByRole("button", { name: "Kijelentkezés" }).click();
    await page.waitForURL(/kijelentkezve/);
    await look("18-logged-out");
    await page.goto(`${portal.origin}/ugyeim`);
    await page
      .getByRole("button", { name: /^Bejelentkezés/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Azonosítás" }).waitFor();
    const other = page.locator('input[name="person"]').nth(1);
    await other.check();
    await page.getByLabel("DÁP mobilalkalmazás", { exact: true }).check();
    await page.getByRole("button", { name: "Azonosítás" }).click();
    await page.getByRole("heading", { level: 1, name: "Ügyeim" }).waitFor();
    await page.goto(address);
    await page.getByText("Nincs ilyen ügye, vagy nem az Ön ügye.").waitFor();
    await look("19-not-mine");
    expect(await page.locator("main").innerText()).not.toContain("KOPH/");
  });

  it("met no accessibility violation, no script error and no breach of the content security policy", () => {
    expect(violations).toEqual([]);
    expect(errors).toEqual([]);
  });
});
