import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium as playwright } from "playwright-core";

const open = async (): Promise<Browser> => {
  const { default: chromium } = await import("@sparticuz/chromium");
  const args = chromium.args.filter((flag) => flag !== "--single-process");
  return playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
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
