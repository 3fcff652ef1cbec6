import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idleExpiryAfter, sessionState, startClocks } from "../../../src/domain/session/clocks.ts";
import { limits, NOW } from "./fakes.ts";

const seed = 20_261_123;
const instant = fc.integer({ min: NOW - 20_000, max: NOW + 20_000 });

describe("sessionState", () => {
  const clocks = { idleExpiresAt: NOW + 1_800, absoluteExpiresAt: NOW + 14_400 };

  it.each([
    [NOW, "active"],
    [NOW + 1_799, "active"],
    [NOW + 1_800, "lapsed"],
    [NOW + 14_399, "lapsed"],
    [NOW + 14_400, "ended"],
    [NOW + 99_999, "ended"],
  ])("at %i is %s, exact to the second", (now, state) => {
    expect(sessionState(clocks, now)).toBe(state);
  });

  it("is ended at the absolute end even where the idle clock runs longer", () => {
    expect(sessionState({ idleExpiresAt: NOW + 100, absoluteExpiresAt: NOW }, NOW)).toBe("ended");
  });

  it("is active exactly before the earlier of the two instants", () => {
    fc.assert(
      fc.property(instant, instant, instant, (idleExpiresAt, absoluteExpiresAt, now) => {
        const state = sessionState({ idleExpiresAt, absoluteExpiresAt }, now);
        expect(state === "active").toBe(now < Math.min(idleExpiresAt, absoluteExpiresAt));
        expect(state === "ended").toBe(now >= absoluteExpiresAt);
      }),
      { seed, numRuns: 2_000 },
    );
  });
});

describe("idleExpiryAfter", () => {
  it("counts from the activity", () => {
    expect(idleExpiryAfter(NOW, 30)).toBe(NOW + 1_800);
  });

  it("never goes back when requests overtake one another", () => {
    expect(idleExpiryAfter(NOW - 5, 30, NOW + 1_800)).toBe(NOW + 1_800);
  });
});

describe("startClocks", () => {
  it("gives a client who identified three hours ago one hour", () => {
    expect(startClocks(NOW - 180 * 60, NOW, limits)).toEqual({
      ok: true,
      value: {
        authTime: NOW - 180 * 60,
        idleExpiresAt: NOW + 30 * 60,
        absoluteExpiresAt: NOW + 60 * 60,
      },
    });
  });

  it.each([
    ["the last second of the 240 minutes", NOW - 14_399],
    ["this very second", NOW],
    ["a clock that runs 60 seconds ahead", NOW + 60],
  ])("accepts %s", (_, authTime) => {
    expect(startClocks(authTime, NOW, limits)).toMatchObject({
      ok: true,
      value: { absoluteExpiresAt: authTime + 14_400 },
    });
  });

  it.each([
    ["nothing", undefined, "auth-time-missing"],
    ["not a number", Number.NaN, "auth-time-missing"],
    ["infinity", Number.POSITIVE_INFINITY, "auth-time-missing"],
    ["a fraction", NOW - 0.5, "auth-time-missing"],
    ["zero", 0, "auth-time-missing"],
    ["a negative number", -NOW, "auth-time-missing"],
    ["milliseconds", NOW * 1_000, "auth-time-future"],
    ["61 seconds ahead", NOW + 61, "auth-time-future"],
    ["exactly 240 minutes ago", NOW - 14_400, "auth-time-stale"],
    ["yesterday", NOW - 86_400, "auth-time-stale"],
  ])("refuses %s", (_, authTime, code) => {
    expect(startClocks(authTime, NOW, limits)).toEqual({ ok: false, failure: { code } });
  });

  it("never starts a session that is over, nor one longer than the limit and the skew", () => {
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 300 }),
        (authTime, idleMinutes, absoluteMinutes) => {
          const started = startClocks(authTime, NOW, { idleMinutes, absoluteMinutes });
          expect(started.ok).toBe(authTime <= NOW + 60 && authTime + absoluteMinutes * 60 > NOW);
          if (!started.ok) return;
          expect(sessionState(started.value, NOW)).toBe("active");
          expect(started.value.absoluteExpiresAt).toBeLessThanOrEqual(NOW + absoluteMinutes * 60 + 60);
        },
      ),
      { seed, numRuns: 2_000 },
    );
  });
});
