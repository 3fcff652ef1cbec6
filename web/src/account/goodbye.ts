import { tabStorage } from "../browser-storage.ts";
import { session } from "../portal.ts";

const KEY = "portal.goodbye";

/** After the portal has ended every session of the person: nothing of theirs stays in any tab. */
export const leave = (address: string): void => session.leftFor(address);

/** Leaves after the account was deleted; the way leads through the broker's pages, so the news is kept in the tab. */
export const leaveForGood = (keptCases: number, address: string): void => {
  tabStorage.write(KEY, String(keptCases));
  leave(address);
};

/** How many cases the offices keep of the account deleted in this tab just now; told once. */
export const takeGoodbye = (): number | undefined => {
  const kept = tabStorage.read(KEY);
  tabStorage.remove(KEY);
  return kept === undefined ? undefined : Number(kept);
};
