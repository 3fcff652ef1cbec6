import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { publishedSettlement } from "../../../bin/ohp/published-settlement.ts";
import { projectRoot } from "../../../lib/project-root.ts";
import type { SettlementCode } from "../../../src/domain/ids.ts";
import type { PublishedEntry } from "../../../src/domain/settlement/publication.ts";

const entries = (...names: readonly [code: string, name: string][]) =>
  new Map(
    names.map(([code, hu]) => [
      code as SettlementCode,
      { listing: { code, name: { hu } } } as PublishedEntry,
    ]),
  );
const state = {
  settlements: entries(["14456", "Szentes"], ["26408", "Komló"]),
  withdrawn: entries(["14535", "Kömlő"]),
};
const find = (word?: string) => publishedSettlement(word, state, "nyugat", "HELP");

describe("a published settlement on the command line", () => {
  it("is named by code, whether published or not", () => {
    expect(find("14456")).toBe("14456");
    expect(find("06895")).toBe("06895");
  });

  it("is named by name, accents or not where that is clear", () => {
    expect(find("szentes")).toBe("14456");
    expect(find("Kömlő")).toBe("14535");
    expect(() => find("komlo")).toThrow("komlo may be Komló (26408) or Kömlő (14535).");
  });

  it("is asked for, or suggested, when it is none", () => {
    expect(() => find()).toThrow(/HELP/);
    expect(() => find("14457")).toThrow(/no KSH code/);
    expect(() => find("Szentez")).toThrow(
      expect.objectContaining({
        problems: ["nyugat: Szentez is not published; did you mean Szentes?"],
      }) as Error,
    );
  });
});

const ohp = (...words: string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(process.execPath, [join(projectRoot, "bin/ohp.ts"), ...words], (_, __, error) => resolve(error));
  });

describe("a command that there is not", { timeout: 30_000 }, () => {
  it("is answered with the one that was meant, else with all", async () => {
    expect(await ohp("settlement", "publis", "14456")).toContain("npx ohp settlement publish?");
    expect(await ohp("foo")).toContain("settlement doctor");
    expect(await ohp("settlement")).toContain("settlement doctor");
  });
});
