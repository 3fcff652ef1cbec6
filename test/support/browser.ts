import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, type BrowserContext, chromium as playwright } from "playwright-core";

/** `SLOW=4` gives pages a quarter of the processor and answers that are late by chance: tests that only hold on a fast machine fail. */
const slowness = Number(process.env["SLOW"] ?? 1);

const slowDown = async (context: BrowserContext): Promise<void> => {
  context.on("page", (page) => {
    const slower = async () => {
      const debug = await context.newCDPSession(page);
      await debug.send("Emulation.setCPUThrottlingRate", { rate: slowness });
    };
    // A page may be gone before it is slow.
    slower().catch(() => undefined);
  });
  await context.route("**/*", async (route) => {
    await sleep(Math.random() * slowness * 150);
    await route.fallback().catch(() => undefined);
  });
};

/** The same browser, each of whose windows is slow. */
const slowed = (browser: Browser): Browser => {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    await slowDown(context);
    return context;
  };
  return browser;
};

const open = async (): Promise<Browser> => {
  const { default: chromium } = await import("@sparticuz/chromium");
  const args = chromium.args.filter((flag) => flag !== "--single-process");
  const executablePath = await chromium.executablePath();
  const browser = await playwright.launch({ executablePath, args, headless: true });
  return slowness > 1 ? slowed(browser) : browser;
};

/**
 * Chromium from an npm package, so that no browser has to be installed or downloaded.
 * A machine without its shared libraries (no desktop packages) uses the ones the package carries:
 * the package unpacks them only when it believes it runs in Lambda, so we say so and unpack again.
 */
export const openBrowser = async (): Promise<Browser> => {
  try {
    return await open();
  } catch (error) {
    if (!String(error).includes("shared libraries")) throw error;
    await rm(join(tmpdir(), "chromium"), { force: true });
    process.env["AWS_EXECUTION_ENV"] = "AWS_Lambda_nodejs24.x";
    process.env["LD_LIBRARY_PATH"] = join(tmpdir(), "al2023", "lib");
    return open();
  }
};
