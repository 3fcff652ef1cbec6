import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { LocalClock } from "../../../local/clock/local-clock.ts";
import { FunctionPool } from "../../../local/lambda/pool.ts";

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

const setup = (code: string, change: { timeout?: number; reservedConcurrency?: number } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), "pool-"));
  const file = join(folder, "index.mjs");
  writeFileSync(file, code);
  const lines: string[] = [];
  const clock = new LocalClock();
  const pool = new FunctionPool({
    definition: {
      name: "stack-sample",
      logicalId: "Sample",
      label: "sample",
      arn: "arn:aws:lambda:eu-central-1:000000000000:function:stack-sample",
      file,
      exportName: "handler",
      folder,
      runtime: "nodejs24.x",
      memory: 128,
      timeout: change.timeout ?? 5,
      environment: { COLOUR: "red" },
      logGroup: "/aws/lambda/sample",
      logLevel: undefined,
      roleArn: undefined,
      reservedConcurrency: change.reservedConcurrency,
    },
    region: "eu-central-1",
    clock,
    sdkEnvironment: {},
    logDirectory: folder,
    report: (line) => lines.push(line),
  });
  cleanUp.push(async () => {
    await pool.stop();
    rmSync(folder, { recursive: true });
  });
  return { pool, clock, lines, log: () => readFileSync(join(folder, "sample.log"), "utf8") };
};

const counting = `
  let calls = 0;
  export const handler = async ({ wait }) => {
    calls += 1;
    await new Promise((resolve) => setTimeout(resolve, wait ?? 0));
    return calls;
  };`;

it("uses a warm sandbox again, and starts another one for an event that comes meanwhile", async () => {
  const { pool } = setup(counting);
  expect(await pool.invoke({})).toEqual({ ok: true, payload: "1" });
  const both = await Promise.all([pool.invoke({ wait: 100 }), pool.invoke({})]);
  expect(both.map((outcome) => outcome.ok && outcome.payload)).toEqual(["2", "1"]);
});

it("lets events wait for a sandbox beyond the reserved concurrency", async () => {
  const { pool } = setup(counting, { reservedConcurrency: 1 });
  const outcomes = await Promise.all([pool.invoke({ wait: 50 }), pool.invoke({}), pool.invoke({})]);
  expect(outcomes.map((outcome) => outcome.ok && outcome.payload)).toEqual(["1", "2", "3"]);
});

it("has room again after its sandboxes were killed, busy or not", async () => {
  const { pool } = setup(counting, { reservedConcurrency: 1 });
  for (let round = 0; round < 3; round += 1) {
    const cut = pool.invoke({ wait: 10_000 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await pool.kill();
    expect(await cut).toMatchObject({ ok: false, error: { errorType: "Runtime.ExitError" } });
    expect(await pool.invoke({})).toEqual({ ok: true, payload: "1" });
  }
});

it("ends an invocation at its timeout and begins anew", async () => {
  const { pool } = setup(counting, { timeout: 0.2 });
  await pool.invoke({});
  expect(await pool.invoke({ wait: 10_000 })).toMatchObject({
    ok: false,
    error: {
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringMatching(/timed out after 0\.20 seconds$/) as string,
    },
  });
  expect(await pool.invoke({})).toEqual({ ok: true, payload: "1" });
});

it("gives the error of a function that throws, keeps its sandbox, and leaves the details to the log", async () => {
  const { pool, lines, log } = setup(`
    let calls = 0;
    export const handler = async () => {
      calls += 1;
      if (calls === 1) throw new RangeError("personal detail");
      return calls;
    };`);
  expect(await pool.invoke({})).toMatchObject({ ok: false, error: { errorType: "RangeError" } });
  expect(await pool.invoke({})).toEqual({ ok: true, payload: "2" });
  expect(lines).toEqual([expect.stringMatching(/^sample failed \(RangeError\), see .*sample\.log$/)]);
  expect(lines.join()).not.toContain("personal detail");
  expect(log()).toContain("personal detail");
});

it.each([
  ["does not parse", "export const handler = {", "SyntaxError"],
  ["throws while loading", "throw new TypeError('no variable');", "TypeError"],
  ["exports no handler", "export const other = 1;", "TypeError"],
])("fails every invocation of code that %s", async (_what, code, errorType) => {
  const { pool } = setup(code);
  expect(await pool.invoke({})).toMatchObject({ ok: false, error: { errorType } });
  expect(await pool.invoke({})).toMatchObject({ ok: false, error: { errorType } });
});

it("survives a function that runs out of memory", async () => {
  const { pool } = setup(`export const handler = async ({ grow }) => {
    const kept = [];
    while (grow) kept.push(new Array(1_000_000).fill(kept.length));
    return "fine";
  };`);
  expect(await pool.invoke({ grow: true })).toMatchObject({
    ok: false,
    error: { errorType: "Runtime.OutOfMemory" },
  });
  expect(await pool.invoke({ grow: false })).toEqual({ ok: true, payload: '"fine"' });
});

it("gives each function its own environment and context", async () => {
  const { pool } = setup(`export const handler = async (event, context) => [
    process.env.COLOUR, process.env.HOME ?? null, context.functionName, context.getRemainingTimeInMillis() > 4000,
  ];`);
  expect(await pool.invoke({})).toEqual({ ok: true, payload: '["red",null,"stack-sample",true]' });
});
