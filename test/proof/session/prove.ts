import * as fc from "fast-check";
import type { Stores } from "../../unit/session/store-contract.ts";
import { playSchedule } from "./play.ts";
import { type Step, schedules } from "./schedule.ts";

export interface Proof {
  schedules: number;
  steps: number;
  /** Of the shortest schedule found that shows something wrong. */
  violations: string[];
  counterexample?: readonly Step[];
}

/** Plays `runs` random schedules; the same seed gives the same ones. Stops at the first that shows a violation. */
export const proveSessions = async (
  stores: Stores,
  { seed, runs }: { seed: number; runs: number },
): Promise<Proof> => {
  const tried = { schedules: 0, steps: 0 };
  const result = await fc.check(
    fc.asyncProperty(schedules, async (schedule) => {
      tried.schedules += 1;
      tried.steps += schedule.length;
      return (await playSchedule(stores, schedule)).length === 0;
    }),
    { seed, numRuns: runs },
  );
  if (!result.failed) return { ...tried, violations: [] };
  const [counterexample = []] = result.counterexample ?? [];
  const violations = await playSchedule(stores, counterexample);
  return {
    ...tried,
    violations: violations.length > 0 ? violations : [String(result.errorInstance)],
    counterexample,
  };
};
