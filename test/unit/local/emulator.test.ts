import { describe, expect, it } from "vitest";
import { findEmulator } from "../../../local/emulators/dynoxide.ts";
import { StartFailure } from "../../../local/failure.ts";

describe("bundled DynamoDB emulator", () => {
  it("says what to do on a platform it is not made for", () => {
    expect(() => findEmulator("darwin-arm64")).toThrow(StartFailure);
    expect(() => findEmulator("darwin-arm64")).toThrow(/darwin-arm64; .*AWS_ENDPOINT_URL_DYNAMODB/);
  });

  it.each([
    [
      "package",
      () => {
        throw new Error("Cannot find module");
      },
    ],
    ["program", () => "/nowhere/package.json"],
  ])("says what to do when the %s is missing", (_what, resolve) => {
    expect(() => findEmulator("linux-x64", resolve)).toThrow(
      /not installed; run npm ci, or .*AWS_ENDPOINT_URL_DYNAMODB/,
    );
  });
});
