import { statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Portal } from "../../../local/runtime.ts";
import { startTestPortal } from "../../support/portal.ts";
import { scratchDirectory } from "./support.ts";
import { logIn, newBrowser, read } from "./visitor.ts";

const scratch = scratchDirectory();
const start = () => startTestPortal({ schedules: false, stateDir: scratch.path });
let portal: Portal;
beforeAll(async () => {
  portal = await start();
});
afterAll(async () => {
  await portal.stop();
  scratch.remove();
});

const loadedAt = () => statSync(join(scratch.path, "register.sha256")).mtimeMs;

it("the simulated broker's people may act for whom the register says", async () => {
  const browser = newBrowser();
  await logIn(portal, browser, "proba-elek");
  const capacities = await read<unknown>(portal, browser, "/api/capacities");
  expect(JSON.stringify(capacities)).toContain("Minta Kft.");
});

it("is loaded once for the same file and state", async () => {
  const before = loadedAt();
  await portal.stop();
  portal = await start();
  expect(loadedAt()).toBe(before);
});
