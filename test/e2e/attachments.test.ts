import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../local/runtime.ts";
import type { CaseDetail } from "../../src/contract/cases.ts";
import { completeAnswers } from "../integration/cases/client.ts";
import { openBrowser } from "../support/browser.ts";
import { eicar, harmfulFiles, pdfWith } from "../support/harmful-files.ts";
import { startTestPortal } from "../support/portal.ts";
import { callApi, identify, inspect } from "../support/walk.ts";

const document = (name: string, buffer: Buffer) => ({ name, mimeType: "application/pdf", buffer });

describe("files of a form", () => {
  let portal: Portal;
  let browser: Browser;
  let page: Page;
  let caseId: string;
  const violations: string[] = [];

  const call = <T>(method: string, path: string, body?: object): Promise<T> =>
    callApi(page, method, path, body);
  const filesAtPortal = async (): Promise<string[]> => {
    const { attachments } = await call<CaseDetail>("GET", `/api/cases/${caseId}`);
    // Files of one second have no order.
    return attachments.map(({ fileName, state }) => `${fileName} ${state}`).toSorted();
  };
  const look = async (name: string): Promise<void> => {
    violations.push(...(await inspect(page, name)));
  };
  const entry = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  const submit = () => page.getByRole("button", { name: "Beküldés" }).click();

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startTestPortal({ schedules: false }), openBrowser()]);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "hu-HU" });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(`${portal.origin}/api/session/login`);
    await identify(page, "Próba Elek");
    await page.getByRole("heading", { level: 1 }).waitFor();
    const start = { settlement: "06895", form: "altalanos-celu-kerelem" };
    caseId = (await call<CaseDetail>("POST", "/api/cases", start)).id;
    await call("PUT", `/api/cases/${caseId}/answers`, { version: 0, answers: completeAnswers });
    portal.scanner.setFaults({ hang: true });
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
  });

  it("several at once: each is uploaded, checked, and shown in scan", async () => {
    await page.goto(`${portal.origin}/urlap/${caseId}/attachments`);
    await page
      .locator('input[type="file"]')
      .setInputFiles([
        document("terv.pdf", pdfWith(Buffer.from("terv"))),
        document("program.pdf", Buffer.from(harmfulFiles["a Windows program"])),
        document("vírus.pdf", pdfWith(eicar)),
      ]);
    await entry("program.pdf").getByText("Ilyen fájl nem csatolható").waitFor();
    await entry("terv.pdf").getByText("Vírusellenőrzés…").waitFor();
    await entry("vírus.pdf").getByText("Vírusellenőrzés…").waitFor();
    await page.locator("output").getByText("Vírusellenőrzés: vírus.pdf").waitFor({ state: "attached" });
    await look("attachments-scanning");
    await entry("program.pdf")
      .getByRole("button", { name: /^Eltávolítás/ })
      .click();
    expect(await filesAtPortal()).toEqual(["terv.pdf scanning", "vírus.pdf scanning"]);
  });

  it("in scan do not hold up filling, but submitting", async () => {
    await page.getByRole("button", { name: "Tovább", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "A válasz módja" }).waitFor();
    await page.goto(`${portal.origin}/urlap/${caseId}/ellenorzes`);
    await page.getByRole("heading", { level: 1, name: "Ellenőrizze az adatokat" }).waitFor();
    await submit();
    await page.getByRole("link", { name: /vírusellenőrzése még tart/ }).waitFor();
    await look("attachments-waiting");
    expect((await call<CaseDetail>("GET", `/api/cases/${caseId}`)).state).toBe("draft");
  });

  it("found harmful say so by themselves, and must be removed", async () => {
    await portal.scanner.deliver();
    await page.getByRole("link", { name: /vírusellenőrzése még tart/ }).waitFor({ state: "detached" });
    await submit();
    await page.getByRole("link", { name: /Távolítsa el azt a fájlt/ }).click();
    await page.getByRole("heading", { level: 1, name: "Csatolmányok" }).waitFor();
    await entry("vírus.pdf").getByText("kártékony tartalmat talált benne").waitFor();
    await entry("terv.pdf").getByText("Rendben", { exact: true }).waitFor();
    await look("attachments-rejected");
    await entry("vírus.pdf")
      .getByRole("button", { name: /^Eltávolítás/ })
      .click();
    await entry("vírus.pdf").waitFor({ state: "detached" });
    expect(await filesAtPortal()).toEqual(["terv.pdf verified"]);
  });

  it("go with the form once they are in order", async () => {
    await page.goto(`${portal.origin}/urlap/${caseId}/ellenorzes`);
    await submit();
    await page.waitForURL(/\/bekuldve$/);
    const { attachments, submissionNumber } = await call<CaseDetail>("GET", `/api/cases/${caseId}`);
    expect(submissionNumber).toMatch(/^\d{27}$/);
    expect(attachments).toMatchObject([{ fileName: "terv.pdf", state: "verified" }]);
  });

  it("met no accessibility violation", () => {
    expect(violations).toEqual([]);
  });
});
