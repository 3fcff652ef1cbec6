import type { EpochSeconds } from "../time.ts";
import type { Handover } from "./handover.ts";

/** Seconds after which a case that could not be delivered is set aside for the operator. */
export const DELIVERY_PERIOD = 72 * 3600;
const FIRST_DELAY = 60;
const LONGEST_DELAY = 4 * 3600;

/**
 * What became of one delivery. `failed`: not taken; with `ofSystem` the system as a whole does not answer as it should, so
 * that there is no use in trying its other cases just now. `gone`: it says that it never will (410).
 */
export type DeliveryResult =
  | { kind: "delivered" }
  | { kind: "failed"; reason: string; ofSystem: boolean; retryAfter?: number }
  | { kind: "gone"; reason: string };

/** How deliveries to one system go; absent failures: as they should. */
export interface DestinationHealth {
  /** Failures of the system in a row. */
  failures: number;
  /** Until then nothing is tried. */
  pausedUntil: EpochSeconds;
}

/**
 * Seconds to wait after the n-th failure: a bound that doubles up to four hours, and of it anything between half and
 * whole, so that what failed together does not come back together. `random` is in [0, 1).
 */
export const retryDelay = (failures: number, random: number): number => {
  const bound = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.min(failures - 1, 30));
  return Math.ceil(bound / 2 + (random * bound) / 2);
};

const withoutNextTry = (handover: Handover): Handover => {
  const { nextTryAt: _, ...rest } = handover;
  return rest;
};

const setAside = (handover: Handover): Handover => ({ ...withoutNextTry(handover), state: "set-aside" });

const endOf = ({ since }: Handover): EpochSeconds => since + DELIVERY_PERIOD;

/** The last try falls on the end of the period, whatever the delay. */
const tryAgainAt = (handover: Handover, at: EpochSeconds): Handover => ({
  ...handover,
  nextTryAt: Math.min(at, endOf(handover)),
});

/** The handover as it is after a delivery was tried. */
export const afterDelivery = (
  handover: Handover,
  result: DeliveryResult,
  { now, random }: { now: EpochSeconds; random: number },
): Handover => {
  if (result.kind === "delivered") return { ...withoutNextTry(handover), state: "done" };
  const failed = { ...handover, attempts: handover.attempts + 1, lastFailure: result.reason };
  if (result.kind === "gone" || now >= endOf(handover)) return setAside(failed);
  const wished = Math.min(result.retryAfter ?? 0, LONGEST_DELAY);
  return tryAgainAt(failed, now + Math.max(wished, retryDelay(failed.attempts, random)));
};

/** The handover whose system is paused: its turn comes after the pause, spread over a minute. */
export const afterPause = (
  handover: Handover,
  { pausedUntil }: DestinationHealth,
  { now, random }: { now: EpochSeconds; random: number },
): Handover =>
  now >= endOf(handover)
    ? setAside({ ...handover, lastFailure: handover.lastFailure ?? "paused" })
    : tryAgainAt(handover, pausedUntil + Math.ceil(random * FIRST_DELAY));

/** Undefined: nothing to remember. */
export const healthAfter = (
  before: DestinationHealth | undefined,
  result: DeliveryResult,
  { now, random }: { now: EpochSeconds; random: number },
): DestinationHealth | undefined => {
  if (result.kind !== "failed" || !result.ofSystem) return undefined;
  const failures = (before?.failures ?? 0) + 1;
  const wished = Math.min(result.retryAfter ?? 0, LONGEST_DELAY);
  return { failures, pausedUntil: now + Math.max(wished, retryDelay(failures, random)) };
};

/**
 * Whether a message may start a delivery now. One that failed waits for its next try; the first delivery need not wait for
 * the sweeper's turn.
 */
export const isDue = ({ state, nextTryAt, attempts }: Handover, now: EpochSeconds): boolean =>
  state === "waiting" && nextTryAt !== undefined && (attempts === 0 || nextTryAt <= now);

/** An operator, or the system itself, asks for it once more: the period begins anew. */
export const redriven = (handover: Handover, now: EpochSeconds): Handover => ({
  ...handover,
  state: "waiting",
  since: now,
  attempts: 0,
  nextTryAt: now,
});
