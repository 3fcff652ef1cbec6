const FIRST = 50;
const LONGEST = 1_000;

/**
 * Milliseconds to wait before attempt 2, 3 …: anything between nothing and a bound that doubles (full jitter),
 * so that workers who collided spread out. `random` is in [0, 1).
 */
export const jitteredPause = (attempt: number, random: number): number =>
  random * Math.min(LONGEST, FIRST * 2 ** (attempt - 2));
