import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { functions } from "../../../functions/manifest.ts";
import type { FunctionDefinition, Route } from "../../../functions/manifest/definition.ts";
import { loadRegion, regionNames } from "../../../lib/region.ts";
import { problems } from "../../../src/contract/problem.ts";

const root = join(import.meta.dirname, "../../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const documents = ["README.md", ...globSync("docs/**/*.md", { cwd: root })];

interface Mention {
  document: string;
  text: string;
}

/** What the documents set in code, and what of it matches. */
const inCode = (pattern: RegExp): Mention[] =>
  documents.flatMap((document) =>
    [...read(document).matchAll(/`([^`\n]+)`/g)]
      .flatMap(([, code = ""]) => [...code.matchAll(pattern)])
      .map(([whole, text = whole]) => ({ document, text })),
  );

const isThere = (pattern: string): boolean => globSync(pattern, { cwd: root }).length > 0;
const complain = ({ document, text }: Mention): string => `${document}: ${text}`;

const routes = new Set(
  (Object.values(functions) as FunctionDefinition[])
    .flatMap((definition): Route[] => (definition.trigger === "http" ? Object.values(definition.routes) : []))
    .map(({ method, path }) => `${method} ${path}`),
);

const settings: readonly object[] = regionNames().map(loadRegion);
const isSetting = (path: string): boolean =>
  settings.some(
    (region) =>
      path
        .split(".")
        .reduce<unknown>(
          (value, key) =>
            typeof value === "object" && value !== null
              ? (value as Readonly<Record<string, unknown>>)[key]
              : undefined,
          region,
        ) !== undefined,
  );

describe("README.md and docs/", () => {
  it("name files and directories that exist", () => {
    const paths = inCode(
      /^((?:bin|catalogue|config|docs|functions|lib|local|src|test|web)\/[\w./<>{},*-]*)(?: .*)?$/g,
    );
    expect(paths.length).toBeGreaterThan(60);
    const lost = paths.filter(({ text }) => !isThere(text.replace(/<[^>]+>/g, "*").replace(/\/$/, "")));
    expect(lost.map(complain)).toEqual([]);
  });

  it("link to pages that exist", () => {
    const lost = documents.flatMap((document) =>
      [...read(document).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)]
        .map(([, text = ""]) => ({ document, text }))
        .filter(({ text }) => !isThere(join(dirname(document), text))),
    );
    expect(lost.map(complain)).toEqual([]);
  });

  it("name scripts, routes and settings there are", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const lost = [
      ...inCode(/npm run ([\w:-]+)/g).filter(({ text }) => !(text in scripts)),
      ...inCode(/\b((?:GET|POST|PUT|DELETE) \/api\/[\w/{}-]*)/g).filter(({ text }) => !routes.has(text)),
      ...inCode(
        /^((?:portal(?!\.example)|identity|session|throttle|firewall|logs|mail|alarms)\.[a-zA-Z]+(?:\.[a-zA-Z]+)*)$/g,
      ).filter(({ text }) => !isSetting(text)),
    ];
    expect(lost.map(complain)).toEqual([]);
  });

  it("give refusals the codes and statuses they have", () => {
    const statuses = documents.flatMap((document) =>
      [...read(document).matchAll(/\b([45]\d\d)(?: with code)? `([a-z-]+)`/g)].map(
        ([, status, code = ""]) => ({
          document,
          text: `${status} ${code}`,
          actual: `${(problems as Readonly<Record<string, { status: number }>>)[code]?.status} ${code}`,
        }),
      ),
    );
    expect(statuses.length).toBeGreaterThan(10);
    expect(statuses.filter(({ text, actual }) => text !== actual).map(complain)).toEqual([]);
  });

  it("show every function in the picture", () => {
    const [, picture = ""] = /## The picture\n\n```\n(.+?)\n```/s.exec(read("README.md")) ?? [];
    expect(Object.keys(functions).filter((name) => !picture.includes(name))).toEqual([]);
  });

  it("number every decision once and refer to those there are", () => {
    const numbers = globSync("docs/adr/*.md", { cwd: root }).map((path) => path.slice(9, 13));
    expect(new Set(numbers).size).toBe(numbers.length);
    const referred = documents.flatMap((document) =>
      [...read(document).matchAll(/(?:ADR |docs\/adr\/)(\d{4})/g)].map(([, text = ""]) => ({
        document,
        text,
      })),
    );
    expect(referred.filter(({ text }) => !numbers.includes(text)).map(complain)).toEqual([]);
  });
});
