import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Portal } from "../../local/runtime.ts";
import type { CaseDetail } from "../../src/contract/cases.ts";
import { canonicalJson } from "../../src/domain/canonical-json.ts";
import { openBrowser } from "../support/browser.ts";
import { startTestPortal } from "../support/portal.ts";
import { readPdf, textOf } from "../support/read-pdf.ts";
import { submitCase } from "../support/submit-case.ts";
import { identify, inspect } from "../support/walk.ts";

describe("a client keeps what was submitted", () => {
  let portal: Portal;
  let browser: Browser;
  let page: Page;
  let submitted: CaseDetail;

  const save = async (button: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: button }).click(),
    ]);
    await page.getByText(`: ${download.suggestedFilename()}`).waitFor();
    return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
  };

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startTestPortal(), openBrowser()]);
    page = await (await browser.newContext({ locale: "hu-HU" })).newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(`${portal.origin}/api/session/login?returnTo=%2Fugyeim`);
    await identify(page, "Próba Elek");
    await page.getByRole("heading", { level: 1, name: "Ügyeim" }).waitFor();
    submitted = await submitCase(page);
  });
  afterAll(async () => {
    await browser.close();
    await portal.stop();
  });

  it("as PDF and as data, right after submitting", async () => {
    const { id, submissionNumber } = submitted;
    await page.goto(`${portal.origin}/ugyeim/${id}/bekuldve`);
    await page.getByRole("heading", { level: 2, name: "Letölthető iratok" }).waitFor();
    expect(await inspect(page, "documents")).toEqual([]);
    const form = await save("Űrlap letöltése (PDF)");
    expect(form.name).toBe(`urlap-${submissionNumber}.pdf`);
    expect(textOf(await readPdf(form.content))).toContain("Próba Elek");
    const receipt = await save("Feladási igazolás letöltése (PDF)");
    expect(receipt.name).toBe(`feladasi-igazolas-${submissionNumber}.pdf`);
    expect((await readPdf(receipt.content)).info["Title"]).toBe("Feladási igazolás");
    const { content } = await save("Gépi adatok (JSON)");
    const data = JSON.parse(content.toString("utf8")) as { seal: { value: string }; content: unknown };
    const hash = createHash("sha256").update(canonicalJson(data.content), "utf8").digest("hex");
    expect(data.seal.value).toBe(hash);
  });

  it("from the page of the case, in English", async () => {
    await page.goto(`${portal.origin}/ugyeim/${submitted.id}`);
    await page.getByRole("button", { name: "English" }).click();
    const receipt = await save("Download the submission receipt (PDF)");
    const pdf = await readPdf(receipt.content);
    expect(pdf.info).toMatchObject({ Language: "en", Title: "Submission receipt (feladási igazolás)" });
    expect(textOf(pdf)).toContain(submitted.submissionNumber);
  });

  it("or is told why not", async () => {
    await page.route("**/documents/receipt*", (route) => route.fulfill({ status: 404, body: "{}" }));
    await page.getByRole("button", { name: "Download the submission receipt (PDF)" }).click();
    const told = await page.getByRole("alert").textContent();
    expect(told?.trim()).not.toBe("");
    await page.unroute("**/documents/receipt*");
  });
});
