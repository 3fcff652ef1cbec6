import { safeReturnTo } from "../../../src/domain/session/return-to.ts";
import { currentAddress } from "../router.ts";
import { matchRoute, pathTo, type RouteName } from "../routes.ts";

/** Pages of one case belong to the party it was begun for: after a switch they are somebody else's. */
const ofOneCase: ReadonlySet<RouteName> = new Set(["case", "submitted", "form", "check", "formPage"]);
const ofSwitching: ReadonlySet<RouteName> = new Set(["capacity", "documentCapacity"]);

/** Where one goes after switching: the page the address names, if it makes sense in another's name, or the cases. */
export const wayBack = (search: string): string => {
  const query = new URLSearchParams(search);
  // Left in the middle of acting for somebody, and meant to be gone on with in the same name.
  const left = query.get("folytatas");
  if (left !== null) return safeReturnTo(left);
  const asked = query.get("vissza");
  if (asked === null) return pathTo("cases");
  const address = safeReturnTo(asked);
  const route = matchRoute(new URL(address, "https://portal.invalid").pathname);
  if (!route || ofOneCase.has(route.name) || ofSwitching.has(route.name)) return pathTo("cases");
  return address;
};

/** The choice of capacity, coming back to `from`, else to the present page. */
export const switchAddress = (from?: string): string =>
  `${pathTo("capacity")}?vissza=${encodeURIComponent(from ?? currentAddress())}`;

/** A new login acts in the person's own name: the choice of capacity comes first, then the page one was cut off at. */
export const chooseAgainAddress = (left: string): string =>
  `${pathTo("capacity")}?folytatas=${encodeURIComponent(left)}`;
