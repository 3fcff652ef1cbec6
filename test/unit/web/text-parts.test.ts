import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../../lib/project-root.ts";

const source = join(projectRoot, "web", "src");

/** Modules whose hooks read a part of the texts. */
const readers: Readonly<Record<string, string>> = {
  "messages/cases.ts": "cases",
  "messages/choosing.ts": "choosing",
  "messages/filling.ts": "filling",
  "messages/office.ts": "office",
  "messages/pages.ts": "account",
};

const STATIC_IMPORT = /^(?:import|export) (?!type )[^;"]*"(\.[^"]+)"/gm;
const LAZY = /lazy\(\s*\(\) =>\s*import\("([^"]+)"\)\.then\([^,]*?\),?(?:\s*\[([^\]]*)\],?)?\s*\)/g;

/** All modules that come with one, itself too. */
const modulesWith = async (path: string, found = new Set<string>()): Promise<Set<string>> => {
  if (found.has(path)) return found;
  found.add(path);
  const text = await readFile(path, "utf8");
  for (const [, target] of text.matchAll(STATIC_IMPORT)) {
    const imported = join(dirname(path), target ?? "");
    if (imported.startsWith(source)) await modulesWith(imported, found);
  }
  return found;
};

interface LazyPart {
  target: string;
  named: string[];
}

/** What a module fetches later, and how often it says so: one that is written otherwise would escape this test. */
const laterOf = async (path: string): Promise<{ path: string; calls: number; parts: LazyPart[] }> => {
  const text = await readFile(join(source, path), "utf8");
  const parts = [...text.matchAll(LAZY)].map(([, target = "", named = ""]) => ({
    target: join(dirname(path), target),
    named: [...named.matchAll(/"(\w+)"/g)].map(([, part = ""]) => part),
  }));
  return { path, calls: [...text.matchAll(/\blazy\(/g)].length, parts };
};

describe("texts of parts fetched later", async () => {
  const modules = (await readdir(source, { recursive: true })).filter((path) => /\.tsx?$/.test(path));
  const later = await Promise.all(modules.map(laterOf));

  it.each(later.filter(({ calls }) => calls > 0))(
    "$path: all $calls parts are looked at",
    ({ calls, parts }) => {
      expect(parts.length).toBe(calls);
    },
  );

  it.each(later.flatMap(({ parts }) => parts))(
    "$target comes with $named, which are those it speaks with",
    async ({ target, named }) => {
      const found = [...(await modulesWith(join(source, target)))].map(
        (module) => readers[relative(source, module)],
      );
      expect(new Set(named)).toEqual(new Set(found.filter((part) => part !== undefined)));
    },
  );
});
