import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { functions, type FunctionName } from "../../functions/manifest.ts";
import type { FunctionDefinition } from "../../functions/manifest/definition.ts";
import { synthesizePortal } from "../../lib/app.ts";
import type { Artefacts } from "../../lib/artefacts.ts";
import { loadRegion } from "../../lib/region.ts";
import { Deployment } from "./deployment.ts";

export const manifest = Object.entries(functions) as [FunctionName, FunctionDefinition][];

/** A directory of its own, gone when the test file is done. */
export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), "portal-infra-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

/** Small files in the places of what is built, so that a synthesis takes a second. */
export const standIns = (directory: string): Artefacts => {
  const files: Record<string, string> = {
    "site/index.html": "<!doctype html>",
    "site/robots.txt": "User-agent: *",
    "site/.vite/manifest.json": "{}",
    "site/assets/main-abc123.js": "export {};",
  };
  for (const [name] of manifest) {
    files[`functions/${name}/index.mjs`] = `export const handler = () => "${name}";`;
    files[`functions/${name}/meta.json`] = "{}";
  }
  for (const [path, content] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return {
    functions: join(directory, "functions"),
    site: join(directory, "site"),
  };
};

/** Synthesizes a region of config/regions with stand-ins. Calls no AWS and builds nothing. */
export const synthesize = async (name: string, directory = temporaryDirectory()) => {
  const region = loadRegion(name);
  const outdir = join(directory, "cdk.out");
  const assembly = await synthesizePortal({ region, outdir, artefacts: standIns(directory) });
  return { region, outdir, assembly, deployment: new Deployment(assembly) };
};
