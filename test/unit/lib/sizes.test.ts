import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { firstLoad, pageLoad, textLoad } from "../../../lib/sizes.ts";

const setup = (html: string, files: Record<string, string>) => {
  const site = mkdtempSync(join(tmpdir(), "portal-sizes-"));
  onTestFinished(() => rmSync(site, { recursive: true }));
  mkdirSync(join(site, "assets"));
  mkdirSync(join(site, ".vite"));
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

describe("pageLoad", () => {
  const files = {
    "assets/main.js": "main ".repeat(100),
    "assets/shared.js": "shared",
    "assets/form.js": "form ".repeat(50),
    "assets/later.js": "later",
  };
  const manifest = {
    "index.html": { file: "assets/main.js", imports: ["_shared"], dynamicImports: ["form.tsx"] },
    _shared: { file: "assets/shared.js" },
    "form.tsx": {
      file: "assets/form.js",
      imports: ["index.html", "_shared"],
      dynamicImports: ["later.tsx"],
    },
    "later.tsx": { file: "assets/later.js" },
  };
  const site = () => setup("", { ...files, ".vite/manifest.json": JSON.stringify(manifest) });

  it("counts what every page loads and what this one needs beside it, once each, and nothing loaded later", async () => {
    expect(await pageLoad({ site: site() }, ["form.tsx"])).toBe(
      gzip(files["assets/main.js"]) + gzip(files["assets/shared.js"]) + gzip(files["assets/form.js"]),
    );
  });

  it("does not call a part that is gone light", async () => {
    await expect(pageLoad({ site: site() }, ["form.tsx", "renamed.tsx"])).rejects.toThrow("renamed.tsx");
  });
});

describe("textLoad", () => {
  const files = {
    "assets/portal.hu-1.json": "{}".repeat(9),
    "assets/portal.en-2.json": "x",
    "assets/form.hu-3.json": "y",
  };

  it("counts the parts in one language", async () => {
    const expected = gzip(files["assets/portal.hu-1.json"]) + gzip("y");
    expect(await textLoad({ site: setup("", files) }, ["portal", "form"])).toBe(expected);
  });

  it("does not call texts that are gone light", async () => {
    await expect(textLoad({ site: setup("", files) }, ["form"], "en")).rejects.toThrow("form.en");
  });
});
