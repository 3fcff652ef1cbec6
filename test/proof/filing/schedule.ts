import * as fc from "fast-check";

/** What goes wrong between the portal and DynamoDB while a round lasts. */
export const troubles = [
  "none",
  /** Every second commit is carried out, and its answer lost. */
  "lost-answers",
  /** Every second commit never arrives. */
  "lost-requests",
  /** Other transactions hold the items. */
  "conflicts",
  "slow",
  /** 30 % throttled, 5 % answered with 500. */
  "throttled",
  /** Nothing is answered at all. */
  "outage",
] as const;
export type Trouble = (typeof troubles)[number];

/** Where a worker ends. */
export const deaths = [
  "before-read",
  "after-read",
  "before-commit",
  "while-committing",
  "after-commit",
  "before-acknowledge",
] as const;
export type Death = (typeof deaths)[number];

/** Things that happen at once in a round. `which` picks a case, wherever it stands. */
export type Action =
  | {
      kind: "work";
      workers: number;
      batches: number;
      /** Several workers on one book, which the queue would not do. */
      forced: boolean;
      /** Messages of a batch at most; 10 when absent. */
      size?: number;
      death?: Death;
      /** While the first worker commits, its messages are handed out again and filed by another. */
      expires?: boolean;
      /** Between its reading and its commit the client withdraws a case of the batch. */
      withdraws?: boolean;
    }
  /** Submitted by the portal's own code; `clicks` times at once, and once more later. */
  | { kind: "submit"; book: number; clicks: number }
  | { kind: "withdraw"; which: number }
  /** Two clerks act on what both see. */
  | { kind: "clerks"; which: number }
  /** The next later document of some cases: supplement request, supplement, decision. */
  | { kind: "documents"; which: number; count: number }
  /** The message of a case again. */
  | { kind: "again"; which: number; copies: number }
  | { kind: "rubbish"; which: number }
  | { kind: "sweep" }
  | { kind: "bury" }
  | { kind: "redrive" }
  /** Parked cases go back to filing, after what was wrong was repaired. */
  | { kind: "requeue" }
  /** Clerks receive, then register what waits for them, each taking the same cases. */
  | { kind: "clerks-file"; clerks: number };

/** `register`: the portal receives, a clerk registers. `both`: a clerk does both. */
export type Steps = "portal" | "register" | "both";

/** Cases that are there when the round begins. */
export interface Arrivals {
  book: number;
  count: number;
  /** Messages of each; none: it never got to the queue. */
  messages: number;
  /** Of a book the office does not have. */
  poison?: boolean;
  /** Who receives and registers them, as their settlement wants it; the portal when absent. */
  steps?: Steps;
}

export interface Round {
  arrivals: readonly Arrivals[];
  trouble: Trouble;
  actions: readonly Action[];
  /** Seconds that pass after it. */
  pause: number;
}

export interface Schedule {
  /** Seconds before the turn of the year at which it begins; absent: on an ordinary day. */
  beforeNewYear?: number;
  rounds: readonly Round[];
}

const which = fc.nat(999);
const book = fc.nat(2);

const work: fc.Arbitrary<Action> = fc.record(
  {
    kind: fc.constant("work" as const),
    workers: fc.constantFrom(1, 1, 2, 8),
    batches: fc.integer({ min: 1, max: 6 }),
    forced: fc.boolean(),
    size: fc.constantFrom(1, 5, 10, 10),
    death: fc.constantFrom(...deaths),
    expires: fc.boolean(),
    withdraws: fc.boolean(),
  },
  { requiredKeys: ["kind", "workers", "batches", "forced"] },
);

const other: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant("submit" as const), book, clicks: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant("withdraw" as const), which }),
  fc.record({ kind: fc.constant("clerks" as const), which }),
  fc.record({ kind: fc.constant("documents" as const), which, count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant("again" as const), which, copies: fc.constantFrom(1, 3, 9) }),
  fc.record({ kind: fc.constant("rubbish" as const), which }),
  fc.constantFrom<Action>({ kind: "sweep" }, { kind: "bury" }, { kind: "redrive" }, { kind: "requeue" }),
  fc.record({ kind: fc.constant("clerks-file" as const), clerks: fc.constantFrom(1, 2, 3) }),
);

const steps = fc.constantFrom<Steps>("portal", "portal", "portal", "portal", "register", "both");

const arrivals: fc.Arbitrary<Arrivals> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      book,
      count: fc.integer({ min: 7, max: 20 }),
      messages: fc.constantFrom(1, 1, 1, 0, 2),
      steps,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      book,
      count: fc.integer({ min: 1, max: 4 }),
      messages: fc.constant(10),
      steps,
    }),
  },
);

const poison: fc.Arbitrary<Arrivals> = fc.record({
  book,
  count: fc.constantFrom(1, 1, 2),
  messages: fc.constantFrom(1, 2),
  poison: fc.constant(true),
});

/** Most rounds are calm: retries of the SDK take real time, and trouble in every round shows nothing new. */
const trouble = fc.oneof(
  { weight: 10, arbitrary: fc.constant<Trouble>("none") },
  { weight: 3, arbitrary: fc.constantFrom<Trouble>("lost-answers", "conflicts", "slow") },
  { weight: 1, arbitrary: fc.constantFrom<Trouble>("lost-requests", "throttled") },
);

const round: fc.Arbitrary<Round> = fc.record({
  arrivals: fc
    .tuple(
      fc.array(arrivals, { minLength: 1, maxLength: 2 }),
      fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: poison }),
    )
    .map(([some, bad]) => (bad ? [...some, bad] : some)),
  trouble,
  actions: fc
    .tuple(work, fc.array(other, { maxLength: 4 }), fc.option(work, { nil: undefined, freq: 1 }))
    .map(([first, others, second]) => [first, ...others, ...(second ? [second] : [])]),
  pause: fc.constantFrom(0, 1, 30, 200, 11 * 60),
});

export const schedules: fc.Arbitrary<Schedule> = fc.record(
  {
    beforeNewYear: fc.constantFrom(0, 1, 60, 400),
    rounds: fc.array(round, { minLength: 2, maxLength: 4 }),
  },
  { requiredKeys: ["rounds"] },
);
