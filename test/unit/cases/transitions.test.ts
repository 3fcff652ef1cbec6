import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyTransition } from "../../../src/domain/case/apply-transition.ts";
import { isSubmitted, submitDraft } from "../../../src/domain/case/submit.ts";
import { timeline } from "../../../src/domain/case/timeline.ts";
import { caseStates, type TransitionName, transitions } from "../../../src/domain/case/transitions.ts";
import type { SubmissionNumber } from "../../../src/domain/ids.ts";
import { draft, now } from "./fixtures.ts";

const names = Object.keys(transitions) as TransitionName[];
const steps = fc.array(fc.constantFrom(...names), { maxLength: 30 });
const settings = { seed: 20261123, numRuns: 500 };

const walk = (path: readonly TransitionName[]) => {
  let record = draft();
  const taken: TransitionName[] = [];
  path.forEach((name, index) => {
    const moved = applyTransition(record, name, { type: "routed", at: now + index });
    if (!moved.ok) return;
    record = moved.value;
    taken.push(name);
  });
  return { record, taken };
};

describe("transitions", () => {
  it("move exactly from the states of the table, to the state of the table", () => {
    for (const name of names) {
      for (const state of caseStates) {
        const moved = applyTransition(draft({ state }), name, { type: "routed", at: now });
        const allowed = (transitions[name].from as readonly string[]).includes(state);
        expect(moved).toMatchObject(
          allowed
            ? { ok: true, value: { state: transitions[name].to } }
            : { ok: false, failure: { code: "wrong-state", state } },
        );
      }
    }
  });

  it("never lead back to a draft, and submit happens at most once", () => {
    fc.assert(
      fc.property(steps, (path) => {
        const { record, taken } = walk(path);
        expect(record.state === "draft").toBe(taken.length === 0);
        expect(taken.filter((name) => name === "submit").length).toBeLessThanOrEqual(1);
        expect(taken[0] ?? "submit").toBe("submit");
      }),
      settings,
    );
  });

  it("only append to the timeline", () => {
    fc.assert(
      fc.property(steps, (path) => {
        const { record, taken } = walk(path);
        expect(record.events).toHaveLength(1 + taken.length);
        expect(record.events[0]).toEqual({ type: "created", at: now });
        expect(record.updatedAt).toBe(record.events.at(-1)?.at);
      }),
      settings,
    );
  });

  it("end in a closed, rejected, transferred or withdrawn case, which stays so", () => {
    const left = new Set<string>(names.flatMap((name) => [...transitions[name].from]));
    const final = caseStates.filter((state) => !left.has(state));
    expect(final).toEqual(["closed", "rejected", "transferred", "withdrawn"]);
  });
});

describe("submitDraft", () => {
  const number = "123456789202611231018080042" as SubmissionNumber;

  it("gives the case its number and says so in the timeline", () => {
    const submitted = submitDraft(draft(), number, now + 5);
    expect(submitted).toMatchObject({
      ok: true,
      value: {
        state: "submitted",
        submission: { number, at: now + 5 },
        updatedAt: now + 5,
        events: [{ type: "created" }, { type: "submitted", at: now + 5, office: "Kópházi Hivatal", number }],
      },
    });
    expect(submitted.ok && isSubmitted(submitted.value)).toBe(true);
    expect(isSubmitted(draft())).toBe(false);
  });

  it("takes only drafts", () => {
    expect(submitDraft(draft({ state: "registered" }), number, now).ok).toBe(false);
  });
});

const event = (type: "created" | "received" | "registered" | "routed", at: number) => ({ type, at });

describe("timeline", () => {
  it("is in order of time, and keeps the order of one second", () => {
    const events = [event("created", 5), event("received", 9), event("registered", 9), event("routed", 7)];
    expect(timeline({ events }).map(({ type }) => type)).toEqual([
      "created",
      "routed",
      "received",
      "registered",
    ]);
  });
});
