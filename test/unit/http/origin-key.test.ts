import { describe, expect, it } from "vitest";
import { createOriginKeyCheck } from "../../../src/http/origin-key.ts";

const current = "c".repeat(64);
const previous = "p".repeat(64);

describe("the key by which CloudFront proves itself", () => {
  const accepts = createOriginKeyCheck(`${current},${previous}`);

  it.each([
    ["the current one", current],
    ["the one before it", previous],
  ])("%s is accepted", (_, sent) => {
    expect(accepts(sent)).toBe(true);
  });

  it.each([
    ["none", undefined],
    ["an empty one", ""],
    ["both at once", `${current},${previous}`],
    ["the beginning of one", current.slice(0, -1)],
    ["one with something behind", `${current}c`],
    ["one in other letters", current.toUpperCase()],
  ])("%s is refused", (_, sent) => {
    expect(accepts(sent)).toBe(false);
  });

  it("a single key is enough, and an empty place beside it opens nothing", () => {
    const single = createOriginKeyCheck(`${current},`);
    expect([single(current), single(""), single(undefined)]).toEqual([true, false, false]);
  });

  it.each(["", ","])("a function without any key (%j) does not start", (accepted) => {
    expect(() => createOriginKeyCheck(accepted)).toThrow("no origin key");
  });
});
