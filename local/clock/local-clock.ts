/** Furthest the clock can be put ahead, seconds: ten years, enough for any period of retention or validity. */
export const largestShift = 10 * 366 * 24 * 60 * 60;

/** Why a shift cannot be taken; undefined when it can. */
export const shiftProblem = (seconds: unknown): string | undefined => {
  if (typeof seconds !== "number" || !Number.isInteger(seconds)) {
    return "shiftSeconds must be a whole number of seconds.";
  }
  // Behind the real time the emulated database would delete fresh items: it deletes expired ones by the real time.
  if (seconds < 0)
    return "shiftSeconds must not be negative: the clock can only be put ahead of the real time.";
  return seconds > largestShift ? `shiftSeconds must be at most ${largestShift}.` : undefined;
};

/**
 * What functions, the simulated broker and the local checks of signatures take as now: the machine's clock plus a
 * shift, which is 0 at every start. Worker threads share the memory the shift lies in, so they follow at once.
 */
export class LocalClock {
  /** For `installClock` in a worker thread. */
  readonly shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  private readonly seconds = new Int32Array(this.shared);

  get shiftSeconds(): number {
    return Atomics.load(this.seconds, 0);
  }

  /** Puts the clock `seconds` ahead of the real time, whatever the shift was before. @throws RangeError */
  shift(seconds: number): void {
    const problem = shiftProblem(seconds);
    if (problem !== undefined) throw new RangeError(problem);
    Atomics.store(this.seconds, 0, seconds);
  }

  now(): Date {
    return new Date(Date.now() + this.shiftSeconds * 1000);
  }
}
