import type { SettlementListing } from "../../../src/domain/settlement/settlement.ts";

/** Lower case, without accents, with single spaces for anything that is no letter or digit. */
export const fold = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const isPostcode = (query: string): boolean => /^\d{1,4}$/.test(query);

/** Smaller is better; undefined = no match. */
const rankName = (name: string, query: string): number | undefined => {
  if (name === query) return 0;
  if (name.startsWith(query)) return 1;
  if (name.includes(` ${query}`)) return 2;
  return name.includes(query) ? 3 : undefined;
};

const rank = (entry: SettlementListing, query: string): number | undefined => {
  if (isPostcode(query))
    return entry.postcodes.some((postcode) => postcode.startsWith(query)) ? 0 : undefined;
  const ranks = Object.values(entry.name)
    .map((name) => rankName(fold(name), query))
    .filter((value) => value !== undefined);
  return ranks.length > 0 ? Math.min(...ranks) : undefined;
};

const collator = new Intl.Collator("hu");
const byName = (first: SettlementListing, second: SettlementListing): number =>
  collator.compare(first.name.hu, second.name.hu);

/**
 * Settlements whose name in any language contains the query, accents or not, or whose postcode begins with it;
 * the best matches first, then by the Hungarian alphabet. An empty query finds everything.
 */
export const searchSettlements = (
  listing: readonly SettlementListing[],
  text: string,
): readonly SettlementListing[] => {
  const query = fold(text);
  if (query === "") return listing.toSorted(byName);
  return listing
    .flatMap((entry) => {
      const position = rank(entry, query);
      return position === undefined ? [] : [{ entry, position }];
    })
    .toSorted((first, second) => first.position - second.position || byName(first.entry, second.entry))
    .map(({ entry }) => entry);
};

export interface County {
  name: string;
  settlements: readonly SettlementListing[];
}

/** Everything by county, both in the order of the Hungarian alphabet. */
export const groupByCounty = (listing: readonly SettlementListing[]): readonly County[] => {
  const counties = new Map<string, SettlementListing[]>();
  for (const entry of listing.toSorted(byName)) {
    counties.set(entry.county, [...(counties.get(entry.county) ?? []), entry]);
  }
  return [...counties]
    .map(([name, settlements]) => ({ name, settlements }))
    .toSorted((first, second) => collator.compare(first.name, second.name));
};
