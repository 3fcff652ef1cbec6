import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextSerial, serialFrom, submissionNumber } from "../../../src/domain/case/submission-number.ts";

const budapest = { krid: "504383394", timeZone: "Europe/Budapest", serial: 5390 };
const at = (iso: string) => Date.parse(iso) / 1000;

const local = (iso: string) => submissionNumber({ ...budapest, at: at(iso) }).slice(9, 23);

describe("submissionNumber", () => {
  it("is the published sample", () => {
    const number = submissionNumber({ ...budapest, at: at("2014-07-23T13:47:28Z") });
    expect(number).toBe("504383394201407231547285390");
  });

  it("follows the office's wall clock over midnight, new year and the change of clocks", () => {
    expect(local("2026-12-31T23:00:00Z")).toBe("20270101000000");
    expect(local("2026-12-31T22:59:59Z")).toBe("20261231235959");
    expect(local("2026-03-29T00:59:59Z")).toBe("20260329015959");
    expect(local("2026-03-29T01:00:00Z")).toBe("20260329030000");
    expect(local("2026-10-25T00:30:00Z")).toBe("20261025023000");
    expect(local("2026-10-25T01:30:00Z")).toBe("20261025023000");
  });

  it("always has 27 digits", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_102_444_800 }),
        fc.uint8Array({ minLength: 2 }),
        (time, random) => {
          const number = submissionNumber({ ...budapest, at: time, serial: serialFrom(random) });
          expect(number).toMatch(/^504383394\d{18}$/);
        },
      ),
      { seed: 20261123 },
    );
  });

  it("refuses an office without a proper KRID", () => {
    for (const krid of ["", "12345678", "1234567890", "12345678x"])
      expect(() => submissionNumber({ ...budapest, krid, at: 0 })).toThrow(/KRID/);
  });
});

describe("serials", () => {
  it("go round through all of them", () => {
    expect(nextSerial(41)).toBe(42);
    expect(nextSerial(9999)).toBe(0);
    expect(serialFrom(new Uint8Array([0xff, 0xff]))).toBe(5535);
  });
});
