import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { LocalClock } from "../../../local/clock/local-clock.ts";
import { StartFailure } from "../../../local/failure.ts";
import { freePort } from "../../../local/free-port.ts";
import { startExpectedBroker } from "../../../local/identity-broker.ts";

const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

const setup = async () => {
  const issuer = `http://127.0.0.1:${await freePort()}`;
  const stateDir = mkdtempSync(join(tmpdir(), "broker-"));
  cleanUp.push(() => rmSync(stateDir, { recursive: true }));
  const start = async () => {
    const broker = await startExpectedBroker(
      { issuer, clientId: "portal", secretArn: "arn" },
      "a secret of the simulator, long enough",
      { origin: "http://localhost:18080", stateDir, clock: new LocalClock(), report: () => undefined },
    );
    cleanUp.push(() => broker.close());
    return broker;
  };
  const keys = async () => (await fetch(`${issuer}/jwks`)).text();
  return { issuer, start, keys };
};

it("answers at its address until it is closed, and keeps its keys", async () => {
  const { start, keys } = await setup();
  const first = await start();
  const before = await keys();
  expect(before).toContain('"kid"');
  await first.close();
  await expect(keys()).rejects.toThrow("fetch failed");
  await start();
  expect(await keys()).toBe(before);
});

it("says in one sentence that its port is in use", async () => {
  const { issuer, start, keys } = await setup();
  await start();
  const { port } = new URL(issuer);
  const failed = start();
  await expect(failed).rejects.toThrow(StartFailure);
  await expect(failed).rejects.toThrow(`Port ${port}, which the simulated identity broker needs`);
  expect(await keys()).toContain('"kid"');
});
