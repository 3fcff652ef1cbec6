import type { Delivery } from "../case/case-document.ts";
import { type EpochSeconds, toLocalDate } from "../time.ts";
import type { Procedure } from "./procedure.ts";
import { addWorkingDays, instantOf } from "./working-days.ts";

/** The client is told again when people read their mail, not at midnight. */
const NOTICE_HOUR = 8;

/**
 * A document of the office on its way to the client. `procedure` is the settlement's; without it (publications of before)
 * nothing happens by itself: the document waits until it is taken over.
 */
export const sendDocument = (
  at: EpochSeconds,
  procedure: Procedure | undefined,
  timeZone: string,
): Delivery => {
  const sent: Delivery = { state: "sent", sentAt: at };
  if (!procedure) return sent;
  const { calendar, delivery } = procedure;
  const day = addWorkingDays(toLocalDate(at, timeZone), delivery.secondNoticeAfter, calendar);
  return { ...sent, nextStepAt: instantOf(day, NOTICE_HOUR, timeZone) };
};

const withoutNextStep = (delivery: Delivery): Delivery => {
  const { nextStepAt: _, ...rest } = delivery;
  return rest;
};

/** The client has it. What was delivered before stays as it was. */
export const takeOverDocument = (delivery: Delivery, at: EpochSeconds): Delivery =>
  delivery.state === "sent"
    ? { ...withoutNextStep(delivery), state: "taken-over", deliveredAt: at }
    : delivery;

/** Nothing more happens to it by itself, e.g. because the document was declared invalid. */
export const stopDelivery = withoutNextStep;

export interface DeliveryStep {
  step: "second-notice" | "deemed-delivered";
  delivery: Delivery;
}

/**
 * What is due with a document nobody took over: the second notice, and, counted from when that really went out, delivery
 * by rule. It counts as delivered at the beginning of that working day, however late the portal gets to it.
 * Undefined: nothing is due yet, or ever.
 */
export const nextDeliveryStep = (
  delivery: Delivery,
  procedure: Procedure | undefined,
  now: EpochSeconds,
  timeZone: string,
): DeliveryStep | undefined => {
  const { state, nextStepAt, secondNoticeAt } = delivery;
  if (!procedure || state !== "sent" || nextStepAt === undefined || now < nextStepAt) return undefined;
  if (secondNoticeAt !== undefined) {
    const deemed: Delivery = { ...withoutNextStep(delivery), state: "deemed", deliveredAt: nextStepAt };
    return { step: "deemed-delivered", delivery: deemed };
  }
  const day = addWorkingDays(toLocalDate(now, timeZone), procedure.delivery.deemedAfter, procedure.calendar);
  return {
    step: "second-notice",
    delivery: { ...delivery, secondNoticeAt: now, nextStepAt: instantOf(day, 0, timeZone) },
  };
};
