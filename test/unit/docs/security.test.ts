import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const page = read("docs/security.md");

/** A file, and the names of tests quoted after it: `` `test/x.test.ts` "a name", "another" ``. */
const references = [...page.matchAll(/`(test\/[^`]+)`((?:,? "[^"]+")*)/g)].map(
  ([, path = "", names = ""]) => ({
    path,
    names: [...names.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name),
  }),
);

/** Tables of tests write names as `%s …`; a name may also stand in a row, or follow a `%s that …`. */
const holds = (source: string, name: string): boolean =>
  [`"${name}"`, `"%s: ${name}"`, `that %s ${name}`].some((text) => source.includes(text));

const range = (chapter: string, counts: readonly number[]): string[] =>
  counts.flatMap((count, index) =>
    Array.from({ length: count }, (_, item) => `${chapter}.${index + 1}.${item + 1}`),
  );

/** Requirements per section in OWASP ASVS 5.0.0. */
const requirements = [
  ...range("3", [1, 3, 5, 8, 8, 1, 5]),
  ...range("7", [3, 4, 2, 5, 3, 2]),
  ...range("10", [2, 3, 5, 16, 5, 2, 3]),
  ...range("16", [1, 5, 4, 3, 4]),
];

/** `| 7.1.1 |` is one row, `| 10.3.1–10.3.5 |` stands for five. */
const rows = [...page.matchAll(/^\| (\d+\.\d+)\.(\d+)(?:–\1\.(\d+))? \|/gm)].flatMap(
  ([, section = "", first = "", last = first]) =>
    Array.from(
      { length: Number(last) - Number(first) + 1 },
      (_, item) => `${section}.${Number(first) + item}`,
    ),
);

describe("docs/security.md", () => {
  it("names tests", () => {
    expect(references.length).toBeGreaterThan(40);
  });

  it.each(references)("$path has the tests it is named for: $names", ({ path, names }) => {
    expect(existsSync(new URL(path, root))).toBe(true);
    const source = read(path);
    expect(names.filter((name) => !holds(source, name))).toEqual([]);
  });

  it("has each requirement of its chapters once", () => {
    expect(rows).toHaveLength(new Set(rows).size);
    expect(rows.toSorted()).toEqual(requirements.toSorted());
  });

  it("gives every row a state and a reason", () => {
    const states = [...page.matchAll(/^\| \d+\.\d+\.\d+[^|]*\|[^|]*\|[^|]*\| ([^|]+) \| ([^|]+) \|$/gm)];
    const known = states.filter(
      ([, state = "", reason = ""]) => /^(met|partly|not met|n\/a)$/.test(state) && reason,
    );
    expect(known).toHaveLength([...page.matchAll(/^\| \d+\.\d+\.\d+/gm)].length);
  });

  it("collects at its end what is not met", () => {
    const collected = page.slice(page.indexOf("## Not met, in one place"));
    const open = [...page.matchAll(/^\| (\d+\.\d+\.\d+) \|[^|]*\|[^|]*\| (partly|not met) \|/gm)].map(
      ([, number = ""]) => number,
    );
    expect(open.filter((number) => !collected.includes(number))).toEqual([]);
  });
});
