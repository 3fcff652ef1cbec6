import { describe, expect, it } from "vitest";
import { isTransient } from "../../../src/http/transient.ts";

const named = (name: string, more: object = {}): Error => Object.assign(new Error("x"), { name }, more);
const cancelled = (...codes: (string | undefined)[]): Error =>
  named("TransactionCanceledException", { CancellationReasons: codes.map((Code) => ({ Code })) });

describe("isTransient", () => {
  it.each([
    named("ProvisionedThroughputExceededException"),
    named("ThrottlingException"),
    named("RequestLimitExceeded"),
    named("TimeoutError"),
    named("SomethingOfTheirs", { $fault: "server" }),
    named("Error", { code: "ECONNREFUSED" }),
    cancelled("ThrottlingError", "None"),
    cancelled("TransactionConflict"),
  ])("says so of %s", (error) => {
    expect(isTransient(error)).toBe(true);
  });

  it.each([
    named("Error"),
    named("ValidationException", { $fault: "client" }),
    named("AccessDeniedException", { $fault: "client" }),
    named("ConditionalCheckFailedException", { $fault: "client" }),
    named("Error", { code: "ENOENT" }),
    cancelled("ConditionalCheckFailed", "ThrottlingError"),
    cancelled(),
    "ThrottlingException",
    undefined,
  ])("does not say so of %s", (error) => {
    expect(isTransient(error)).toBe(false);
  });
});
