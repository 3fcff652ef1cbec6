import { currentAddress } from "../router.ts";
import { BACK, choiceAddress } from "./choice-address.ts";

/** The choice of capacity, coming back to `from`, else to the present page. */
export const switchAddress = (from?: string): string => choiceAddress(BACK, from ?? currentAddress());
