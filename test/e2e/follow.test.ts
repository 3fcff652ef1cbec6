import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomBytes } from "../../functions/random.ts";
import type { Portal } from "../../local/runtime.ts";
import { createAccessLog } from "../../src/adapters/dynamo/access-log.ts";
import type { CaseId } from "../../src/domain/ids.ts";
import { systemClock } from "../../src/http/clock.ts";
import { openBrowser } from "../support/browser.ts";
import { pdfWith } from "../support/harmful-files.ts";
import { type OfficeSide, officeOf } from "../support/office-side.ts";
import { startTestPortal } from "../support/portal.ts";
import { readZip } from "../support/read-zip.ts";
import { hungarian } from "../support/texts.ts";
import { submitCase } from "../support/submit-case.ts";
import { identify, inspect } from "../support/walk.ts";

describe("a client follows a case", () => {
  let portal: Portal;
  let office: OfficeSide;
  let browser: Browser;
  let page: Page;
  let id: string;
  const violations: string[] = [];

  const submit = async (): Promise<string> => {
    const { id: started } = await submitCase(page);
    await office.registered(started);
    return started;
  };
  const open = async (caseId = id): Promise<void> => {
    await page.goto(`${portal.origin}/ugyeim/${caseId}`);
    await page.getByRole("heading", { level: 2, name: "Ügyszámok" }).waitFor();
  };
  const look = async (name: string): Promise<void> => {
    violations.push(...(await inspect(page, `follow-${name}`)));
    const wide = page.viewportSize();
    await page.setViewportSize({ width: 320, height: 640 });
    const overflow = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = globalThis.document.documentElement;
      return scrollWidth - clientWidth;
    });
    if (overflow > 0) violations.push(`${name}: ${overflow}px too wide for a phone`);
    if (wide) await page.setViewportSize(wide);
  };
  const state = (text: string) => page.locator(".ds-tag").getByText(text, { exact: true }).waitFor();
  const said = (text: string) => page.locator("output").getByText(text).waitFor();
  const button = (name: string | RegExp) => page.getByRole("button", { name });

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startTestPortal({ schedules: false }), openBrowser()]);
    office = officeOf(portal);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "hu-HU" });
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${portal.origin}/api/session/login?returnTo=%2Fugyeim`);
    await identify(page, "Próba Elek");
    await page.getByRole("heading", { level: 1, name: "Ügyeim" }).waitFor();
    id = await submit();
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
  });

  it("a document of the office is seen, taken over, and read only then", async () => {
    await office.step(id, "start", "started");
    const text = "Kérjük, küldje el a helyszínrajzot.\n\nA beadvány enélkül nem bírálható el.";
    await office.send(id, { kind: "supplement-request", text, dueOn: "2127-01-15" });
    await open();
    await state("Hiánypótlásra vár");
    await page.getByText("A hivatal iratot küldött: Hiánypótlási felhívás").waitFor();
    expect(await page.getByText("helyszínrajzot").count()).toBe(0);
    expect(await button("Hiánypótlás beküldése").count()).toBe(0);
    const hint = page.getByText(hungarian.cases.email.text);
    expect(await hint.getByRole("link").getAttribute("href")).toBe("/fiok");
    await look("to-take-over");
    await button("Átveszem: Hiánypótlási felhívás").click();
    await said("Most már elolvashatja");
    await page.getByText("Kérjük, küldje el a helyszínrajzot.").first().waitFor();
  });

  it("the request is answered in place, not before its file was checked", async () => {
    await button("Hiánypótlás beküldése").click();
    const missing = page.getByText("Írja meg a választ, vagy csatoljon fájlt.");
    await page.getByRole("link", { name: "Írja meg a választ, vagy csatoljon fájlt." }).waitFor();
    await page.getByLabel("Válasza").fill("M");
    await expect.poll(() => missing.count()).toBe(0);
    await page.getByLabel("Válasza").fill("");
    await button("Hiánypótlás beküldése").click();
    await missing.first().waitFor();
    portal.scanner.setFaults({ hang: true });
    const content = { name: "rajz.pdf", mimeType: "application/pdf", buffer: pdfWith(Buffer.from("rajz")) };
    await page.locator('input[type="file"]').setInputFiles([content]);
    await page.getByRole("listitem").filter({ hasText: "rajz.pdf" }).getByText("Vírusellenőrzés…").waitFor();
    await button("Hiánypótlás beküldése").click();
    await page
      .getByText(/vírusellenőrzése még tart/)
      .first()
      .waitFor();
    expect(await page.getByText(/vírusellenőrzése még tart/).count()).toBe(2);
    await portal.scanner.deliver();
    portal.scanner.setFaults();
    await page.getByRole("listitem").filter({ hasText: "rajz.pdf" }).getByText("Rendben").waitFor();
    // What kept it back is over: nothing says so any more, and whoever was reading it is at its field.
    await page
      .getByText(/vírusellenőrzése még tart/)
      .first()
      .waitFor({ state: "detached" });
    expect(await page.locator('input[type="file"]').evaluate((input) => input.matches(":focus"))).toBe(true);
    await page.getByLabel("Válasza").fill("Mellékelem a rajzot.");
    await look("supplement");
    // What was typed is there after a reload, too.
    await page.reload();
    await page.getByRole("listitem").filter({ hasText: "rajz.pdf" }).getByText("Rendben").waitFor();
    expect(await page.getByLabel("Válasza").inputValue()).toBe("Mellékelem a rajzot.");
    await button("Hiánypótlás beküldése").click();
    await said("Beküldte a hiánypótlást");
    await state("Ügyintézés alatt");
    await page.getByText("Mellékelem a rajzot.").waitFor();
    await look("answered");
  });

  it("messages go to and fro", async () => {
    const focused = () => page.evaluate(() => globalThis.document.activeElement?.textContent);
    const opener = button("Üzenet írása a hivatalnak");
    const written = page.getByLabel("Üzenet", { exact: true });
    await opener.press("Enter");
    await page.keyboard.type("Még átgondolom.");
    expect(await written.inputValue()).toBe("Még átgondolom.");
    await button("Mégsem").press("Enter");
    expect(await focused()).toBe("Üzenet írása a hivatalnak");
    await opener.press("Enter");
    await written.fill("");
    await button("Üzenet küldése").click();
    await page.getByRole("link", { name: "Írja meg az üzenetet." }).waitFor();
    await page.getByLabel("Üzenet", { exact: true }).fill("Mikorra várható a döntés?");
    await expect.poll(() => page.getByText("Írja meg az üzenetet.").count()).toBe(0);
    await look("message");
    // Meanwhile the office wrote, too: nothing typed is lost, and the page shows what is new.
    await office.send(id, { kind: "message", text: "Jövő héten döntünk." });
    await button("Üzenet küldése").click();
    await page.getByText("Jövő héten döntünk.").waitFor();
    expect(await page.getByLabel("Üzenet", { exact: true }).inputValue()).toBe("Mikorra várható a döntés?");
    await button("Üzenet küldése").click();
    await said("Az üzenetet elküldtük");
    await page.getByText("Mikorra várható a döntés?").waitFor();
    await page.getByRole("heading", { name: "Üzenetet küldött a hivatalnak" }).waitFor();
  });

  it("the decision is taken over and kept as PDF; everything comes home in one file", async () => {
    await office.send(id, { kind: "decision", text: "A kérelemnek helyt adok." });
    await open();
    await button("Átveszem: Döntés").click();
    await said("Átvette: Döntés");
    await page.getByText("A kérelemnek helyt adok.").waitFor();
    const [letter] = await Promise.all([
      page.waitForEvent("download"),
      button(/^Letöltés \(PDF\): Döntés/).click(),
    ]);
    expect(letter.suggestedFilename()).toMatch(/^irat-.*-\d+-\d{4}\.pdf$/);
    const [archive] = await Promise.all([
      page.waitForEvent("download"),
      button("Minden letöltése egy fájlban (ZIP)").click(),
    ]);
    const files = readZip(await readFile(await archive.path()));
    expect([...files.keys()]).toEqual([
      "urlap.pdf",
      "feladasi-igazolas.pdf",
      "gepi-adatok.json",
      "esemenyek.json",
      "iratok/01-hianypotlasi-felhivas.pdf",
      "iratok/02-hianypotlas.pdf",
      "iratok/03-uzenet.pdf",
      "iratok/04-uzenet.pdf",
      "iratok/05-dontes.pdf",
      "fajlok/01-rajz.pdf",
    ]);
    expect(files.get("fajlok/01-rajz.pdf")).toEqual(pdfWith(Buffer.from("rajz")));
    await page.getByText(/^Letöltve: ugy-/).waitFor();
    await look("decided");
  });

  it("who of the office looked into it can be read", async () => {
    const { CASES_TABLE: tableName = "" } = portal.environment("case-work");
    const log = createAccessLog({ tableName, random: randomBytes });
    const entry = { at: systemClock(), action: "viewed", by: "Adóügyi Ádám", office: "Hivatal" } as const;
    await log.add(id as CaseId, entry);
    await page.getByText("Ki nézett bele az ügyébe?").click();
    await page.locator(".access").waitFor();
    expect(await page.locator(".access").textContent()).toContain("Adóügyi ÁdámMegnézte az ügyet");
    await look("access-log");
  });

  it("a case is withdrawn after asking once more", async () => {
    const other = await submit();
    await open(other);
    await button(/^Beadvány visszavonása$/).click();
    const dialog = page.getByRole("dialog");
    await look("withdraw");
    await dialog.getByRole("button", { name: "Mégsem" }).click();
    expect(await dialog.count()).toBe(0);
    await button(/^Beadvány visszavonása$/).click();
    await dialog.getByLabel("Indoklás").fill("Már nem kérem.");
    await dialog.getByRole("button", { name: "Visszavonom" }).click();
    await said("A beadványát visszavonta");
    await state("Visszavonva");
    expect(await button(/^Beadvány visszavonása$/).count()).toBe(0);
  });

  it("the list is narrowed by state, and the address keeps it", async () => {
    await page.goto(`${portal.origin}/ugyeim`);
    const cases = page.getByRole("list", { name: "Ügyek listája" }).getByRole("listitem");
    await cases.first().waitFor();
    expect(await cases.count()).toBe(2);
    await page.getByLabel("Állapot").selectOption("Lezárult");
    await page.waitForURL(/allapot=finished/);
    await page.waitForFunction(() => globalThis.document.querySelectorAll("li.case").length === 1);
    await look("list");
    await page.reload();
    await cases.first().getByText("Visszavonva").waitFor();
    await page.getByLabel("Állapot").selectOption("Önre vár");
    await page.getByText("Nincs ilyen ügye.").waitFor();
  });

  it("without a barrier", () => {
    expect(violations).toEqual([]);
  });
});
