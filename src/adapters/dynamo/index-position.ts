import type { CaseId } from "../../domain/ids.ts";
import { caseKeys } from "./keys.ts";

const ID_LENGTH = 26;

/**
 * A place in an index of cases as one text: what the index sorts by, and the case, as several may sort equally. `sortKey`
 * names the attribute.
 */
export const positionOf = (key: Record<string, unknown>, sortKey: string): string =>
  `${String(key[sortKey])}#${caseKeys.idOf(String(key["pk"]))}`;

/** The table's key and the index's sort key of such a place. */
export const readPosition = (position: string, sortKey: string) => ({
  ...caseKeys.case(position.slice(-ID_LENGTH) as CaseId),
  [sortKey]: position.slice(0, -ID_LENGTH - 1),
});
