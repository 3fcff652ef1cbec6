import { currentAddress } from "../router.ts";
import { pathTo } from "../routes.ts";

/** The choice of capacity, coming back to `from`, else to the present page. */
export const switchAddress = (from?: string): string =>
  `${pathTo("capacity")}?vissza=${encodeURIComponent(from ?? currentAddress())}`;
