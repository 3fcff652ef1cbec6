import type { CaseId } from "../ids.ts";

/** The newest ids of one list; ids sort by time. */
export interface IdPage {
  /** Newest first. */
  ids: readonly CaseId[];
  /** There are older ones. */
  more: boolean;
}

/**
 * The newest `limit` ids of several lists as one, newest first. `next` (absent at the end) is the last id
 * given: what is older than it, in every list, has not been given yet.
 */
export const mergeNewest = (pages: readonly IdPage[], limit: number): { ids: CaseId[]; next?: CaseId } => {
  // Below the oldest id of a page that goes on, ids nobody has read yet may lie in between.
  const horizon = pages
    .filter(({ more }) => more)
    .map(({ ids }) => ids.at(-1) ?? "")
    .reduce((highest, last) => (last > highest ? last : highest), "");
  const all = [...new Set(pages.flatMap(({ ids }) => ids))].toSorted().toReversed();
  const given = all.filter((id) => id >= horizon).slice(0, limit);
  const last = given.at(-1);
  const goesOn = given.length < all.length || pages.some(({ more }) => more);
  return { ids: given, ...(goesOn && last !== undefined && { next: last }) };
};
