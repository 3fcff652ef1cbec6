import { createHash } from "node:crypto";
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const root = join(import.meta.dirname, "../..");

const fingerprint = (sources: readonly string[]): string => {
  const hash = createHash("sha256");
  const files = globSync(sources, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) {
    hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex").slice(0, 16);
};

/** Newest builds of a kind that are kept in any case. */
const KEPT = 5;
/** Whatever was used within it may belong to a run that is still going on. */
const IN_USE_MILLISECONDS = 60 * 60 * 1000;
/** Nothing is built for so long: whoever holds the lock is gone, even if its process id lives again. */
const LOCK_MILLISECONDS = 5 * 60 * 1000;

/** Marks it as used, if it is there. */
const isThere = (directory: string): boolean => {
  try {
    utimesSync(directory, new Date(), new Date());
    return true;
  } catch {
    return false;
  }
};

const isAlive = (processId: number): boolean => {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
};

const isAbandoned = (lock: string): boolean => {
  try {
    const age = Date.now() - statSync(lock).mtimeMs;
    return age > LOCK_MILLISECONDS || (age > 1000 && !isAlive(Number(readFileSync(lock, "utf8"))));
  } catch {
    // Its owner has just removed it.
    return false;
  }
};

/** Takes the lock, or one left behind out of the way. It only saves work: two builders would do no harm. */
export const claim = (lock: string): boolean => {
  if (isAbandoned(lock)) rmSync(lock, { force: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    return false;
  }
};

/** Built aside and moved to its name when it is whole, so that nobody ever finds half of one. */
const build = async (cache: string, directory: string, fill: Fill): Promise<void> => {
  const aside = mkdtempSync(join(cache, "building-"));
  await fill(aside);
  try {
    renameSync(aside, directory);
  } catch (error) {
    // Somebody else was faster.
    rmSync(aside, { recursive: true, force: true });
    if (!isThere(directory)) throw error;
  }
};

/** Builds nobody uses, and what killed builds and tests left behind. `now` in milliseconds. */
export const removeOld = (cache: string, now: number): void => {
  const byUse = (pattern: string) =>
    globSync(pattern, { cwd: cache })
      .map((name) => ({ path: join(cache, name), at: statSync(join(cache, name)).mtimeMs }))
      .toSorted((left, right) => right.at - left.at);
  // Directories of fixtures and builds go when their test or build ends, unless it was killed.
  const candidates = [
    ...byUse("assembly-*/").slice(KEPT),
    ...byUse("state-*/").slice(KEPT),
    ...byUse("{building,fixture}-*/"),
  ];
  for (const { path, at } of candidates)
    if (now - at > IN_USE_MILLISECONDS) rmSync(path, { recursive: true, force: true });
};

/** Puts into an empty directory what is to be shared. */
type Fill = (directory: string) => Promise<void>;

/**
 * A directory built once for the same sources (patterns of files) and then shared by all tests and runs, also by those
 * going on at the same time. Nobody may write into it.
 */
export const sharedBuild = async (
  kind: "assembly" | "state",
  sources: readonly string[],
  fill: Fill,
): Promise<string> => {
  const cache = join(root, ".cache");
  const directory = join(cache, `${kind}-${fingerprint(sources)}`);
  mkdirSync(cache, { recursive: true });
  const lock = `${directory}.lock`;
  for (;;) {
    if (isThere(directory)) return directory;
    if (!claim(lock)) {
      await sleep(500);
      continue;
    }
    try {
      await build(cache, directory, fill);
    } finally {
      rmSync(lock, { force: true });
    }
    removeOld(cache, Date.now());
  }
};
