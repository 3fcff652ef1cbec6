import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { writeTextFiles } from "./text-files.ts";

const web = fileURLToPath(new URL(".", import.meta.url));

const moduleOf = (...paths: string[]): RegExp => new RegExp(`/src/(${paths.join("|")})\\.tsx?$`);

/**
 * What several areas of the portal share, in one file for each kind of use: that compresses better than a file for
 * each combination of areas. A module goes into the first that names it; what none names stays with its area.
 */
const sharedFiles = [
  { name: "portal", tags: ["$initial" as const] },
  {
    name: "fields",
    test: moduleOf(
      "form/(error-summary|field-id|field-parts|identity-rows|later)",
      "domain/form/(contact|field-schema)",
      "domain/settlement/settlement-code",
      "format/file-types",
      "pages/form-facts",
    ),
  },
  {
    name: "attachments",
    test: moduleOf(
      "form/(draft-files|file-entry|scan-watch|slot-field|upload|uploads|use-scan-watch)",
      "domain/case/(attachment-rules|file-name|file-type)",
    ),
  },
  {
    // What it takes to show answers: figures and conditions, as the rules of a form compute them.
    name: "rules",
    test: moduleOf(
      "domain/form/(arithmetic|calendar|compute|exact|figures|json-logic|logic|values|visibility)",
      "form/form-context",
      "format/values",
    ),
  },
  {
    // What it takes to give answers, wherever they are kept.
    name: "filling",
    test: moduleOf(
      "domain/(form/(accept|data-contract|draft|kind-errors|text|validate)|identifiers/[\\w-]+)",
      "form/(computed-[\\w-]+|error-text|field|form-page|later-parts|multi-field|open-form|page-fields|page-states)",
      "form/(save-status|still-field|task-list|typed-field|use-visible)",
    ),
  },
].map((group, index, { length }) => ({ ...group, priority: length - index }));

export default defineConfig({
  root: web,
  publicDir: "public",
  plugins: [writeTextFiles()],
  // Never with file names and lines, whatever NODE_ENV is: what tests run and measure is what is deployed.
  oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
  build: {
    outDir: fileURLToPath(new URL("../dist/site", import.meta.url)),
    emptyOutDir: true,
    // Sizes are measured from it.
    manifest: true,
    // The content security policy has no `data:` for scripts, styles or fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    // Every browser we support preloads modules itself.
    modulePreload: { polyfill: false },
    target: ["chrome111", "edge111", "firefox114", "safari16.4"],
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: sharedFiles } } },
  },
});
