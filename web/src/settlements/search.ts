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

interface Indexed {
  entry: SettlementListing;
  /** Its names in all languages, folded. */
  names: readonly string[];
}

const collator = new Intl.Collator("hu");
const indexes = new WeakMap<readonly SettlementListing[], readonly Indexed[]>();

/** In the order of the Hungarian alphabet. Made once per list: folding and sorting thousands at every key is felt. */
const indexOf = (listing: readonly SettlementListing[]): readonly Indexed[] => {
  const known = indexes.get(listing);
  if (known) return known;
  const index = listing
    .toSorted((first, second) => collator.compare(first.name.hu, second.name.hu))
    .map((entry) => ({ entry, names: Object.values(entry.name).map(fold) }));
  indexes.set(listing, index);
  return index;
};

const rank = ({ entry, names }: Indexed, query: string): number | undefined => {
  if (isPostcode(query))
    return entry.postcodes.some((postcode) => postcode.startsWith(query)) ? 0 : undefined;
  const ranks = names.map((name) => rankName(name, query)).filter((value) => value !== undefined);
  return ranks.length > 0 ? Math.min(...ranks) : undefined;
};

/**
 * Settlements whose name in any language contains the query, accents or not, or whose postcode begins with it;
 * the best matches first, then by the Hungarian alphabet. An empty query finds everything.
 */
export const searchSettlements = (
  listing: readonly SettlementListing[],
  text: string,
): readonly SettlementListing[] => {
  const query = fold(text);
  const index = indexOf(listing);
  if (query === "") return index.map(({ entry }) => entry);
  return index
    .flatMap((indexed) => {
      const position = rank(indexed, query);
      return position === undefined ? [] : [{ entry: indexed.entry, position }];
    })
    .toSorted((first, second) => first.position - second.position)
    .map(({ entry }) => entry);
};

export interface County {
  name: string;
  settlements: readonly SettlementListing[];
}

/** Everything by county, both in the order of the Hungarian alphabet. */
export const groupByCounty = (listing: readonly SettlementListing[]): readonly County[] => {
  const counties = new Map<string, SettlementListing[]>();
  for (const { entry } of indexOf(listing)) {
    counties.set(entry.county, [...(counties.get(entry.county) ?? []), entry]);
  }
  return [...counties]
    .map(([name, settlements]) => ({ name, settlements }))
    .toSorted((first, second) => collator.compare(first.name, second.name));
};
