import { array, assert, double, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { type Handover, newHandover } from "../../../src/domain/delivery/handover.ts";
import {
  afterDelivery,
  afterPause,
  DELIVERY_PERIOD,
  type DeliveryResult,
  healthAfter,
  isDue,
  redriven,
  retryDelay,
} from "../../../src/domain/delivery/retry.ts";
import type { FormId, OfficeId } from "../../../src/domain/ids.ts";
import { aCaseId, NOW } from "../filing/fixtures.ts";

const seeded = { seed: 20261123, numRuns: 300 };
const down: DeliveryResult = { kind: "failed", reason: "status-503", ofSystem: true };
const random = double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const waiting = (changes: Partial<Handover> = {}): Handover => ({
  ...newHandover({
    caseId: aCaseId(),
    form: "idegenforgalmi-ado-bevallas" as FormId,
    destination: { office: "nagycenk" as OfficeId, system: "ado" },
    reason: "filed",
    revision: 5,
    at: NOW,
    isDelivered: true,
  }),
  ...changes,
});

/** Tries again and again, each time when it is due, until nothing more is tried. */
const tryUntilTheEnd = (randoms: readonly number[]): { instants: number[]; last: Handover } => {
  const instants: number[] = [];
  let handover = waiting();
  let now = NOW;
  while (handover.nextTryAt !== undefined) {
    instants.push(now);
    const luck = randoms[instants.length % randoms.length] ?? 0;
    handover = afterDelivery(handover, down, { now, random: luck });
    now = handover.nextTryAt ?? now;
  }
  return { instants, last: handover };
};

const nextTryAfter = (retryAfter: number) =>
  afterDelivery(waiting(), { ...down, retryAfter }, { now: NOW, random: 0 }).nextTryAt;

describe("delivery", () => {
  it("waits longer and longer, between half and whole of a bound that ends at four hours", () => {
    const bounds = [60, 120, 240, 480, 960, 1920, 3840, 7680, 14_400, 14_400];
    assert(
      property(random, (luck) => {
        for (const [index, bound] of bounds.entries()) {
          const delay = retryDelay(index + 1, luck);
          expect(delay).toBeGreaterThanOrEqual(bound / 2);
          expect(delay).toBeLessThanOrEqual(bound);
        }
      }),
      seeded,
    );
  });

  it("is tried for exactly 72 hours and then set aside, whatever the luck", () => {
    assert(
      property(array(random, { minLength: 1, maxLength: 5 }), (randoms) => {
        const { instants, last } = tryUntilTheEnd(randoms);
        expect(last).toMatchObject({ state: "set-aside", lastFailure: "status-503" });
        expect(instants.at(-1)).toBe(NOW + DELIVERY_PERIOD);
        expect(instants.length).toBeLessThan(60);
      }),
      seeded,
    );
  });

  it("is over once it is taken", () => {
    const done = afterDelivery(waiting(), { kind: "delivered" }, { now: NOW, random: 0 });
    expect(done.state).toBe("done");
    expect(done.nextTryAt).toBeUndefined();
    expect(isDue(done, NOW + 1_000)).toBe(false);
  });

  it("ends at once when the system says it is gone", () => {
    const gone = afterDelivery(waiting(), { kind: "gone", reason: "status-410" }, { now: NOW, random: 0 });
    expect(gone).toMatchObject({ state: "set-aside", lastFailure: "status-410" });
  });

  it("waits as long as the system asks for, but no longer than four hours", () => {
    expect(nextTryAfter(600)).toBe(NOW + 600);
    expect(nextTryAfter(1)).toBe(NOW + 30);
    expect(nextTryAfter(999_999)).toBe(NOW + 14_400);
  });

  it("is due for its first message at once, and after a failure only when its time has come", () => {
    expect(isDue(waiting(), NOW)).toBe(true);
    const failed = afterDelivery(waiting(), down, { now: NOW, random: 0 });
    expect(isDue(failed, NOW + 29)).toBe(false);
    expect(isDue(failed, NOW + 30)).toBe(true);
    expect(isDue(waiting({ state: "set-aside" }), NOW)).toBe(false);
  });

  it("begins anew when it is sent again", () => {
    const again = redriven(waiting({ state: "set-aside", attempts: 30 }), NOW + 500_000);
    expect(again).toMatchObject({ state: "waiting", attempts: 0, since: NOW + 500_000 });
    expect(isDue(again, NOW + 500_000)).toBe(true);
  });
});

const at = { now: NOW, random: 0 };

describe("a system that does not answer", () => {
  it("is paused longer with every failure, and is well again after one success", () => {
    const first = healthAfter(undefined, down, at);
    const second = healthAfter(first, down, at);
    expect([first?.pausedUntil, second?.pausedUntil]).toEqual([NOW + 30, NOW + 60]);
    expect(healthAfter(second, { kind: "delivered" }, at)).toBeUndefined();
  });

  it("is not paused for a case it alone refuses", () => {
    expect(healthAfter(undefined, { ...down, ofSystem: false }, at)).toBeUndefined();
  });

  it("lets its cases wait without counting a try, until their three days are over", () => {
    const paused = afterPause(waiting(), { failures: 3, pausedUntil: NOW + 240 }, at);
    expect(paused).toMatchObject({ attempts: 0, state: "waiting", nextTryAt: NOW + 240 });
    const late = { now: NOW + DELIVERY_PERIOD, random: 0 };
    expect(afterPause(waiting(), { failures: 3, pausedUntil: late.now + 240 }, late).state).toBe("set-aside");
  });
});
