import type { RandomBytes } from "../src/app/session/ports.ts";

/** The randomness of the composition roots; everything below takes it as an argument. */
export const randomBytes: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));
