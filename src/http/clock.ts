import type { EpochSeconds } from "../domain/time.ts";

/** The clock of the composition roots; everything below takes the instant as an argument. */
export const systemClock = (): EpochSeconds => Math.floor(Date.now() / 1000);
