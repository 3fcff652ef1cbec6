import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import axe from "axe-core";
import type { BrowserContext, Page } from "playwright-core";

/** Directory for pictures of every page, to be looked at by people; none are taken without it. */
const pictures = process.env["SCREENSHOTS"];

/**
 * Accessibility rules the page breaks, as `rule: selectors`; pictures at phone and desktop width on the way.
 * Waits for the page's heading: between two addresses there is a moment without any page, which is not what is looked at.
 */
export const inspect = async (page: Page, name: string): Promise<string[]> => {
  await page.locator("h1").first().waitFor();
  if (pictures !== undefined) await picture(page, name, pictures);
  // Half-faded text has no contrast; what turns for ever is left to turn.
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish();
  });
  // Through the debugger, not a script element: the page's own policy allows none but its own.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe;
    const results = await axe.run();
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" ")}`);
  });
  return violations.map((violation) => `${name}: ${violation}`);
};

interface AxeResults {
  violations: { id: string; nodes: { target: string[] }[] }[];
}

const picture = async (page: Page, name: string, directory: string): Promise<void> => {
  await mkdir(directory, { recursive: true });
  const before = page.viewportSize();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: join(directory, `${name}-${width}.png`), fullPage: true });
  }
  if (before) await page.setViewportSize(before);
};

/** What went wrong in the pages of a browser from now on: their own errors and breaches of the content security policy. */
export const watchErrors = (context: BrowserContext, errors: string[]): void => {
  context.on("weberror", (error) => errors.push(String(error.error())));
  context.on("console", (message) => {
    if (message.type() === "error" && message.text().includes("Content Security Policy"))
      errors.push(message.text());
  });
};

/** Chooses a preset person at the simulated broker, which the page shows now. */
export const identify = async (page: Page, person: string, method = "Ügyfélkapu+"): Promise<void> => {
  await page.getByLabel(person, { exact: true }).check();
  await page.getByLabel(method, { exact: true }).check();
  await page.getByRole("button", { name: "Azonosítás" }).click();
};

/** Runs in the browser, with its session. */
const fetchJson = async ([method, path, body]: readonly [string, string, string | undefined]) => {
  const headers = { "content-type": "application/json", "x-requested-with": "portal" };
  const answer = await fetch(path, { method, headers, ...(body !== undefined && { body }) });
  return answer.json();
};

/** Asks the API as the page's own scripts do; gives the answer's JSON, whatever its status. */
export const callApi = <T>(page: Page, method: string, path: string, body?: unknown): Promise<T> =>
  page.evaluate(fetchJson, [
    method,
    path,
    body === undefined ? undefined : JSON.stringify(body),
  ] as const) as Promise<T>;
