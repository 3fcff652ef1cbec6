import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addWorkingDays,
  instantOf,
  isWorkingDay,
  orNextWorkingDay,
} from "../../../src/domain/procedure/working-days.ts";
import { toLocalDateTime } from "../../../src/domain/time.ts";
import { procedure, ZONE } from "./fixtures.ts";

const { calendar } = procedure;
const day = fc.integer({ min: 0, max: 800 }).map((days) => addDays("2025-01-01", days));

describe("working days", () => {
  it.each([
    ["2026-01-05", true, "a Monday"],
    ["2026-01-03", false, "a Saturday"],
    ["2026-01-04", false, "a Sunday"],
    ["2026-01-02", false, "a Friday that was moved"],
    ["2026-01-10", true, "the Saturday it was moved to"],
    ["2025-12-25", false, "a holiday"],
  ])("%s: %s (%s)", (given, expected) => expect(isWorkingDay(given, calendar)).toBe(expected));

  it("are counted from the day after", () => {
    expect(addWorkingDays("2025-12-23", 1, calendar)).toBe("2025-12-29");
    expect(addWorkingDays("2025-12-31", 1, calendar)).toBe("2026-01-05");
    expect(addWorkingDays("2026-01-05", 5, calendar)).toBe("2026-01-10");
    expect(addWorkingDays("2026-01-03", 0, calendar)).toBe("2026-01-03");
  });

  it("are exactly as many as were asked for, the last one included", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), (from, count) => {
        const to = addWorkingDays(from, count, calendar);
        let found = 0;
        for (let each = addDays(from, 1); each <= to; each = addDays(each, 1))
          if (isWorkingDay(each, calendar)) found += 1;
        expect([found, isWorkingDay(to, calendar)]).toEqual([count, true]);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it("are not passed over", () => {
    fc.assert(
      fc.property(day, (from) => {
        const to = orNextWorkingDay(from, calendar);
        expect(isWorkingDay(to, calendar)).toBe(true);
        for (let each = from; each < to; each = addDays(each, 1))
          expect(isWorkingDay(each, calendar)).toBe(false);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});

describe("the hour of a day on the office's clock", () => {
  it("is found in summer and winter, and on the days the clocks change", () => {
    fc.assert(
      fc.property(
        fc.oneof(day, fc.constantFrom("2026-03-29", "2026-10-25", "2026-03-08", "2026-04-05", "2026-09-27")),
        fc.constantFrom(0, 8),
        fc.constantFrom(ZONE, "UTC", "America/New_York", "Pacific/Auckland"),
        (given, hour, zone) => {
          const { year, month, day: date, ...clock } = toLocalDateTime(instantOf(given, hour, zone), zone);
          expect(clock).toEqual({ hour, minute: 0, second: 0 });
          expect(Date.UTC(year, month - 1, date)).toBe(Date.parse(given));
        },
      ),
      { seed: 5, numRuns: 500 },
    );
  });
});
