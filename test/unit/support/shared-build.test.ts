import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, describe, expect, it } from "vitest";
import { claim, removeOld } from "../../support/shared-build.ts";

const MINUTE = 60_000;

const setup = () => {
  const cache = mkdtempSync(join(tmpdir(), "assemblies-"));
  onTestFinished(() => rmSync(cache, { recursive: true }));
  const now = Date.now();
  const used = (path: string, minutesAgo: number): void => {
    const at = new Date(now - minutesAgo * MINUTE);
    utimesSync(join(cache, path), at, at);
  };
  const directory = (name: string, minutesAgo: number): void => {
    mkdirSync(join(cache, name));
    used(name, minutesAgo);
  };
  return { cache, now, used, directory, lock: join(cache, "assembly-1.lock") };
};

describe("what test runs share", () => {
  it("stay while a run may use them, however many there are, and the newest stay anyway", () => {
    const { cache, now, directory } = setup();
    for (const minutes of [1, 2, 3, 59, 90, 91, 92]) directory(`assembly-${minutes}`, minutes);
    for (const minutes of [1, 2, 3, 4, 5, 90]) directory(`state-${minutes}`, minutes);
    for (const minutes of [5, 70]) {
      directory(`building-${minutes}`, minutes);
      directory(`fixture-${minutes}`, minutes);
    }
    removeOld(cache, now);
    const kept = ["assembly-1", "assembly-2", "assembly-3", "assembly-59", "assembly-90"];
    const states = ["state-1", "state-2", "state-3", "state-4", "state-5"];
    const expected = [...kept, ...states, "building-5", "fixture-5"];
    expect(readdirSync(cache).toSorted()).toEqual(expected.toSorted());
  });

  it("are built by one at a time", () => {
    const { lock } = setup();
    expect([claim(lock), claim(lock)]).toEqual([true, false]);
  });

  it.each([
    ["whose process is gone", "999999999", 1],
    ["older than any build", String(process.pid), 6],
  ])("are built although there is a lock %s", (_, owner, minutesAgo) => {
    const { lock, used } = setup();
    writeFileSync(lock, owner);
    used("assembly-1.lock", minutesAgo);
    expect(claim(lock)).toBe(true);
  });
});
