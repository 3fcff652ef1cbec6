import { join } from "node:path";
import type { FunctionName } from "../functions/manifest.ts";

/** Directories with what is uploaded: built by lib/build.ts, or stand-ins in a fast test. */
export interface Artefacts {
  /** Holds `<function>/index.mjs`, and beside it the bundler's `meta.json`, which stays at home. */
  functions: string;
  /** The web build: `index.html`, and hashed files under `assets/`. */
  site: string;
}

export const BUNDLE = "index.mjs";
export const METAFILE = "meta.json";

export const bundleDirectory = ({ functions }: Pick<Artefacts, "functions">, name: FunctionName) =>
  join(functions, name);
