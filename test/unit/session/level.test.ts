import { describe, expect, it } from "vitest";
import { readLevels } from "../../../functions/session/levels.ts";
import { acrValuesFrom, levelOf } from "../../../src/domain/session/level.ts";
import { levels } from "./fakes.ts";

describe("levels of identification", () => {
  it.each([
    ["urn:level:1", 1],
    ["urn:level:4", 4],
    ["urn:level:", 0],
    ["URN:LEVEL:4", 0],
    [undefined, 0],
  ])("of %s is %i", (acr, level) => {
    expect(levelOf(acr, levels)).toBe(level);
  });

  it("are asked for from the least that will do upwards, in the configuration's order", () => {
    expect(acrValuesFrom(2, levels.toReversed())).toEqual(["urn:level:4", "urn:level:2"]);
    expect(acrValuesFrom(5, levels)).toEqual([]);
  });

  it("come from the environment as JSON", () => {
    expect(readLevels(JSON.stringify(levels))).toEqual(levels);
    expect(readLevels("[]")).toEqual([]);
  });

  it.each(["", "{}", '[{"acr":"a"}]', '[{"acr":"a","level":0}]', '[{"acr":"a","level":5}]', "[1"])(
    "stop the function at its start when they are %j",
    (text) => {
      expect(() => readLevels(text)).toThrow();
    },
  );
});
