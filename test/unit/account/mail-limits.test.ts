import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countMail, MAIL_WINDOW_SECONDS } from "../../../src/domain/account/mail-limits.ts";
import { canonicalEmail } from "../../../src/domain/account/email.ts";

describe("limit of e-mails", () => {
  it("allows no more than so many in any hour, and exactly when it said", () => {
    const steps = fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), steps, (limit, pauses) => {
        let now = 1_000_000;
        let kept: readonly number[] = [];
        const all: number[] = [];
        for (const pause of pauses) {
          now += pause;
          const counted = countMail(kept, limit, now);
          const within = all.filter((at) => at > now - MAIL_WINDOW_SECONDS).length;
          expect("sent" in counted).toBe(within < limit);
          if ("sent" in counted) {
            kept = counted.sent;
            all.push(now);
          } else {
            expect(counted.retryAfter).toBeGreaterThan(0);
            expect("sent" in countMail(kept, limit, now + counted.retryAfter)).toBe(true);
            expect("sent" in countMail(kept, limit, now + counted.retryAfter - 1)).toBe(false);
          }
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
