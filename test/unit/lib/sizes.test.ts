import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { firstLoad } from "../../../lib/sizes.ts";

const setup = (html: string, files: Record<string, string>) => {
  const site = mkdtempSync(join(tmpdir(), "portal-sizes-"));
  onTestFinished(() => rmSync(site, { recursive: true }));
  mkdirSync(join(site, "assets"));
  writeFileSync(join(site, "index.html"), html);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(site, name), content);
  return site;
};

const gzip = (text: string) => gzipSync(text, { level: 9 }).length;

describe("firstLoad", () => {
  it("counts scripts, preloads and style sheets of the page once each, and nothing loaded later", async () => {
    const files = {
      "assets/main.js": "main ".repeat(100),
      "assets/shared.js": "shared",
      "assets/later.js": "later",
      "assets/main.css": "style",
    };
    const site = setup(
      `<script type="module" src="/assets/main.js"></script>
       <link rel="modulepreload" href="/assets/shared.js"><link rel="modulepreload" href="/assets/main.js">
       <link rel="stylesheet" href="/assets/main.css"><link rel="icon" href="/icon.svg">`,
      files,
    );
    expect(await firstLoad({ site })).toEqual({
      js: gzip(files["assets/main.js"]) + gzip(files["assets/shared.js"]),
      css: gzip(files["assets/main.css"]),
    });
  });
});
