import { pathTo } from "../routes.ts";

/** Queries of the choice of capacity: the page one came from, and the one to be gone on with in the same name. */
export const BACK = "vissza";
export const CONTINUE = "folytatas";

/** The choice of capacity, from which one goes on to `address`. */
export const choiceAddress = (query: typeof BACK | typeof CONTINUE, address: string): string =>
  `${pathTo("capacity")}?${query}=${encodeURIComponent(address)}`;

/** A new login acts in the person's own name: the choice of capacity comes first, then the page one was cut off at. */
export const chooseAgainAddress = (left: string): string => choiceAddress(CONTINUE, left);
