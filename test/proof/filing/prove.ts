import * as fc from "fast-check";
import type { FaultStore } from "../../support/fault-store.ts";
import { playSchedule } from "./play.ts";
import { type Schedule, schedules } from "./schedule.ts";
import { createSubject, type SubjectFactory } from "./subject.ts";
import { type Invariant, invariants } from "./world.ts";

export interface Proof {
  schedules: number;
  cases: number;
  /** By invariant. */
  violations: Record<Invariant, number>;
  /** The first few, with the schedule that shows them. */
  examples: { schedule: number; invariant: Invariant; detail: string }[];
  /** What happened how often. */
  tally: Record<string, number>;
}

export const emptyProof = (): Proof => ({
  schedules: 0,
  cases: 0,
  violations: Object.fromEntries(invariants.map((name) => [name, 0])) as Record<Invariant, number>,
  examples: [],
  tally: {},
});

const EXAMPLES = 20;

export const addProofs = (total: Proof, more: Proof): Proof => ({
  schedules: total.schedules + more.schedules,
  cases: total.cases + more.cases,
  violations: Object.fromEntries(
    invariants.map((name) => [name, total.violations[name] + more.violations[name]]),
  ) as Record<Invariant, number>,
  examples: [...total.examples, ...more.examples].slice(0, EXAMPLES),
  tally: Object.fromEntries(
    [...new Set([...Object.keys(total.tally), ...Object.keys(more.tally)])].map((what) => [
      what,
      (total.tally[what] ?? 0) + (more.tally[what] ?? 0),
    ]),
  ),
});

export const violationsOf = ({ violations }: Proof): number =>
  Object.values(violations).reduce((sum, count) => sum + count, 0);

/** The `count` schedules of a seed from number `first` on; each is the same whoever plays it. */
const scheduleAt = (seed: number, number: number): Schedule =>
  fc.sample(schedules, { seed: seed + number, numRuns: 1 })[0] as Schedule;

/** More turns than a message has receives. */
const PATIENCE = 8;
/** Whoever looks for a violation need not wait for what never comes. */
const LITTLE_PATIENCE = 2;

let offices = 0;

export interface Plan {
  seed: number;
  /** Numbers of the random schedules to play. */
  numbers: Iterable<number>;
  /** Played before the random ones. */
  fixed?: readonly Schedule[];
  /** To stop at the first violation. */
  untilViolated?: boolean;
}

/** Plays schedules one after the other on one store. */
export const proveFiling = async (
  store: FaultStore,
  { seed, numbers, fixed = [], untilViolated }: Plan,
  subject: SubjectFactory = createSubject,
): Promise<Proof> => {
  let proof = emptyProof();
  const play = async (schedule: Schedule, number: number): Promise<void> => {
    offices += 1;
    const { violations, cases, tally } = await playSchedule(store, subject, {
      schedule,
      name: `office-${offices}`,
      seed: seed + number,
      patience: untilViolated ? LITTLE_PATIENCE : PATIENCE,
    });
    const one = { ...emptyProof(), schedules: 1, cases, tally: Object.fromEntries(tally) };
    for (const { invariant, detail } of violations) {
      one.violations[invariant] += 1;
      one.examples.push({ schedule: number, invariant, detail });
    }
    proof = addProofs(proof, one);
  };
  for (const [index, schedule] of fixed.entries()) {
    await play(schedule, -1 - index);
    if (untilViolated && violationsOf(proof) > 0) return proof;
  }
  for (const number of numbers) {
    await play(scheduleAt(seed, number), number);
    if (untilViolated && violationsOf(proof) > 0) return proof;
  }
  return proof;
};
