import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../local/runtime.ts";
import type { CaseDetail } from "../../src/contract/cases.ts";
import { writeAnswer } from "../../src/domain/form/answers.ts";
import { openBrowser } from "../support/browser.ts";
import { startTestPortal } from "../support/portal.ts";
import { callApi, identify, inspect, watchErrors } from "../support/walk.ts";

const FORM = "talajterhelesi-dij-bevallas";
const SETTLEMENT = "06895";

/** From a calculator without a login to a submitted return, and on to the next year's. */
describe("a return begun without a login", () => {
  let portal: Portal;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const found: string[] = [];

  const heading = (name: string | RegExp) => page.getByRole("heading", { level: 1, name });
  const next = (): Promise<void> => page.getByRole("button", { name: "Tovább", exact: true }).click();
  const fillAddress = async (): Promise<void> => {
    await page.getByLabel(/Irányítószám/).fill("9495");
    await page.getByLabel("Település", { exact: true }).fill("Kópháza");
    await page.getByLabel(/Közterület/).fill("Fő utca");
  };
  const localKeys = (): Promise<string[]> =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("portal.local.")));

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startTestPortal(), openBrowser()]);
    context = await browser.newContext({ viewport: { width: 320, height: 800 }, locale: "hu-HU" });
    watchErrors(context, found);
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
  });

  it("calculates without a login and takes the figures into the form", async () => {
    await page.goto(`${portal.origin}/telepules/${SETTLEMENT}/kalkulator/${FORM}`);
    await page.getByLabel(/Melyik évre/).fill("2026");
    await page
      .getByRole("group", { name: /kislétesítményt/ })
      .getByLabel("Nem")
      .check();
    await page.getByLabel(/Felhasznált/).fill("100");
    await page
      .getByRole("group", { name: /locsolóvízmérője/ })
      .getByLabel("Nem")
      .check();
    // (100 m³ − 10 %) × 1200 Ft × 1.5
    await page.locator(".figure__value", { hasText: /162\s000\sFt/ }).waitFor();
    found.push(...(await inspect(page, "20-calculator")));
    await page.getByRole("button", { name: "Űrlap kitöltése ezekkel az adatokkal" }).click();
    await page.getByText("csak ebben a böngészőben marad meg").waitFor();
    found.push(...(await inspect(page, "21-local-tasks")));
    expect(await localKeys()).toHaveLength(1);
  });

  it("keeps what is typed in this browser over a reload", async () => {
    await page.getByRole("link", { name: "Folytatás" }).click();
    await page.getByLabel(/E-mail-cím/).fill("proba@example.hu");
    await page.getByLabel(/Telefonszám/).fill("+36 30 123 4567");
    await page.reload();
    expect(await page.getByLabel(/Telefonszám/).inputValue()).toContain("30 123 4567");
  });

  it("is not held up by a file that can only be attached after the login", async () => {
    await page.getByLabel("Igen", { exact: true }).check();
    await page.getByLabel(/^Egy ügyre szóló/).check();
    await next();
    await heading("A meghatalmazás").waitFor();
    await next();
    await heading("A díjfizető").waitFor();
    await page.getByRole("link", { name: "Az űrlap részei" }).click();
    const part = page.getByRole("listitem").filter({ hasText: "A meghatalmazás" }).first();
    expect(await part.textContent()).toContain("Még nem kezdte el");
    await page.getByRole("link", { name: "Az Ön adatai" }).click();
    await page.getByLabel("Nem", { exact: true }).check();
    await next();
  });

  it("is filled to its end", async () => {
    await page.getByLabel(/Név vagy cégnév/).fill("Próba Elek");
    await page.getByLabel(/Adóazonosító jel \(mag/).check();
    await page.getByLabel(/Adóazonosító jel$/).fill("8071592153");
    await fillAddress();
    await next();
    await heading("Az ingatlan").waitFor();
    await fillAddress();
    await page.getByLabel(/Helyrajzi/).fill("123/4");
    for (const title of ["A bevallás éve", "Vízfogyasztás", "A díj", "Nyilatkozat"]) {
      await next();
      await heading(title).waitFor();
    }
    await page.getByRole("checkbox").check();
    await next();
    await heading("Ellenőrizze az adatokat").waitFor();
    found.push(...(await inspect(page, "22-local-check")));
    expect(await page.getByText("Csatolandó fájl is van").count()).toBe(0);
  });

  it("moves to the portal after the login, and is submitted from there", async () => {
    await page.getByRole("button", { name: "Bejelentkezés és beküldés" }).click();
    await identify(page, "Próba Elek");
    const move = page.getByRole("button", { name: "Átvétel és folytatás" });
    await move.waitFor();
    found.push(...(await inspect(page, "23-start-local")));
    await context.setOffline(true);
    await move.click();
    await page.getByText("Nincs kapcsolat a portállal").waitFor();
    expect(await localKeys()).toHaveLength(1);
    await context.setOffline(false);
    await move.dblclick();
    await heading("Ellenőrizze az adatokat").waitFor();
    expect(await localKeys()).toEqual([]);
  });

  it("names a compulsory file that is missing before the attempt to submit", async () => {
    const toApplicant = page.getByRole("link", { name: "Módosítás: Az Ön adatai" });
    const toCheck = async (): Promise<void> => {
      await page.getByRole("link", { name: "Az űrlap részei" }).click();
      await page.getByRole("link", { name: "Ellenőrzés és beküldés" }).click();
      await heading("Ellenőrizze az adatokat").waitFor();
    };
    const missing = page.getByRole("link", { name: /^Csatoljon fájlt: A meghatalmazás/ });
    expect(await missing.count()).toBe(0);
    await toApplicant.click();
    await page.getByLabel("Igen", { exact: true }).check();
    await page.getByLabel(/^Egy ügyre szóló/).check();
    await toCheck();
    await missing.waitFor();
    found.push(...(await inspect(page, "23-missing-file")));
    await missing.click();
    await heading("A meghatalmazás").waitFor();
    await page.getByRole("link", { name: "Vissza", exact: true }).click();
    await page.getByLabel("Nem", { exact: true }).check();
    await toCheck();
    expect(await missing.count()).toBe(0);
    await page.getByRole("button", { name: "Beküldés" }).click();
    await page.waitForURL(/\/bekuldve$/);
  });

  it("begins the next year's return from it, without what must be declared anew", async () => {
    await page.goto(`${portal.origin}/telepules/${SETTLEMENT}/ugy/${FORM}/inditas`);
    await page.getByRole("button", { name: /Új űrlap a korábbi alapján/ }).click();
    await page.getByRole("heading", { name: "A korábbi alapján kezdte" }).waitFor();
    found.push(...(await inspect(page, "24-based")));
    const address = page.url().split("?")[0] ?? "";
    await page.goto(`${address}/year`);
    expect(await page.getByLabel(/Melyik évre/).inputValue()).toBe("2027");
    await page.goto(`${address}/water`);
    expect(await page.getByLabel(/Felhasznált/).inputValue()).toBe("");
  });

  it("goes on from the heading when a conflict that was put off is decided", async () => {
    const caseId = /urlap\/([^/]+)/.exec(page.url())?.[1] ?? "";
    const { version, answers } = await callApi<CaseDetail>(page, "GET", `/api/cases/${caseId}`);
    const elsewhere = writeAnswer(answers, "water.leaked", "1");
    await callApi(page, "PUT", `/api/cases/${caseId}/answers`, { version, answers: elsewhere });
    await page.getByLabel(/Felhasznált/).fill("100");
    await page.getByRole("dialog", { name: "A piszkozat máshol megváltozott" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Az itt beírtak maradjanak" }).press("Enter");
    await page.getByText(/^Mentve/).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
  });

  it("reads out a figure again that came back, and none that is no more", async () => {
    const used = page.getByLabel(/Felhasznált/);
    const said = (what: string) =>
      page.locator("output", { hasText: `vízmennyiség (m³): ${what}` }).waitFor({ state: "attached" });
    await said("10");
    await used.fill("");
    await said("még nem számítható ki");
    expect(await page.locator("output", { hasText: "vízmennyiség (m³): 10" }).count()).toBe(0);
    await used.fill("100");
    await said("10");
  });

  it("met no accessibility violation and no script error", () => {
    expect(found).toEqual([]);
  });
});
