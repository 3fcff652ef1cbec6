import { useEffect, useState } from "preact/hooks";

/** One value many parts of the page look at. */
export interface Store<T> {
  get: () => T;
  set: (next: T) => void;
  /** Returns the function that ends the subscription. */
  subscribe: (listener: () => void) => () => void;
}

/** A store as those see it who only look. */
export type Readable<T> = Pick<Store<T>, "get" | "subscribe">;

export const createStore = <T>(initial: T): Store<T> => {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** Renders again whenever the store's value changes. */
export const useStore = <T>(store: Readable<T>): T => {
  const [value, setValue] = useState<T>(() => store.get());
  useEffect(() => {
    const follow = (): void => setValue(() => store.get());
    // The value may have changed between rendering and subscribing.
    follow();
    return store.subscribe(follow);
  }, [store]);
  return value;
};
