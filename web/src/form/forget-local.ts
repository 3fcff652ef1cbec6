import type { TextStorage } from "../browser-storage.ts";

/** How the keys of all forms filled without a login begin. */
export const LOCAL_PREFIX = "portal.local.";

/** Nothing of them stays in a browser in which somebody logs out: every page can do that, and needs no more of them. */
export const forgetLocalDrafts = (storage: Pick<TextStorage, "keys" | "remove">): void => {
  for (const key of storage.keys()) if (key.startsWith(LOCAL_PREFIX)) storage.remove(key);
};
