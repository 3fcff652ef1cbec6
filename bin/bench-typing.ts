/**
 * Prints what one keystroke costs on a page of 60 fields and a table of 20 rows: milliseconds of the browser's main
 * thread per key, everything included (script, layout, paint), at a CPU slowed down 4 times.
 * `--keys` sets how many keys are typed into each kind of field, `--slow` the factor. The last two rows say what of it is
 * the browser's own, in the same run: the same page with all its script taken out, and a page with nothing but a field.
 */
import { parseArgs } from "node:util";
import {
  type CataloguePointer,
  cataloguePaths,
  type PublishedSettlement,
} from "../src/domain/settlement/settlement.ts";
import { openBrowser } from "../test/support/browser.ts";
import { startTestPortal } from "../test/support/portal.ts";
import { typingAnswers, typingForm } from "../test/support/typing-form.ts";

const { values } = parseArgs({
  options: { keys: { type: "string", default: "60" }, slow: { type: "string", default: "4" } },
});
const keys = Number(values.keys);
const LIMIT = 16;
const SETTLEMENT = "06895";
const FORM = "altalanos-celu-kerelem";

const [portal, browser] = await Promise.all([startTestPortal(), openBrowser()]);
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const get = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${portal.origin}/${path}`)).json()) as T;
  const pointer = await get<CataloguePointer>(cataloguePaths.pointer);
  const versions = await get<Record<string, string>>(cataloguePaths.versions(pointer.versions));
  const settlementHash = versions[SETTLEMENT] ?? "";
  const { services } = await get<PublishedSettlement>(cataloguePaths.settlement(settlementHash));
  const formHash = services.find(({ form }) => form === FORM)?.formHash ?? "";
  // Only the browser sees this form: it is filled without a login, so that the portal is never asked.
  await page.route(`**/${cataloguePaths.form(formHash)}`, (route) =>
    route.fulfill({ json: typingForm(FORM, "1.0.0") }),
  );
  const place = { settlement: SETTLEMENT, form: FORM };
  const published = { formVersion: "1.0.0", formHash, settlementHash };
  const local = { schemaVersion: 1, ...place, ...published, answers: typingAnswers(), savedAt: Date.now() };
  await page.goto(portal.origin);
  await page.evaluate(
    ([key, draft]) => localStorage.setItem(key as string, draft as string),
    [`portal.local.${SETTLEMENT}.${FORM}`, JSON.stringify(local)],
  );
  await page.goto(`${portal.origin}/urlap/helyi/${SETTLEMENT}/${FORM}/all`);
  await page.locator("#field-note").waitFor();

  const debug = await page.context().newCDPSession(page);
  // The thread's own time, so that a busy machine gives the same figures.
  await debug.send("Performance.enable", { timeDomain: "threadTicks" });
  await debug.send("Emulation.setCPUThrottlingRate", { rate: Number(values.slow) });
  const busy = async (): Promise<number> => {
    const { metrics } = await debug.send("Performance.getMetrics");
    const spent = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    // Reading these figures is a task of the page's thread, too, but no part of a keystroke.
    return (spent("TaskDuration") - spent("DevToolsCommandDuration")) * 1000;
  };
  const places = {
    "a text": "#field-text0",
    "an amount in sums": "#field-amount5",
    "a cell of the table": "#field-rows-7-base",
    "a long text": "#field-note",
  };
  const measure = async (name: string, selector: string) => {
    await page.locator(selector).focus();
    await page.keyboard.press("End");
    const samples: number[] = [];
    for (let key = 0; key < keys; key++) {
      // A figure and its deletion by turns, so that amounts stay amounts.
      const before = await busy();
      await page.keyboard.press(key % 2 === 0 ? "7" : "Backspace");
      await page.waitForTimeout(60);
      samples.push((await busy()) - before);
    }
    // The first keys still warm the engine up.
    const sorted = samples.slice(10).toSorted((first, second) => first - second);
    const at = (share: number) => Number((sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1));
    return { "typing into": name, median: at(0.5), p95: at(0.95) };
  };
  const rows = [];
  for (const [name, selector] of Object.entries(places))
    rows.push({ ...(await measure(name, selector)), limit: LIMIT });

  const withoutScript = await page.evaluate(() => {
    for (const element of document.querySelectorAll("script, link[rel$=preload]")) element.remove();
    return document.documentElement.outerHTML;
  });
  const bare = {
    "the same cell, without script": withoutScript,
    "an empty page": '<input id="field-rows-7-base">',
  };
  for (const [name, body] of Object.entries(bare)) {
    await page.route("**/bare", (route) =>
      route.fulfill({ contentType: "text/html; charset=utf-8", body: `<!doctype html>${body}` }),
    );
    await page.goto(`${portal.origin}/bare`);
    rows.push(await measure(name, places["a cell of the table"]));
    await page.unroute("**/bare");
  }
  console.table(rows);
} finally {
  await browser.close();
  await portal.stop();
}
