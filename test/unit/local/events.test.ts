import { describe, expect, it } from "vitest";
import { failedMessages } from "../../../local/events/queue-poller.ts";
import { parseSchedule } from "../../../local/events/schedule-expression.ts";
import { StartFailure } from "../../../local/failure.ts";
import { FaultPlan, type Call } from "../../../local/gateway/faults.ts";

describe("partial batch response", () => {
  const records = [{ messageId: "a" }, { messageId: "b" }];
  const failed = (result: unknown) => [...failedMessages(JSON.stringify(result), records)];

  it.each([
    ["nothing at all", null, []],
    ["no report", {}, []],
    ["an empty report", { batchItemFailures: [] }, []],
    ["one failure", { batchItemFailures: [{ itemIdentifier: "b" }] }, ["b"]],
    ["a message that was not in the batch", { batchItemFailures: [{ itemIdentifier: "z" }] }, ["a", "b"]],
    ["an empty identifier", { batchItemFailures: [{ itemIdentifier: "" }] }, ["a", "b"]],
    ["no identifier", { batchItemFailures: [{}] }, ["a", "b"]],
    ["something that is no list", { batchItemFailures: "b" }, ["a", "b"]],
  ])("with %s", (_what, result, expected) => {
    expect(failed(result)).toEqual(expected);
  });
});

describe("schedule expressions", () => {
  it.each([
    ["rate(1 minute)", 60_000],
    ["rate(5 minutes)", 300_000],
    ["rate(2 hours)", 7_200_000],
    ["rate(1 day)", 86_400_000],
  ])("%s", (expression, milliseconds) => {
    expect(parseSchedule(expression)).toEqual({ kind: "rate", milliseconds });
  });

  it.each([
    ["cron(* * * * ? *)", "2026-05-04T10:07:00Z", true],
    ["cron(0/15 * * * ? *)", "2026-05-04T10:45:00Z", true],
    ["cron(0/15 * * * ? *)", "2026-05-04T10:46:00Z", false],
    ["cron(30 2 * * ? *)", "2026-05-04T02:30:00Z", true],
    ["cron(30 2 * * ? *)", "2026-05-04T03:30:00Z", false],
    // 4 May 2026 is a Monday, day 2 of EventBridge's week.
    ["cron(0 8-17 ? * 2-6 *)", "2026-05-04T17:00:00Z", true],
    ["cron(0 8-17 ? * 2-6 *)", "2026-05-03T17:00:00Z", false],
    ["cron(0 0 1,15 * ? *)", "2026-05-15T00:00:00Z", true],
  ])("%s at %s: %s", (expression, at, expected) => {
    const schedule = parseSchedule(expression);
    expect(schedule.kind === "cron" && schedule.matches(new Date(at))).toBe(expected);
  });

  it.each(["at(2026-05-04T10:00:00)", "cron(0 0 L * ? *)", "cron(* * *)", "rate(5 fortnights)"])(
    "stops on %s",
    (expression) => {
      expect(() => parseSchedule(expression)).toThrow(StartFailure);
    },
  );
});

const call: Call = { caller: "f", service: "dynamodb", operation: "PutItem", resources: [], input: {} };
const refuse = { kind: "refuse", code: "X" } as const;

const decideOften = (seed: number) => {
  const plan = new FaultPlan([{ when: () => true, fault: refuse, chance: 0.3 }], seed);
  return Array.from({ length: 1000 }, () => plan.decide(call).fault !== undefined);
};

describe("fault plan", () => {
  it("fires after `skip` matching calls and `times` times", () => {
    const plan = new FaultPlan([{ when: () => true, fault: refuse, skip: 1, times: 2 }]);
    const fired = Array.from({ length: 5 }, () => plan.decide(call).fault !== undefined);
    expect(fired).toEqual([false, true, true, false, false]);
  });

  it("adds up delays and then takes the first other fault", () => {
    const delay = { when: () => true, fault: { kind: "delay", milliseconds: 20 } } as const;
    const plan = new FaultPlan([delay, delay, { when: () => true, fault: refuse }]);
    expect(plan.decide(call)).toEqual({ delay: 40, fault: refuse });
  });

  it("leaves other calls alone", () => {
    const plan = new FaultPlan([{ when: ({ operation }) => operation === "GetItem", fault: refuse }]);
    expect(plan.decide(call)).toEqual({ delay: 0, fault: undefined });
  });

  it("fails about the share it is told, the same calls for the same seed", () => {
    expect(decideOften(7)).toEqual(decideOften(7));
    expect(decideOften(7)).not.toEqual(decideOften(8));
    const share = decideOften(7).filter(Boolean).length / 1000;
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.35);
  });
});
