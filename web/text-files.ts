import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { allTexts } from "./src/messages/all.ts";

interface TextFile {
  language: string;
  part: string;
  /** Below the site, immutable: its name changes with its content. */
  file: string;
  source: string;
}

const textFiles: readonly TextFile[] = Object.entries(allTexts).flatMap(([language, parts]) =>
  Object.entries(parts).map(([part, texts]) => {
    const source = JSON.stringify(texts);
    const hash = createHash("sha256").update(source).digest("hex").slice(0, 8);
    return { language, part, file: `assets/${part}.${language}-${hash}.json`, source };
  }),
);

const addresses: Record<string, Record<string, string>> = {};
for (const { language, part, file } of textFiles) (addresses[language] ??= {})[part] = `/${file}`;

/**
 * Writes the texts into files, one for each language and part, and tells the pages their addresses. What every page
 * says in Hungarian is fetched beside the script, without waiting for it.
 */
export const writeTextFiles = (): Plugin => ({
  name: "text-files",
  config: () => ({ define: { TEXT_FILES: JSON.stringify(addresses) } }),
  generateBundle() {
    for (const { file, source } of textFiles) this.emitFile({ type: "asset", fileName: file, source });
  },
  transformIndexHtml: () => [
    {
      tag: "link",
      // As fetch() asks, or the browser would fetch it twice.
      attrs: { rel: "preload", as: "fetch", crossorigin: "", href: addresses["hu"]?.["portal"] ?? "" },
      injectTo: "head",
    },
  ],
});
