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
import { join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { synthesizeRegion } from "../../local/synthesize.ts";

const root = join(import.meta.dirname, "../..");

/** Everything the assembly is made from. */
const sources = [
  "{bin,catalogue,config,functions,lib,src,web}/**/*",
  "package-lock.json",
  "cdk.json",
  "local/synthesize.ts",
];

const fingerprint = (): string => {
  const hash = createHash("sha256");
  const files = globSync(sources, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) {
    hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex").slice(0, 16);
};

/** Names the assembly's directory inside a finished one, relative to it. */
const MARKER = "assembly-directory";
/** Newest assemblies that are kept in any case. */
const KEPT = 5;
/** Whatever was used within it may belong to a run that is still going on. */
const IN_USE_MILLISECONDS = 60 * 60 * 1000;
/** Nothing is built for so long: whoever holds the lock is gone, even if its process id lives again. */
const LOCK_MILLISECONDS = 5 * 60 * 1000;

const find = (directory: string): { directory: string } | undefined => {
  try {
    const found = { directory: join(directory, readFileSync(join(directory, MARKER), "utf8")) };
    // Marks it as used.
    utimesSync(directory, new Date(), new Date());
    return found;
  } catch {
    return undefined;
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
const build = async (cache: string, directory: string): Promise<void> => {
  const aside = mkdtempSync(join(cache, "building-"));
  const assembly = await synthesizeRegion({
    region: "local",
    origin: "http://localhost:8080",
    issuerPort: 8081,
    outdir: aside,
    buildDirectory: join(aside, "dist"),
  });
  writeFileSync(join(aside, MARKER), relative(aside, assembly));
  try {
    renameSync(aside, directory);
  } catch (error) {
    // Somebody else was faster.
    rmSync(aside, { recursive: true, force: true });
    if (!find(directory)) throw error;
  }
};

/** Assemblies nobody uses, and what killed builds and tests left behind. `now` in milliseconds. */
export const removeOld = (cache: string, now: number): void => {
  const byUse = (pattern: string) =>
    globSync(pattern, { cwd: cache })
      .map((name) => ({ path: join(cache, name), at: statSync(join(cache, name)).mtimeMs }))
      .toSorted((left, right) => right.at - left.at);
  // Directories of fixtures and builds go when their test or build ends, unless it was killed.
  const candidates = [...byUse("assembly-*/").slice(KEPT), ...byUse("{building,fixture}-*/")];
  for (const { path, at } of candidates)
    if (now - at > IN_USE_MILLISECONDS) rmSync(path, { recursive: true, force: true });
};

/**
 * The local region's cloud assembly, built once for the same sources and then shared by all tests and runs, also by
 * those going on at the same time. Addresses in it are replaced by those of each start.
 */
export const sharedAssembly = async (): Promise<{ directory: string }> => {
  const cache = join(root, ".cache");
  const directory = join(cache, `assembly-${fingerprint()}`);
  mkdirSync(cache, { recursive: true });
  const lock = `${directory}.lock`;
  for (;;) {
    const finished = find(directory);
    if (finished) return finished;
    if (!claim(lock)) {
      await sleep(500);
      continue;
    }
    try {
      await build(cache, directory);
    } finally {
      rmSync(lock, { force: true });
    }
    removeOld(cache, Date.now());
  }
};
