import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, closeSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartFailure } from "../failure.ts";
import { freePort } from "../free-port.ts";
import { httpUpstream } from "../gateway/http-upstream.ts";
import type { Upstream } from "../gateway/wire.ts";

export interface Dynoxide {
  upstream: Upstream;
  close(): Promise<void>;
}

const elsewhere = "run any DynamoDB-compatible endpoint and give its address in AWS_ENDPOINT_URL_DYNAMODB.";

const resolveHere = createRequire(import.meta.url).resolve;

/** Where the emulator's program is. @throws StartFailure when there is none for this machine. */
export const findEmulator = (
  platform = `${process.platform}-${process.arch}`,
  resolve: (id: string) => string = resolveHere,
): string => {
  if (platform !== "linux-x64") {
    throw new StartFailure(`There is no bundled DynamoDB emulator for ${platform}; ${elsewhere}`);
  }
  try {
    const program = join(dirname(resolve("@dynoxide/linux-x64/package.json")), "dynoxide");
    if (existsSync(program)) return program;
  } catch {
    // Reported below: the package is optional and may be missing.
  }
  throw new StartFailure(
    `The DynamoDB emulator (@dynoxide/linux-x64) is not installed; run npm ci, or ${elsewhere}`,
  );
};

/**
 * Runs the program under a small shell that holds our end of a pipe: when this process ends in whatever way, even
 * killed, the pipe closes and the shell ends the emulator. So none is ever left behind.
 */
const supervised =
  'exec 3<&0; "$@" </dev/null 3<&- & child=$!; { cat <&3 >/dev/null; kill $child 2>/dev/null; } & wait $child';

/** DynamoDB in a child process on loopback, kept in `<directory>/dynamodb.db`. */
export const startDynoxide = async (directory: string, report: (line: string) => void): Promise<Dynoxide> => {
  const program = findEmulator();
  mkdirSync(directory, { recursive: true });
  const port = await freePort();
  const log = openSync(join(directory, "dynoxide.log"), "a");
  const command = [program, "serve", "--host", "127.0.0.1", "--port", String(port)];
  const child = spawn(
    "sh",
    ["-c", supervised, "sh", ...command, "--db-path", join(directory, "dynamodb.db")],
    {
      stdio: ["pipe", log, log],
      // Ctrl-C reaches the whole foreground group; the emulator must outlive the last request of the runtime.
      detached: true,
    },
  );
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const upstream = httpUpstream(`http://127.0.0.1:${port}`);
  let closing = false;
  const close = async (): Promise<void> => {
    closing = true;
    child.stdin?.end();
    await ended;
  };
  child.once("exit", () => {
    if (!closing) report(`the DynamoDB emulator ended by itself, see ${join(directory, "dynoxide.log")}`);
  });
  await answering(upstream, () => child.exitCode !== null || child.signalCode !== null, directory);
  return { upstream, close };
};

const answering = async (upstream: Upstream, ended: () => boolean, directory: string): Promise<void> => {
  const deadline = Date.now() + 10_000;
  const request = { method: "GET", url: "/", headers: {}, body: Buffer.alloc(0) };
  while (Date.now() < deadline && !ended()) {
    const answer = await upstream(request).catch(() => undefined);
    if (answer) return;
    await sleep(10);
  }
  throw new StartFailure(`The DynamoDB emulator did not start; see ${join(directory, "dynoxide.log")}.`);
};
