import { setTimeout as sleep } from "node:timers/promises";

/** Asks again until the answer satisfies, for at most half a minute; gives the last answer. */
export const eventually = async <Value>(
  ask: () => Promise<Value>,
  satisfies: (value: Value) => boolean,
  patience = 30_000,
): Promise<Value> => {
  const deadline = Date.now() + patience;
  for (;;) {
    const value = await ask();
    if (satisfies(value) || Date.now() > deadline) return value;
    await sleep(50);
  }
};
