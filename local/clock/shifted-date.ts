/** The machine's clock, whatever is done to `Date` later; epoch milliseconds. */
export const realNow: () => number = Date.now;

/** A `Date` whose present is `now()`; everything else about it, prototype included, is that of `Real`. */
export const shiftedDate = (Real: DateConstructor, now: () => number): DateConstructor =>
  new Proxy(Real, {
    apply: () => new Real(now()).toString(),
    construct: (target, parameters: unknown[], newTarget) =>
      Reflect.construct(target, parameters.length === 0 ? [now()] : parameters, newTarget) as Date,
    get: (target, key, receiver) => (key === "now" ? now : (Reflect.get(target, key, receiver) as unknown)),
  });

/**
 * Gives this worker thread a `Date` that is ahead by the shift in the shared memory of a `LocalClock`, from then on
 * and as it changes. Timers and `performance` stay as they are. To be called before the code that is to see it is
 * loaded, and never in a process's main thread.
 */
export const installClock = (shared: SharedArrayBuffer): void => {
  const seconds = new Int32Array(shared);
  const Real = Date;
  const shifted = shiftedDate(Real, () => realNow() + Atomics.load(seconds, 0) * 1000);
  Object.defineProperty(Real.prototype, "constructor", { value: shifted });
  globalThis.Date = shifted;
};
