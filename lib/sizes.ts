import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { functions, type FunctionName } from "../functions/manifest.ts";
import { type Artefacts, bundleDirectory, METAFILE } from "./artefacts.ts";

export const KB = 1024;

/** What the site may weigh before its first page works, gzip. */
export const firstLoadLimits = { js: 40 * KB, css: 25 * KB };

/** Bytes of the minified bundle with the files beside it: all that is uploaded. */
export const bundleSize = async (artefacts: Artefacts, name: FunctionName): Promise<number> => {
  const directory = bundleDirectory(artefacts, name);
  const files = (await readdir(directory)).filter((file) => file !== METAFILE);
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(directory, file))).size));
  return sizes.reduce((total, size) => total + size, 0);
};

/**
 * Bytes (gzip) of what index.html loads by itself: its module scripts with their preloads, and its style sheets.
 * What the pages import later does not count.
 */
export const firstLoad = async ({ site }: Pick<Artefacts, "site">): Promise<{ js: number; css: number }> => {
  const html = await readFile(join(site, "index.html"), "utf8");
  const files = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? "");
  const sizes = { js: 0, css: 0 };
  for (const file of new Set(files)) {
    const bytes = gzipSync(await readFile(join(site, file)), { level: 9 }).length;
    sizes[file.endsWith(".js") ? "js" : "css"] += bytes;
  }
  return sizes;
};

/** One line per bundle and for the site, each with its limit. */
export const sizeReport = async (artefacts: Artefacts): Promise<string> => {
  const bundles = await Promise.all(
    (Object.keys(functions) as FunctionName[]).map(async (name) =>
      line(name, await bundleSize(artefacts, name), functions[name].bundleLimit * KB, "minified"),
    ),
  );
  const { js, css } = await firstLoad(artefacts);
  return [
    ...bundles,
    line("site, first load: JS", js, firstLoadLimits.js, "gzip"),
    line("site, first load: CSS", css, firstLoadLimits.css, "gzip"),
  ].join("\n");
};

const line = (name: string, bytes: number, limit: number, kind: string) =>
  `${name.padEnd(24)}${kb(bytes).padStart(8)} KB ${kind} (limit ${limit / KB})${bytes > limit ? "  TOO LARGE" : ""}`;

const kb = (bytes: number) => (bytes / KB).toFixed(1);
