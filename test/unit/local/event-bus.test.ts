import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EventBus } from "../../../local/events/event-bus.ts";
import { compilePattern } from "../../../local/events/event-pattern.ts";
import { StartFailure } from "../../../local/failure.ts";
import type { Json } from "../../../local/json.ts";
import type { Outcome } from "../../../local/lambda/worker.ts";

describe("event patterns", () => {
  const event: Json = {
    source: "aws.guardduty",
    resources: ["arn:plan/1", "arn:plan/2"],
    detail: { object: { bucket: "files", key: "cases/1" }, throttled: false, threats: null },
  };

  it.each<[string, Json, boolean]>([
    ["one value", { source: ["aws.guardduty"] }, true],
    ["one of several values", { source: ["aws.s3", "aws.guardduty"] }, true],
    ["another value", { source: ["aws.s3"] }, false],
    ["an item of a list", { resources: ["arn:plan/2"] }, true],
    ["nested values", { detail: { object: { bucket: ["files"] }, throttled: [false] } }, true],
    ["nothing", { detail: { threats: [null] } }, true],
    ["a part that differs", { source: ["aws.guardduty"], detail: { object: { bucket: ["other"] } } }, false],
    ["a part that is not there", { detail: { object: { version: ["1"] } } }, false],
    ["a value where the event has parts", { detail: ["files"] }, false],
    ["parts where the event has a value", { source: { name: ["x"] } }, false],
    ["a beginning", { detail: { object: { key: [{ prefix: "cases/" }] } } }, true],
    ["another beginning", { detail: { object: { key: [{ prefix: "x" }] } } }, false],
    ["no condition at all", {}, true],
  ])("ask for %s", (_, pattern, expected) => {
    expect(compilePattern(pattern, "Rule")(event)).toBe(expected);
  });

  it.each<[Json | undefined, RegExp]>([
    [undefined, /Rule has neither/],
    [{ source: [{ "anything-but": "x" }] }, /anything-but/],
    [{ source: [{ exists: false }] }, /exists/],
    [{ source: "aws.guardduty" }, /no list/],
  ])("%j stop the start", (pattern, message) => {
    expect(() => compilePattern(pattern, "Rule")).toThrow(StartFailure);
    expect(() => compilePattern(pattern, "Rule")).toThrow(message);
  });
});

describe("the event bus", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const failed: Outcome = { ok: false, error: { errorType: "TypeError", errorMessage: "no", trace: [] } };
  const done: Outcome = { ok: true, payload: "null" };

  const setup = (outcomes: readonly Outcome[], retries = 2) => {
    const invoke = vi.fn<(event: unknown) => Promise<Outcome>>();
    for (const outcome of outcomes) invoke.mockResolvedValueOnce(outcome);
    invoke.mockResolvedValue(done);
    const setAside = vi.fn<(...told: unknown[]) => Promise<void>>().mockResolvedValue();
    const target = { invoke };
    const bus = new EventBus({
      rules: [
        { matches: compilePattern({ kind: ["ours"] }, "Rule"), targets: [target] },
        { matches: compilePattern({ kind: ["theirs"] }, "Other"), targets: [] },
      ],
      retries: () => retries,
      setAside,
    });
    return { bus, invoke, setAside, target };
  };
  const ours = { kind: "ours" };

  it("hands an event to the functions it is for, and to nobody else", async () => {
    const { bus, invoke } = setup([]);
    await bus.publish({ kind: "theirs" });
    await bus.publish({ kind: "nobody's" });
    expect(invoke).not.toHaveBeenCalled();
    await bus.publish(ours);
    expect(invoke.mock.calls).toEqual([[ours]]);
  });

  it("tries a function again after one minute and after two more", async () => {
    const { bus, invoke, setAside } = setup([failed, failed, done]);
    await bus.publish(ours);
    expect(invoke).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(invoke).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(119_999);
    expect(invoke).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(invoke).toHaveBeenCalledTimes(3);
    expect(setAside).not.toHaveBeenCalled();
  });

  it("sets aside what a function failed on as often as the template says", async () => {
    const { bus, invoke, setAside, target } = setup([failed, failed, failed]);
    await bus.publish(ours);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(invoke).toHaveBeenCalledTimes(3);
    expect(setAside.mock.calls).toEqual([
      [target, ours, expect.objectContaining({ errorType: "TypeError" })],
    ]);
    const { bus: impatient, setAside: atOnce } = setup([failed], 0);
    await impatient.publish(ours);
    expect(atOnce).toHaveBeenCalledTimes(1);
  });

  it("tries nothing again once it is closed", async () => {
    const { bus, invoke } = setup([failed]);
    await bus.publish(ours);
    await bus.close();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(invoke).toHaveBeenCalledTimes(1);
  });
});
