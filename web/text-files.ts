import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { allTexts } from "./src/messages/all.ts";

/**
 * Names the state of all texts: files are immutable, and their names change with what is in them. One name for all is
 * one the page can know without a list.
 */
const version = createHash("sha256").update(JSON.stringify(allTexts)).digest("hex").slice(0, 8);

const fileOf = (part: string, language: string): string => `assets/${part}.${language}-${version}.json`;

const textFiles = Object.entries(allTexts).flatMap(([language, parts]) =>
  Object.entries(parts).map(([part, texts]) => ({
    fileName: fileOf(part, language),
    source: JSON.stringify(texts),
  })),
);

/**
 * Writes the texts into files, one for each language and part, and tells the pages their version. What every page
 * says in Hungarian is fetched beside the script, without waiting for it.
 */
export const writeTextFiles = (): Plugin => ({
  name: "text-files",
  config: () => ({ define: { TEXTS_VERSION: JSON.stringify(version) } }),
  generateBundle() {
    for (const file of textFiles) this.emitFile({ type: "asset", ...file });
  },
  transformIndexHtml: () => [
    {
      tag: "link",
      // As fetch() asks, or the browser would fetch it twice.
      attrs: { rel: "preload", as: "fetch", crossorigin: "", href: `/${fileOf("portal", "hu")}` },
      injectTo: "head",
    },
  ],
});
