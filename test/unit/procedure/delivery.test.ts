import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Delivery } from "../../../src/domain/case/case-document.ts";
import {
  nextDeliveryStep,
  sendDocument,
  stopDelivery,
  takeOverDocument,
} from "../../../src/domain/procedure/delivery.ts";
import { addWorkingDays, instantOf } from "../../../src/domain/procedure/working-days.ts";
import { toLocalDate } from "../../../src/domain/time.ts";
import { noon, procedure, ZONE } from "./fixtures.ts";

const sent = sendDocument(noon("2026-01-05"), procedure, ZONE);
const step = (delivery: Delivery, now: number) => nextDeliveryStep(delivery, procedure, now, ZONE);
const at = (day: string, hour: number) => instantOf(day, hour, ZONE);

/** What the portal does, when it looks at these instants. */
const lookingAt = (delivery: Delivery, instants: readonly number[]): Delivery =>
  instants.reduce((now, instant) => step(now, instant)?.delivery ?? now, delivery);

describe("a document nobody takes over", () => {
  it("is told of again in the morning of the third working day", () => {
    expect(sent).toEqual({
      state: "sent",
      sentAt: noon("2026-01-05"),
      nextStepAt: at("2026-01-08", 8),
    });
    expect(step(sent, at("2026-01-08", 8) - 1)).toBeUndefined();
    expect(step(sent, at("2026-01-08", 8))?.step).toBe("second-notice");
  });

  it("counts as delivered at the beginning of the fifth working day after that", () => {
    const noticed = lookingAt(sent, [at("2026-01-08", 9)]);
    expect(noticed).toEqual({
      state: "sent",
      sentAt: noon("2026-01-05"),
      secondNoticeAt: at("2026-01-08", 9),
      // The Saturday in between is worked on.
      nextStepAt: at("2026-01-14", 0),
    });
    expect(step(noticed, at("2026-01-14", 0) - 1)).toBeUndefined();
    // However late the portal gets to it.
    expect(step(noticed, at("2026-02-20", 3))).toEqual({
      step: "deemed-delivered",
      delivery: {
        state: "deemed",
        sentAt: noon("2026-01-05"),
        secondNoticeAt: at("2026-01-08", 9),
        deliveredAt: at("2026-01-14", 0),
      },
    });
  });

  it("is never delivered by rule before five working days have passed since it was told of again", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 * 86_400 }), { maxLength: 8 }),
        fc.integer({ min: 0, max: 20 * 86_400 }),
        (offsets, from) => {
          const sentAt = noon("2025-12-15") + from;
          const looks = offsets.map((offset) => sentAt + offset).toSorted((a, b) => a - b);
          const { state, secondNoticeAt, deliveredAt } = lookingAt(
            sendDocument(sentAt, procedure, ZONE),
            looks,
          );
          if (state !== "deemed") return;
          const noticed = toLocalDate(secondNoticeAt ?? 0, ZONE);
          const earliest = addWorkingDays(toLocalDate(sentAt, ZONE), 3, procedure.calendar);
          expect(noticed >= earliest).toBe(true);
          expect(toLocalDate(deliveredAt ?? 0, ZONE)).toBe(addWorkingDays(noticed, 5, procedure.calendar));
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });

  it("waits for ever where the settlement was published without rules", () => {
    const waiting = sendDocument(noon("2026-01-05"), undefined, ZONE);
    expect(waiting).toEqual({ state: "sent", sentAt: noon("2026-01-05") });
    expect(step(waiting, noon("2030-01-05"))).toBeUndefined();
  });
});

describe("a document the client takes over", () => {
  it("is delivered then, and nothing more happens", () => {
    const taken = takeOverDocument(sent, noon("2026-01-07"));
    expect(taken).toEqual({
      state: "taken-over",
      sentAt: noon("2026-01-05"),
      deliveredAt: noon("2026-01-07"),
    });
    expect(step(taken, noon("2026-03-01"))).toBeUndefined();
    expect(takeOverDocument(taken, noon("2026-01-09"))).toEqual(taken);
  });

  it("stays delivered by rule where it was", () => {
    const deemed = lookingAt(sent, [at("2026-01-08", 9), at("2026-01-14", 0)]);
    expect(takeOverDocument(deemed, noon("2026-01-20"))).toEqual(deemed);
  });
});

it("a document declared invalid is not delivered any more", () => {
  expect(step(stopDelivery(sent), noon("2026-03-01"))).toBeUndefined();
});
