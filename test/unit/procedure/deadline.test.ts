import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  deadlineFor,
  extendDeadline,
  isOverdue,
  pauseDeadline,
  resumeDeadline,
  supplementDueOn,
} from "../../../src/domain/procedure/deadline.ts";
import type { CaseDeadline } from "../../../src/domain/case/case.ts";
import { type CaseState, caseStates } from "../../../src/domain/case/transitions.ts";
import { addDays, isWorkingDay } from "../../../src/domain/procedure/working-days.ts";
import { arrived, noon, procedure, ZONE } from "./fixtures.ts";

const resume = (deadline: Parameters<typeof resumeDeadline>[0], day: string) =>
  resumeDeadline(deadline, procedure, noon(day), ZONE);

const dueOn = (day: string, form: string) => deadlineFor(arrived(day, form), procedure, ZONE)?.dueOn;

describe("the deadline of a case", () => {
  it("is counted from the day after its arrival", () => {
    expect(deadlineFor(arrived("2026-01-05"), procedure, ZONE)).toEqual({ dueOn: "2026-02-04" });
  });

  it("follows the first rule for its form that held when it arrived", () => {
    expect(dueOn("2026-01-05", "certificate")).toBe("2026-01-13");
    expect(dueOn("2025-12-31", "fee")).toBe("2026-03-02");
    expect(dueOn("2026-01-05", "fee")).toBe("2026-02-04");
  });

  it("ends on a working day, and remembers the day it was counted to", () => {
    expect(deadlineFor(arrived("2025-12-16", "certificate"), procedure, ZONE)).toEqual({
      dueOn: "2025-12-29",
      lastDay: "2025-12-24",
    });
  });

  it("takes the day of the office's clock, not of UTC", () => {
    const late = { ...arrived("2026-01-05", "certificate") };
    const submission = { number: "1" as never, at: Date.parse("2026-01-05T23:30:00Z") / 1000 };
    expect(deadlineFor({ ...late, submission }, procedure, ZONE)?.dueOn).toBe("2026-01-14");
  });

  it("is none where the settlement was published without rules, or nothing has arrived", () => {
    expect(deadlineFor(arrived("2026-01-05"), undefined, ZONE)).toBeUndefined();
    const { catalogue } = arrived("2026-01-05");
    expect(deadlineFor({ catalogue }, procedure, ZONE)).toBeUndefined();
  });
});

const extend = (deadline: CaseDeadline | undefined, on = "2026-01-20", form = "return") =>
  extendDeadline(
    { ...arrived("2026-01-05", form), ...(deadline && { deadline }) },
    procedure,
    noon(on),
    ZONE,
  );

describe("an extension", () => {
  it("adds the rule's days, once", () => {
    const extended = extend({ dueOn: "2026-02-04" });
    expect(extended).toEqual({ dueOn: "2026-03-06", extended: true });
    expect(extend(extended)).toBeUndefined();
  });

  it("counts on from the last day as counted", () => {
    // 30 days from Sunday 1 February; from Monday, when it was due, it would be 4 March.
    expect(extend({ dueOn: "2026-02-02", lastDay: "2026-02-01" })?.dueOn).toBe("2026-03-03");
  });

  it("is possible on the last day, not after it, not while waiting, and not where no rule allows it", () => {
    expect(extend({ dueOn: "2026-01-20" })).toBeDefined();
    expect(extend({ dueOn: "2026-01-19" })).toBeUndefined();
    expect(extend({ dueOn: "2026-02-04", pausedAt: noon("2026-01-15") })).toBeUndefined();
    expect(extend({ dueOn: "2026-01-21" }, "2026-01-20", "certificate")).toBeUndefined();
    expect(extend(undefined)).toBeUndefined();
  });
});

describe("days of waiting for a supplement", () => {
  it("are not counted", () => {
    const paused = pauseDeadline({ dueOn: "2026-02-04" }, noon("2026-01-12"));
    expect(resume(paused, "2026-01-19")).toEqual({ dueOn: "2026-02-11" });
    expect(resume(paused, "2026-01-12")).toEqual({ dueOn: "2026-02-04" });
  });

  it("keep whether it was extended, and the first request's day", () => {
    const paused = pauseDeadline({ dueOn: "2026-02-04", extended: true }, noon("2026-01-12"));
    expect(pauseDeadline(paused, noon("2026-01-15"))).toEqual(paused);
    expect(resume(paused, "2026-01-13")).toEqual({ dueOn: "2026-02-05", extended: true });
  });

  it("leave a deadline that runs as it is", () => {
    expect(resume({ dueOn: "2026-02-04" }, "2026-01-19")).toEqual({ dueOn: "2026-02-04" });
  });

  it("move the end by their number, whatever weekends it falls on, in one wait or in two", () => {
    const span = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), span, span, (offset, first, second) => {
        const start = addDays("2026-01-05", offset);
        const before = deadlineFor(arrived(start), procedure, ZONE) ?? { dueOn: "" };
        const wait = (deadline: typeof before, from: string, days: number) =>
          resume(pauseDeadline(deadline, noon(from)), addDays(from, days));
        const twice = wait(wait(before, start, first), addDays(start, first), second);
        expect(twice).toEqual(wait(before, start, first + second));
        expect(twice.lastDay ?? twice.dueOn).toBe(addDays(start, 30 + first + second));
        expect(isWorkingDay(twice.dueOn, procedure.calendar)).toBe(true);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});

const isLate = (deadline: CaseDeadline | undefined, today: string, state: CaseState = "in-progress") =>
  isOverdue({ state, ...(deadline && { deadline }) }, today);

describe("what is late", () => {
  it("is what is past its last day and does not stand still", () => {
    expect(isLate({ dueOn: "2026-02-04" }, "2026-02-04")).toBe(false);
    expect(isLate({ dueOn: "2026-02-04" }, "2026-02-05")).toBe(true);
    expect(isLate({ dueOn: "2026-02-04", pausedAt: 1 }, "2026-02-05")).toBe(false);
    expect(isLate(undefined, "2026-02-05")).toBe(false);
  });

  it("is nothing the office has decided or sent back", () => {
    const late = caseStates.filter((state) => isLate({ dueOn: "2026-02-04" }, "2026-02-05", state));
    expect(late).toEqual(["registered", "in-progress", "supplement-requested"]);
  });

  it("is a supplement that did not come by the day it was asked for", () => {
    const waiting = pauseDeadline({ dueOn: "2026-02-04" }, noon("2026-01-12"), "2026-01-27");
    expect(isLate(waiting, "2026-01-27", "supplement-requested")).toBe(false);
    expect(isLate(waiting, "2026-01-28", "supplement-requested")).toBe(true);
    expect(resume(waiting, "2026-01-20")).toEqual({ dueOn: "2026-02-12" });
  });
});

describe("the day a supplement is due", () => {
  it("is a working day after the usual days", () => {
    expect(supplementDueOn(procedure, noon("2026-01-05"), ZONE)).toBe("2026-01-20");
    expect(supplementDueOn(procedure, noon("2025-12-18"), ZONE)).toBe("2026-01-05");
    expect(supplementDueOn(undefined, noon("2026-01-05"), ZONE)).toBeUndefined();
  });
});
