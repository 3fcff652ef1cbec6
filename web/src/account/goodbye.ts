import { tabStorage } from "../browser-storage.ts";
import { session } from "../portal.ts";

const KEY = "portal.goodbye";

/** Leaves after the account was deleted; the way leads through the broker's pages, so the news is kept in the tab. */
export const leaveForGood = (keptCases: number, address: string): void => {
  tabStorage.write(KEY, String(keptCases));
  session.leftFor(address);
};

/** How many cases the offices keep of the account deleted in this tab just now; told once. */
export const takeGoodbye = (): number | undefined => {
  const kept = tabStorage.read(KEY);
  tabStorage.remove(KEY);
  return kept === undefined ? undefined : Number(kept);
};
