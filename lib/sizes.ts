import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { functions, type FunctionName } from "../functions/manifest.ts";
import { type Artefacts, bundleDirectory, METAFILE } from "./artefacts.ts";

export const KB = 1024;

/** What of the site every page loads, gzip. */
export const firstLoadLimits = { js: 30 * KB, css: 25 * KB };

/**
 * All JavaScript a visit that begins on such a page loads before the page works, and beside it the Hungarian texts,
 * which are data; gzip (docs/adr/0008). `modules`: what is fetched when the page is opened. Tables and files of a form
 * are in it: nothing of a form page is fetched later than the page but the check.
 */
export const pageLimits = {
  "front page": {
    modules: ["src/pages/choosing.tsx"],
    texts: ["portal", "choosing"],
    js: 40 * KB,
    data: 12 * KB,
  },
  "form page": {
    modules: ["src/form/form-area.tsx"],
    texts: ["portal", "filling"],
    js: 40 * KB,
    data: 10 * KB,
  },
  "form page without a login": {
    modules: ["src/form/local-form-area.tsx"],
    texts: ["portal", "filling"],
    js: 40 * KB,
    data: 10 * KB,
  },
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
  dynamicImports?: string[];
}

/** All that some modules of the site need, the modules' own files included. */
const chunksOf = async (
  { site }: Pick<Artefacts, "site">,
  modules: readonly string[],
): Promise<readonly ManifestChunk[]> => {
  const text = await readFile(join(site, ".vite", "manifest.json"), "utf8");
  const chunks = JSON.parse(text) as Record<string, ManifestChunk>;
  const found = new Map<string, ManifestChunk>();
  const follow = (name: string): void => {
    const chunk = chunks[name];
    if (!chunk) throw new Error(`The site has no part ${name}; lib/sizes.ts names the parts it measures`);
    if (found.has(name)) return;
    found.set(name, chunk);
    chunk.imports?.forEach(follow);
  };
  modules.forEach(follow);
  return [...found.values()];
};

/** Bytes (gzip) of all JavaScript that `index.html` and some lazily loaded modules of it need, each file once. */
export const pageLoad = async (
  artefacts: Pick<Artefacts, "site">,
  modules: readonly string[],
): Promise<number> => {
  const chunks = await chunksOf(artefacts, ["index.html", ...modules]);
  return sumOf(artefacts.site, [...new Set(chunks.map(({ file }) => file))]);
};

/** Modules that a page may fetch after it was opened: what its own files import later, without the portal's areas. */
export const laterModules = async (
  artefacts: Pick<Artefacts, "site">,
  modules: readonly string[],
): Promise<readonly string[]> => {
  const areas = (await chunksOf(artefacts, ["index.html"])).flatMap((chunk) => chunk.dynamicImports ?? []);
  const chunks = await chunksOf(artefacts, modules);
  return chunks.flatMap((chunk) => chunk.dynamicImports ?? []).filter((name) => !areas.includes(name));
};

/** Bytes (gzip) of some parts of the texts in one language. */
export const textLoad = async (
  { site }: Pick<Artefacts, "site">,
  parts: readonly string[],
  language = "hu",
): Promise<number> => {
  const files = await readdir(join(site, "assets"));
  const named = parts.map((part) => {
    const file = files.find((candidate) => candidate.startsWith(`${part}.${language}-`));
    if (!file) throw new Error(`The site has no texts ${part}.${language}`);
    return join("assets", file);
  });
  return sumOf(site, named);
};

const sumOf = async (site: string, files: readonly string[]): Promise<number> => {
  const sizes = await Promise.all(files.map((file) => gzipped(join(site, file))));
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
    Object.entries(pageLimits).map(async ([name, { modules, texts, js: limit, data }]) => [
      line(`site, ${name}: JS`, await pageLoad(artefacts, modules), limit, "gzip"),
      line(`site, ${name}: texts`, await textLoad(artefacts, texts), data, "gzip"),
    ]),
  );
  return [
    ...bundles,
    line("site, every page: JS", js, firstLoadLimits.js, "gzip"),
    line("site, every page: CSS", css, firstLoadLimits.css, "gzip"),
    ...pages.flat(),
  ].join("\n");
};

const line = (name: string, bytes: number, limit: number, kind: string) =>
  `${name.padEnd(40)}${kb(bytes).padStart(8)} KB ${kind} (limit ${limit / KB})${bytes > limit ? "  TOO LARGE" : ""}`;

const kb = (bytes: number) => (bytes / KB).toFixed(1);
