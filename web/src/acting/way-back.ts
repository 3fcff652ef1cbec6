import { safeReturnTo } from "../../../src/domain/session/return-to.ts";
import { matchRoute, pathTo, type RouteName } from "../routes.ts";
import { BACK, CONTINUE } from "./choice-address.ts";

/** Pages of one case belong to the party it was begun for: after a switch they are somebody else's. */
const ofOneCase: ReadonlySet<RouteName> = new Set(["case", "submitted", "form", "check", "formPage"]);
const ofSwitching: ReadonlySet<RouteName> = new Set(["capacity", "documentCapacity"]);

/** Where one goes after switching: the page the address names, if it makes sense in another's name, or the cases. */
export const wayBack = (search: string): string => {
  const query = new URLSearchParams(search);
  // Left in the middle of acting for somebody, and meant to be gone on with in the same name.
  const left = query.get(CONTINUE);
  if (left !== null) return safeReturnTo(left);
  const asked = query.get(BACK);
  if (asked === null) return pathTo("cases");
  const address = safeReturnTo(asked);
  const route = matchRoute(new URL(address, "https://portal.invalid").pathname);
  if (!route || ofOneCase.has(route.name) || ofSwitching.has(route.name)) return pathTo("cases");
  return address;
};
