import * as fc from "fast-check";

/** How long nothing happens before a step: a number of seconds, or until around a deadline of the tab's session. */
export type Wait = { seconds: number } | { until: "idle-end" | "absolute-end"; plus: number };

/** What a tab does with the cookie it has. */
export type Act = "request" | "poll" | "resume" | "logout" | "switch";

/**
 * `browser`: 0 or 1, two browsers of one person. `tab`: 0 has the browser's newest cookie, 1 the one before,
 * and so on: a tab that slept through a resume or a new login.
 */
export type Step = { wait: Wait; browser: 0 | 1; tab: number } & (
  | { does: Act }
  /** Several tabs in the same second. */
  | { does: "together"; acts: readonly Exclude<Act, "switch">[] }
  /** `age`: seconds since the person identified at the broker; -1: on the broker's session the browser had before. */
  | { does: "log-in"; age: number }
  /**
   * The broker ends its session that the browser's session rests on; or says only who it was. Then somebody
   * replays the message, or a login that was under way arrives.
   */
  | { does: "broker-logout"; names: "session" | "person"; next: "nothing" | "replay" | "log-in" }
  | { does: "end-everywhere" }
);

const wait: fc.Arbitrary<Wait> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ seconds: fc.integer({ min: 0, max: 1_500 }) }) },
  { weight: 1, arbitrary: fc.record({ seconds: fc.integer({ min: 1_500, max: 15_000 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      until: fc.constantFrom("idle-end" as const, "idle-end" as const, "absolute-end" as const),
      plus: fc.constantFrom(-1, 0, 1),
    }),
  },
);

const together = fc.record({
  does: fc.constant("together" as const),
  acts: fc.array(
    fc.constantFrom(
      "request" as const,
      "request" as const,
      "poll" as const,
      "resume" as const,
      "logout" as const,
    ),
    {
      minLength: 2,
      maxLength: 5,
    },
  ),
});

const action = fc.oneof(
  { weight: 10, arbitrary: fc.record({ does: fc.constant("request" as const) }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant("poll" as const) }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant("resume" as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("switch" as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("logout" as const) }) },
  { weight: 3, arbitrary: together },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant("log-in" as const),
      age: fc.oneof(
        fc.constant(-1),
        fc.integer({ min: 0, max: 14_399 }),
        fc.constantFrom(-1, 14_399, 14_400),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("broker-logout" as const),
      names: fc.constantFrom("session" as const, "person" as const),
      next: fc.constantFrom("nothing" as const, "replay" as const, "log-in" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("end-everywhere" as const) }) },
);

const step: fc.Arbitrary<Step> = fc
  .tuple(wait, fc.constantFrom(0 as const, 0 as const, 1 as const), fc.constantFrom(0, 0, 0, 1, 2), action)
  .map(([wait, browser, tab, action]) => ({ wait, browser, tab, ...action }));

/** Both browsers are logged in at the beginning; the first step then does what it says. */
export const schedules: fc.Arbitrary<Step[]> = fc.array(step, {
  minLength: 1,
  maxLength: 25,
  size: "max",
});
