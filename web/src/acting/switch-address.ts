import { currentAddress } from "../router.ts";
import { pathTo } from "../routes.ts";

/** Queries of the choice of capacity: the page one came from, and the one to be gone on with in the same name. */
export const BACK = "vissza";
export const CONTINUE = "folytatas";

const chooseAddress = (query: string, address: string): string =>
  `${pathTo("capacity")}?${query}=${encodeURIComponent(address)}`;

/** The choice of capacity, coming back to `from`, else to the present page. */
export const switchAddress = (from?: string): string => chooseAddress(BACK, from ?? currentAddress());

/** A new login acts in the person's own name: the choice of capacity comes first, then the page one was cut off at. */
export const chooseAgainAddress = (left: string): string => chooseAddress(CONTINUE, left);
