import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartFailure } from "./failure.ts";

/** The directory everything durable lies in; one running portal per directory. */
export interface State {
  directory: string;
  path(...parts: string[]): string;
  release(): void;
}

/**
 * Takes the state directory for this process. The lock is one the operating system holds for a process and lets go
 * when it ends in whatever way, so nothing stale can be left behind.
 * @throws StartFailure when another process has it.
 */
export const openState = (directory: string, fresh: boolean): State => {
  const path = (...parts: string[]): string => join(resolve(directory), ...parts);
  mkdirSync(path(), { recursive: true });
  const release = lock(path("lock"), path("pid"));
  if (fresh) wipe(path);
  return { directory: path(), path, release };
};

/** What a fresh start begins without. The lock stays: it is held. */
const durable = [
  "dynamodb",
  "fauxqs",
  "logs",
  "broker",
  "secrets.json",
  "mails.jsonl",
  "published.json",
  "register.sha256",
  "clerks.sha256",
  "catalogue.sha256",
];

const wipe = (path: State["path"]): void => {
  for (const name of durable) rmSync(path(name), { recursive: true, force: true });
};

const lock = (file: string, pidFile: string): (() => void) => {
  const database = new DatabaseSync(file);
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch {
    database.close();
    throw new StartFailure(
      `The portal already runs with this state directory (process ${readPid(pidFile)}); stop it, ` +
        "or give the other one its own: PORTAL_STATE=<directory> PORT=<port> npm start",
    );
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return () => database.close();
};

const readPid = (file: string): string => {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "unknown";
  }
};
