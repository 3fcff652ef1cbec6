import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { zip } from "../../../web/src/cases/zip.ts";
import { readZip } from "../../support/read-zip.ts";

const pack = async (entries: Parameters<typeof zip>[0]) =>
  readZip(Buffer.from(await zip(entries, new Date(2126, 10, 23, 9, 18, 8)).arrayBuffer()));

describe("zip", () => {
  it("holds every file under its name, byte by byte", async () => {
    const name = fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" });
    const entry = fc.record({ name, content: fc.uint8Array({ maxLength: 200 }) });
    const entries = fc.uniqueArray(entry, { selector: (each) => each.name, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(entries, async (files) => {
        const packed = files.map((file) => ({ ...file, content: new Uint8Array(file.content) }));
        const read = await pack(packed);
        expect([...read].map(([path, content]) => [path, [...content]])).toEqual(
          files.map((file) => [file.name, [...file.content]]),
        );
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it("is an archive when it is empty, too", async () => {
    expect(await pack([])).toEqual(new Map());
  });
});
