import { array, assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { countMail, MAIL_WINDOW_SECONDS } from "../../../src/domain/account/mail-limits.ts";
import { canonicalEmail } from "../../../src/domain/account/email.ts";

/** One request per pause, in seconds; what became of each, beside what was really sent within the hour before. */
const run = (limit: number, pauses: readonly number[]) => {
  let now = 1_000_000;
  let kept: readonly number[] = [];
  const all: number[] = [];
  return pauses.map((pause) => {
    now += pause;
    const within = all.filter((at) => at > now - MAIL_WINDOW_SECONDS).length;
    const counted = countMail(kept, limit, now);
    if ("sent" in counted) {
      kept = counted.sent;
      all.push(now);
      return { within, allowed: true, promised: true };
    }
    const allowedAt = (seconds: number) => "sent" in countMail(kept, limit, now + seconds);
    const { retryAfter } = counted;
    return { within, allowed: false, promised: allowedAt(retryAfter) && !allowedAt(retryAfter - 1) };
  });
};

describe("limit of e-mails", () => {
  it("allows no more than so many in any hour, and again exactly when it said", () => {
    const pauses = array(integer({ min: 0, max: 2_000 }), { maxLength: 40 });
    assert(
      property(integer({ min: 1, max: 5 }), pauses, (limit, steps) => {
        for (const { within, allowed, promised } of run(limit, steps)) {
          expect(allowed).toBe(within < limit);
          expect(promised).toBe(true);
        }
      }),
      { seed: 20_261_123 },
    );
  });

  it("keeps only what still counts", () => {
    expect(countMail([10, 20, 3_000], 5, 3_620)).toEqual({ sent: [3_000, 3_620] });
  });
});

describe("address as it is kept", () => {
  it.each([
    [" Valaki@Example.ORG ", "Valaki@example.org"],
    ["iroda@KŐSZEG.hu", "iroda@kőszeg.hu"],
  ])("%s → %s", (typed, kept) => {
    expect(canonicalEmail(typed)).toBe(kept);
  });

  it.each(["", "x", "a@b", "a@b.hu\r\nBcc: c@d.hu", "a b@c.hu", "a@c.hu,b@c.hu", `${"a".repeat(250)}@c.hu`])(
    "is none: %j",
    (typed) => {
      expect(canonicalEmail(typed)).toBeUndefined();
    },
  );
});
