/**
 * Prints what one keystroke in the search for a settlement costs, with every settlement of the national list on it:
 * milliseconds of the browser's main thread until the matches are on the screen, everything included (search, drawing,
 * layout, paint), at a CPU slowed down 4 times. And the size of the data that needs. `--slow` sets the factor.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { NATIONAL_FILE, readNationalList } from "../src/app/catalogue/national-list.ts";
import { cataloguePaths, type SettlementListing } from "../src/domain/settlement/settlement.ts";
import { openBrowser } from "../test/support/browser.ts";
import { startTestPortal } from "../test/support/portal.ts";

const { values } = parseArgs({ options: { slow: { type: "string", default: "4" } } });
const LIMIT = 50;
const DATA_LIMIT_KB = 60;
const HASH = "0123456789abcdef";
/** Whole names without accents, a part, postcodes, what there is not; a first letter alone finds two thirds of all. */
const queries = ["a", "kophaza", "szekesfehervar", "cenk", "budapest 11", "9495", "8", "xyz"];

const file = {
  path: NATIONAL_FILE,
  text: await readFile(join(import.meta.dirname, "..", "catalogue", NATIONAL_FILE), "utf8"),
};
const list = readNationalList([file]);
if (!list.ok) throw new Error(JSON.stringify(list.failure));
const alphabet = new Intl.Collator("hu");
const listing = [...list.value.values()]
  .map(
    ({ code, name, county, postcodes }): SettlementListing => ({
      code,
      name: { hu: name },
      county,
      postcodes,
    }),
  )
  .toSorted((first, second) => alphabet.compare(first.name.hu, second.name.hu));

const ms = (value: number | undefined) => Number((value ?? 0).toFixed(1));

const [portal, browser] = await Promise.all([startTestPortal(), openBrowser()]);
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const pointer = {
    ...((await (await fetch(`${portal.origin}/${cataloguePaths.pointer}`)).json()) as object),
    settlements: HASH,
  };
  await page.route(`**/${cataloguePaths.pointer}`, (route) => route.fulfill({ json: pointer }));
  await page.route(`**/${cataloguePaths.listing(HASH)}`, (route) => route.fulfill({ json: listing }));
  const debug = await page.context().newCDPSession(page);
  // The thread's own time, so that a busy machine gives the same figures.
  await debug.send("Performance.enable", { timeDomain: "threadTicks" });
  await debug.send("Emulation.setCPUThrottlingRate", { rate: Number(values.slow) });
  const busy = async (): Promise<number> => {
    const { metrics } = await debug.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
  };
  const box = page.locator("input[type=search]");
  const rows = [];
  /** Milliseconds of each key, on a fresh page: the first key has nothing to build on. */
  const type = async (query: string): Promise<number[]> => {
    await page.goto(portal.origin);
    await box.focus();
    await page.waitForTimeout(1500);
    const samples: number[] = [];
    for (const key of query) {
      const before = await busy();
      await page.keyboard.press(key === " " ? "Space" : key);
      await page.waitForTimeout(120);
      samples.push((await busy()) - before);
    }
    return samples;
  };
  await type("warm");
  for (const query of queries) {
    const keys = await type(query);
    const found = await page.locator(".search__count").textContent();
    const first = [
      keys[0] ?? 0,
      (await type(query.slice(0, 1)))[0] ?? 0,
      (await type(query.slice(0, 1)))[0] ?? 0,
    ];
    rows.push({
      typing: query,
      found: found?.trim(),
      "first key, median of 3": ms(first.toSorted((left, right) => left - right)[1]),
      "slowest key": ms(Math.max(...keys)),
      limit: LIMIT,
    });
  }
  console.table(rows);
  const kb = (gzipSync(JSON.stringify(listing)).length + gzipSync(JSON.stringify(pointer)).length) / 1024;
  console.log(
    `${listing.length} settlements with the pointer: ${kb.toFixed(1)} KB gzip (limit ${DATA_LIMIT_KB})`,
  );
} finally {
  await browser.close();
  await portal.stop();
}
