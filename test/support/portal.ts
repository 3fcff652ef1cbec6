import { createHash } from "node:crypto";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPortal, type Portal, type StartOptions } from "../../local/runtime.ts";
import { synthesizeRegion } from "../../local/synthesize.ts";

const root = join(import.meta.dirname, "../..");
const cache = join(root, ".cache");

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

/** Names the directory of the assembly inside a finished one. */
const marker = "assembly-directory";

/**
 * The local region's cloud assembly, built once for the same sources and then shared by all tests and runs. Addresses
 * in it are replaced by those of each start.
 */
const sharedAssembly = async (): Promise<{ directory: string }> => {
  const directory = join(cache, `assembly-${fingerprint()}`);
  const finished = locate(directory);
  if (finished) return finished;
  mkdirSync(cache, { recursive: true });
  const lock = `${directory}.lock`;
  try {
    mkdirSync(lock);
  } catch {
    return waitFor(directory, lock);
  }
  try {
    return await build(directory);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
};

/** Assemblies of earlier sources that are kept: another run may still be using one. */
const kept = 5;

const removeOld = (): void => {
  const byAge = globSync("assembly-*/", { cwd: cache })
    .map((name) => ({ path: join(cache, name), at: statSync(join(cache, name)).mtimeMs }))
    .toSorted((left, right) => right.at - left.at);
  for (const { path } of byAge.slice(kept)) rmSync(path, { recursive: true, force: true });
};

const build = async (directory: string): Promise<{ directory: string }> => {
  rmSync(directory, { recursive: true, force: true });
  const assembly = await synthesizeRegion({
    region: "local",
    origin: "http://localhost:8080",
    issuerPort: 8081,
    outdir: directory,
    buildDirectory: join(directory, "dist"),
  });
  writeFileSync(join(directory, marker), assembly);
  removeOld();
  return { directory: assembly };
};

const locate = (directory: string): { directory: string } | undefined => {
  const file = join(directory, marker);
  return existsSync(file) ? { directory: readFileSync(file, "utf8") } : undefined;
};

const waitFor = async (directory: string, lock: string): Promise<{ directory: string }> => {
  for (let waited = 0; waited < 240; waited += 1) {
    await sleep(500);
    const finished = locate(directory);
    if (finished) return finished;
    if (!existsSync(lock)) return sharedAssembly();
  }
  throw new Error(
    `Another test run has been building the app for two minutes; remove ${lock} if there is none.`,
  );
};

/** A portal of its own for a test: free ports, a temporary state directory that goes when it stops. */
export const startTestPortal = async (
  options: Pick<StartOptions, "assembly" | "stateDir" | "report" | "schedules"> = {},
): Promise<Portal> => {
  const assembly = options.assembly ?? (await sharedAssembly());
  const stateDir = options.stateDir ?? mkdtempSync(join(tmpdir(), "portal-"));
  const portal = await startPortal({ ...options, assembly, stateDir });
  return {
    ...portal,
    stop: async () => {
      await portal.stop();
      if (options.stateDir === undefined) rmSync(stateDir, { recursive: true, force: true });
    },
  };
};
