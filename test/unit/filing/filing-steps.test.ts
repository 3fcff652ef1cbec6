import { describe, expect, it } from "vitest";
import { caseStates } from "../../../src/domain/case/transitions.ts";
import { filingTask, isFiledByPortal } from "../../../src/domain/registry/filing-steps.ts";
import type { FilingSteps } from "../../../src/domain/settlement/settlement.ts";
import { NOW } from "./fixtures.ts";

const steps = (receive: FilingSteps["receive"], register: FilingSteps["register"]): FilingSteps => ({
  receive,
  register,
});
const both = { receive: true, register: true };
const onlyReceive = { receive: true, register: false };
const onlyRegister = { receive: false, register: true };

describe("what the portal does by itself", () => {
  it.each([
    ["submitted", steps("automatic", "automatic"), both],
    ["submitted", steps("automatic", "clerk"), onlyReceive],
    ["submitted", steps("clerk", "automatic"), undefined],
    ["submitted", steps("clerk", "clerk"), undefined],
    ["received", steps("automatic", "automatic"), onlyRegister],
    ["received", steps("automatic", "clerk"), undefined],
    ["received", steps("clerk", "automatic"), onlyRegister],
    ["submitted", undefined, both],
  ] as const)("%s, %o: %o", (state, filing, task) => {
    expect(filingTask({ state }, filing)).toEqual(task);
    expect(isFiledByPortal({ state }, filing)).toBe(task !== undefined);
  });

  it("is nothing in any other state", () => {
    const others = caseStates.filter((state) => state !== "submitted" && state !== "received");
    for (const state of others) expect(filingTask({ state })).toBeUndefined();
  });

  it("is to receive what has an arrival number already, though a clerk receives", () => {
    const arrival = { number: "E-KOPH/1/2026", at: NOW };
    expect(filingTask({ state: "submitted", arrival }, steps("clerk", "clerk"))).toEqual(onlyReceive);
  });
});

describe("what a clerk does", () => {
  it.each([
    ["receive", "submitted", steps("clerk", "clerk"), onlyReceive],
    ["receive", "submitted", steps("clerk", "automatic"), both],
    ["receive", "received", steps("clerk", "clerk"), undefined],
    ["register", "submitted", steps("clerk", "clerk"), undefined],
    ["register", "received", steps("clerk", "clerk"), onlyRegister],
    ["register", "needs-review", steps("clerk", "clerk"), undefined],
  ] as const)("%s what is %s, %o: %o", (step, state, filing, task) => {
    expect(filingTask({ state }, filing, step)).toEqual(task);
  });
});
