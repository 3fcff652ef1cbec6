import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startPortal, type Portal, type StartOptions } from "../../../local/runtime.ts";
import { synthesizeFixture, type FixtureOptions } from "./fixture/app.ts";

// Inside the project, so that the fixture's functions find the AWS SDK.
const scratch = join(import.meta.dirname, "../../../.cache");

export const scratchDirectory = (): { path: string; remove(): void } => {
  mkdirSync(scratch, { recursive: true });
  const path = mkdtempSync(join(scratch, "fixture-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

export interface Fixture {
  portal: Portal;
  directory: string;
  /** Calls the API; gives status and parsed body. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: never }>;
  /** Asks the fixture's `items` function to do one thing. */
  act<Result>(action: string, input?: object): Promise<Result>;
  stop(): Promise<void>;
}

/** The small CDK app of this directory, running. */
export const startFixture = async (
  options: FixtureOptions = {},
  start: Pick<StartOptions, "stateDir" | "report" | "environment"> & { directory?: string } = {},
): Promise<Fixture> => {
  const own = start.directory === undefined ? scratchDirectory() : undefined;
  const directory = start.directory ?? own?.path ?? "";
  const { directory: _directory, ...rest } = start;
  const assembly = { directory: synthesizeFixture(directory, options) };
  const portal = await startPortal({ stateDir: join(directory, "state"), ...rest, assembly });
  const call: Fixture["call"] = async (method, path, body) => {
    const answer = await fetch(portal.origin + path, {
      method,
      headers: { "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as never };
  };
  return {
    portal,
    directory,
    call,
    act: async (action, input = {}) => (await call("POST", `/api/do/${action}`, input)).body,
    stop: async () => {
      await portal.stop();
      own?.remove();
    },
  };
};
