import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { writeTextFiles } from "./text-files.ts";

const web = fileURLToPath(new URL(".", import.meta.url));

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
    // What every page needs, in one file: it compresses better than in several, and none waits for another.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "portal", tags: ["$initial"] }] } } },
  },
});
