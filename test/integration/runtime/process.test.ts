import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../../local/free-port.ts";
import { synthesizeFixture } from "./fixture/app.ts";
import { eventually } from "../../support/eventually.ts";
import { scratchDirectory } from "./support.ts";

const program = join(import.meta.dirname, "../../../local/start.ts");
const scratch = scratchDirectory();
const stateDir = join(scratch.path, "state");
let assembly = "";
beforeAll(() => {
  assembly = synthesizeFixture(scratch.path);
});

interface Started {
  child: ChildProcess;
  origin: string;
  output(): string;
}

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
});
afterAll(() => scratch.remove());

const launch = (port: number, more: { args?: string[]; env?: Record<string, string> } = {}) => {
  const child = spawn(process.execPath, [program, "--assembly", assembly, ...(more.args ?? [])], {
    env: { ...process.env, PORT: String(port), PORTAL_STATE: stateDir, ...more.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  }
  return { child, output: () => text };
};

const start = async (...parameters: Parameters<typeof launch>): Promise<Started> => {
  const { child, output } = launch(...parameters);
  await eventually(
    () => Promise.resolve(output()),
    (text) => /^ready /m.test(text) || child.exitCode !== null,
  );
  const origin = /^ready (\S+)$/m.exec(output())?.[1];
  if (origin === undefined) throw new Error(output());
  return { child, origin, output };
};

const fails = async (...parameters: Parameters<typeof launch>): Promise<{ code: number; output: string }> => {
  const { child, output } = launch(...parameters);
  const [code] = (await once(child, "close")) as [number];
  return { code, output: output() };
};

const put = (origin: string, id: string) =>
  fetch(`${origin}/api/items/${id}`, { method: "PUT", body: JSON.stringify({ id }) });

/** Everything that belongs to an emulator working on this test's state directory: the shell around it too. */
const emulators = (name = ""): string[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const [command = "", ...parameters] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
        return command.endsWith(name) && parameters.includes(join(stateDir, "dynamodb", "dynamodb.db"));
      } catch {
        return false;
      }
    });

/** Local addresses a process (its children not included) listens on, as the kernel knows them. */
const listeners = (pids: readonly string[]): string[] => {
  const sockets = new Set(
    pids.flatMap((pid) =>
      readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
        const [, inode] = /^socket:\[(\d+)\]$/.exec(readLink(`/proc/${pid}/fd/${fd}`)) ?? [];
        return inode ?? [];
      }),
    ),
  );
  return ["tcp", "tcp6", "udp", "udp6"].flatMap((protocol) =>
    readFileSync(`/proc/net/${protocol}`, "utf8")
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, , , state, , , , , , inode]) =>
          sockets.has(inode ?? "") && (state === "0A" || protocol.startsWith("udp")),
      )
      .map(([, local]) => (local ?? "").split(":")[0] ?? ""),
  );
};

const readLink = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
};

/** 127.0.0.1 and ::1, as /proc writes them. */
const loopback = ["0100007F", "00000000000000000000000001000000"];

describe("npm start", () => {
  it("listens on loopback only", async () => {
    const { child } = await start(await freePort());
    const addresses = listeners([String(child.pid), ...emulators()]);
    // The portal on both loopback addresses, the gateway, the emulator.
    expect(addresses.length).toBeGreaterThanOrEqual(4);
    expect(addresses.filter((address) => !loopback.includes(address))).toEqual([]);
  });

  it("says where e-mails and the clock are, and begins every time by the real time", async () => {
    const first = await start(await freePort());
    await eventually(
      () => Promise.resolve(first.output()),
      (text) => text.includes("/local/clock"),
    );
    expect(first.output()).toContain(`${first.origin}/local/mailbox`);
    const clock = `${first.origin}/local/clock`;
    const headers = { "content-type": "application/json" };
    await fetch(clock, { method: "POST", headers, body: '{"shiftSeconds": 3600}' });
    expect(await (await fetch(clock)).json()).toMatchObject({ shiftSeconds: 3600 });
    first.child.kill("SIGINT");
    await once(first.child, "close");
    const second = await start(await freePort());
    const shown = await fetch(`${second.origin}/local/clock`);
    expect(await shown.json()).toMatchObject({ shiftSeconds: 0 });
  });

  it.each(["SIGINT", "SIGTERM"] as const)("ends everything on %s and keeps the state", async (signal) => {
    const first = await start(await freePort());
    expect(emulators()).not.toEqual([]);
    await put(first.origin, signal);
    first.child.kill(signal);
    const [code] = (await once(first.child, "close")) as [number];
    expect(code).toBe(0);
    expect(emulators()).toEqual([]);
    const second = await start(await freePort());
    expect(await (await fetch(`${second.origin}/api/items/${signal}`)).json()).toEqual({ id: signal });
  });

  it("loses nothing durable when killed, leaves no emulator behind and starts again at once", async () => {
    const port = await freePort();
    const first = await start(port);
    await put(first.origin, "durable");
    const send = {
      group: "later",
      deduplication: String(port),
      message: { name: "kept", sleep: 1500, attempts: 1 },
    };
    await fetch(`${first.origin}/api/do/send`, { method: "POST", body: JSON.stringify(send) });
    first.child.kill("SIGKILL");
    await once(first.child, "close");
    const second = await start(port);
    expect(emulators("dynoxide")).toHaveLength(1);
    expect(await (await fetch(`${second.origin}/api/items/durable`)).json()).toEqual({ id: "durable" });
    const read = async () => {
      const answer = await fetch(`${second.origin}/api/do/item`, {
        method: "POST",
        body: JSON.stringify({ id: "group-later" }),
      });
      return (await answer.json()) as { Item?: unknown };
    };
    expect((await eventually(read, ({ Item }) => Item !== undefined)).Item).toBeDefined();
    second.child.kill("SIGKILL");
    await once(second.child, "close");
    expect(
      await eventually(
        () => Promise.resolve(emulators()),
        (found) => found.length === 0,
      ),
    ).toEqual([]);
  });

  it("begins empty with --fresh", async () => {
    const first = await start(await freePort());
    await put(first.origin, "gone");
    first.child.kill("SIGINT");
    await once(first.child, "close");
    const second = await start(await freePort(), { args: ["--fresh"] });
    expect((await fetch(`${second.origin}/api/items/gone`)).status).toBe(404);
  });

  it("says in one sentence that the port is in use", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    const { code, output } = await fails(port);
    other.close();
    expect(code).toBe(1);
    expect(output).toBe(
      `Port ${port} is in use; stop what uses it, or choose another: PORT=${port + 10} npm start\n`,
    );
  });

  it("says in one sentence that the portal already runs", async () => {
    const first = await start(await freePort());
    const { code, output } = await fails(await freePort());
    expect(code).toBe(1);
    expect(output).toMatch(
      new RegExp(
        `^The portal already runs with this state directory \\(process ${first.child.pid}\\); .*\\n$`,
      ),
    );
  });

  it.each([
    [{ env: { PORT: "many" } }, /^PORT must be a number from 1 to 65534, not "many"\. Usage: .*\n$/],
    [{ args: ["--unknown"] }, /^Unknown option '--unknown'.*Usage: .*\n$/],
    [
      { args: ["--assembly", "/nowhere"] },
      /^No cloud assembly: \/nowhere\/manifest\.json does not exist.*\n$/,
    ],
  ])("explains a wrong start: %o", async (more, message) => {
    const { code, output } = await fails(await freePort(), more);
    expect(code).toBe(1);
    expect(output).toMatch(message);
  });
});
