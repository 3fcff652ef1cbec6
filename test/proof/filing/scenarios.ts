import type { Action, Arrivals, Death, Round, Schedule, Trouble } from "./schedule.ts";

const cases = (count: number, changes: Partial<Arrivals> = {}): Arrivals => ({
  book: 0,
  count,
  messages: 1,
  ...changes,
});

const work = (changes: Partial<Extract<Action, { kind: "work" }>> = {}): Action => ({
  kind: "work",
  workers: 1,
  batches: 6,
  forced: false,
  ...changes,
});

const round = (
  arrivals: readonly Arrivals[],
  actions: readonly Action[],
  { trouble = "none", pause = 1 }: { trouble?: Trouble; pause?: number } = {},
): Round => ({ arrivals, actions, trouble, pause });

const file: Round = round([cases(6)], [work()]);
const under = (trouble: Trouble): Schedule => ({
  rounds: [
    round([cases(12)], [work({ workers: 2, forced: true })], { trouble, pause: 200 }),
    round([], [{ kind: "documents", which: 0, count: 3 }, work()], { trouble }),
  ],
});

/** More than the visibility of a message: what was handed out comes again. */
const LATER = 200;
const ELEVEN_MINUTES = 11 * 60;

const killed = (death: Death): Schedule => ({
  rounds: [
    round([cases(6)], [work({ death }), work({ workers: 2, forced: true })], { pause: LATER }),
    round([cases(2)], [work()]),
  ],
});

/** All messages of `count` cases become dead letters; the sweeper sends them again, half is filed; then the redrive. */
export const redriveOf = (count: number): Schedule => ({
  rounds: [
    round([cases(count)], [{ kind: "bury" }], { pause: 400 }),
    round([], [{ kind: "sweep" }]),
    round([], [work({ batches: Math.ceil(count / 20) })]),
    round([], [{ kind: "bury" }]),
    round([], [{ kind: "redrive" }]),
    round([], [work({ workers: 4, batches: Math.ceil(count / 5) })], { pause: LATER }),
  ],
});

/** Each fault that filing has to stand, by itself and small. */
export const scenarios = {
  "the same message ten times, three in one batch, one after eleven minutes": {
    rounds: [
      round([cases(3, { messages: 10 }), cases(4)], [work()], { pause: LATER }),
      round([], [work()], { pause: ELEVEN_MINUTES }),
      round(
        [],
        [
          { kind: "again", which: 0, copies: 1 },
          { kind: "again", which: 1, copies: 3 },
        ],
      ),
      round([], [work()]),
    ],
  },
  "broken JSON, an unknown case and a filed one in a batch": {
    rounds: [
      file,
      round(
        [cases(3)],
        [
          { kind: "rubbish", which: 0 },
          { kind: "again", which: 0, copies: 1 },
        ],
      ),
      round([cases(3)], [work()], { pause: LATER }),
      round([], [work()]),
    ],
  },
  "a commit whose answer is lost": under("lost-answers"),
  "a commit that never arrives": under("lost-requests"),
  "conflicts with other transactions": under("conflicts"),
  "30 % throttled and 5 % errors": under("throttled"),
  "a store that does not answer at all": {
    rounds: [
      round([cases(4)], [work({ batches: 1 })], { trouble: "outage", pause: LATER }),
      round([], [work()]),
    ],
  },
  "a worker killed before reading": killed("before-read"),
  "a worker killed after reading": killed("after-read"),
  "a worker killed before its commit": killed("before-commit"),
  "a worker killed while it commits": killed("while-committing"),
  "a worker killed after its commit": killed("after-commit"),
  "a worker killed before it acknowledges": killed("before-acknowledge"),
  "eight workers on one book": {
    rounds: [round([cases(64)], [work({ workers: 8, forced: true, size: 4 })])],
  },
  "three books of an office share its arrival numbers": {
    rounds: [
      round(
        [cases(12), cases(12, { book: 1 }), cases(12, { book: 2 })],
        [work({ workers: 6, size: 3, forced: true })],
      ),
    ],
  },
  "the first two cases of a new book at once": {
    beforeNewYear: 1,
    rounds: [
      round([cases(2)], [work({ workers: 2, size: 1, forced: true })], { pause: 1 }),
      round([cases(2)], [work({ workers: 2, size: 1, forced: true })]),
    ],
  },
  "visibility that ends during the commit": {
    rounds: [round([cases(8)], [work({ expires: true })], { pause: LATER }), round([cases(2)], [work()])],
  },
  "cases withdrawn between queueing and filing": {
    rounds: [
      round([cases(8)], [{ kind: "withdraw", which: 0 }]),
      round(
        [],
        [
          work({ workers: 2, forced: true, size: 4, withdraws: true }),
          { kind: "withdraw", which: 2 },
          { kind: "withdraw", which: 3 },
          { kind: "withdraw", which: 5 },
          { kind: "withdraw", which: 7 },
        ],
      ),
      round(
        [],
        [
          { kind: "again", which: 0, copies: 1 },
          { kind: "again", which: 2, copies: 1 },
        ],
      ),
      round([], [work()]),
    ],
  },
  "two clerks on one case": {
    rounds: [
      file,
      ...Array.from({ length: 5 }, () => round([cases(2)], [work(), { kind: "clerks", which: 1 }])),
    ],
  },
  "two clerks on one case, and answers get lost": {
    rounds: [
      file,
      ...Array.from({ length: 5 }, () =>
        round([], [{ kind: "clerks", which: 1 }], { trouble: "lost-answers" }),
      ),
    ],
  },
  "later documents of cases among new ones": {
    rounds: [
      round([cases(10)], [work()]),
      ...Array.from({ length: 5 }, () =>
        round(
          [cases(8)],
          [work({ workers: 2, size: 3, forced: true }), { kind: "documents", which: 0, count: 6 }],
        ),
      ),
    ],
  },
  "poison cases, parked and put back": {
    rounds: [
      round([cases(4), cases(2, { poison: true })], [work()], { pause: LATER }),
      round([cases(2)], [work()]),
      round([], [{ kind: "requeue" }, work()], { pause: LATER }),
      round([], [{ kind: "sweep" }]),
      round([], [work()]),
    ],
  },
  "poison cases nobody looks after": {
    rounds: [round([cases(2), cases(1, { poison: true })], [work()], { pause: LATER }), round([], [work()])],
  },
  "a case withdrawn between reading and commit": {
    rounds: [round([cases(4)], [work({ withdraws: true })])],
  },
  "three clerks and the portal file into one book": {
    rounds: [
      round([cases(6, { steps: "both" }), cases(6, { steps: "register" })], [work()]),
      round([cases(12)], [work({ workers: 2, size: 3, forced: true }), { kind: "clerks-file", clerks: 3 }]),
      round(
        [],
        [
          { kind: "again", which: 0, copies: 1 },
          { kind: "again", which: 7, copies: 1 },
        ],
      ),
      round([cases(6, { steps: "both" })], [work()]),
      round([], [{ kind: "clerks-file", clerks: 2 }], { trouble: "lost-answers" }),
    ],
  },
  "messages that never get to the queue": {
    rounds: [round([cases(5, { messages: 0 }), cases(2)], [work()])],
  },
  "many clicks on the button": {
    rounds: [
      round(
        [],
        Array.from({ length: 4 }, (_, book) => ({ kind: "submit", book, clicks: 4 })),
        { trouble: "lost-answers" },
      ),
      round([], [work({ workers: 3 })]),
    ],
  },
} as const satisfies Record<string, Schedule>;
export type ScenarioName = keyof typeof scenarios;
