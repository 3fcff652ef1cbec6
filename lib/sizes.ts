import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { functions, type FunctionName } from "../functions/manifest.ts";
import { type Artefacts, bundleDirectory, METAFILE } from "./artefacts.ts";

export const KB = 1024;

/** What of the site every page loads, gzip. */
export const firstLoadLimits = { js: 30 * KB, css: 25 * KB };

/** All JavaScript a visit that begins on such a page loads before the page works, gzip (docs/adr/0008). */
export const pageLimits = {
  "front page": { module: "src/pages/choosing.tsx", js: 40 * KB },
  "form page": { module: "src/form/form-area.tsx", js: 54 * KB },
} as const;

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
    sizes[file.endsWith(".js") ? "js" : "css"] += await gzipped(join(site, file));
  }
  return sizes;
};

interface ManifestChunk {
  file: string;
  imports?: string[];
}

/** Bytes (gzip) of all JavaScript that `index.html` and one lazily loaded module of it need, each file once. */
export const pageLoad = async ({ site }: Pick<Artefacts, "site">, module: string): Promise<number> => {
  const text = await readFile(join(site, ".vite", "manifest.json"), "utf8");
  const chunks = JSON.parse(text) as Record<string, ManifestChunk>;
  const files = new Set<string>();
  const follow = (name: string): void => {
    const chunk = chunks[name];
    if (!chunk) throw new Error(`The site has no part ${name}; lib/sizes.ts names the parts it measures`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(follow);
  };
  for (const name of ["index.html", module]) follow(name);
  const sizes = await Promise.all([...files].map((file) => gzipped(join(site, file))));
  return sizes.reduce((total, size) => total + size, 0);
};

const gzipped = async (path: string): Promise<number> => gzipSync(await readFile(path), { level: 9 }).length;

/** One line per bundle and for the site, each with its limit. */
export const sizeReport = async (artefacts: Artefacts): Promise<string> => {
  const bundles = await Promise.all(
    (Object.keys(functions) as FunctionName[]).map(async (name) =>
      line(name, await bundleSize(artefacts, name), functions[name].bundleLimit * KB, "minified"),
    ),
  );
  const { js, css } = await firstLoad(artefacts);
  const pages = await Promise.all(
    Object.entries(pageLimits).map(async ([name, { module, js: limit }]) =>
      line(`site, ${name}: JS`, await pageLoad(artefacts, module), limit, "gzip"),
    ),
  );
  return [
    ...bundles,
    line("site, every page: JS", js, firstLoadLimits.js, "gzip"),
    line("site, every page: CSS", css, firstLoadLimits.css, "gzip"),
    ...pages,
  ].join("\n");
};

const line = (name: string, bytes: number, limit: number, kind: string) =>
  `${name.padEnd(24)}${kb(bytes).padStart(8)} KB ${kind} (limit ${limit / KB})${bytes > limit ? "  TOO LARGE" : ""}`;

const kb = (bytes: number) => (bytes / KB).toFixed(1);
