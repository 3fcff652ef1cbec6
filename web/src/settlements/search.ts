import type { SettlementListing } from "../../../src/domain/settlement/settlement.ts";

const MARKS = /[\u0300-\u036f]/g;
const PLAIN = /^[a-z0-9]*$/;

/** Lower case, without accents, with single spaces for anything that is no letter or digit. */
export const fold = (text: string): string => {
  const bare = text.normalize("NFD").replace(MARKS, "").toLowerCase();
  // Most names are one word: the slow part is for the others.
  return PLAIN.test(bare) ? bare : bare.replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
};

const NONE = 4;

/** Smaller is better. */
const rankName = (name: string, query: string): number => {
  const at = name.indexOf(query);
  if (at === -1) return NONE;
  if (at === 0) return name.length === query.length ? 0 : 1;
  return name[at - 1] === " " || name.includes(` ${query}`) ? 2 : 3;
};

interface Indexed {
  entry: SettlementListing;
  /** Its names in all languages, folded. */
  names: readonly string[];
}

const ROMAN = /\b[ivx]+(?= kerulet$)/;
const romanValues: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 };

const fromRoman = (digits: string): number => {
  const values = digits.split("").map((digit) => romanValues[digit] ?? 0);
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
};

/** Districts of the capital are looked for by their number, too: Budapest 11. kerület. */
const namesOf = ({ name }: SettlementListing): readonly string[] =>
  Object.values(name).flatMap((text) => {
    const folded = fold(text);
    return ROMAN.test(folded) ? [folded, folded.replace(ROMAN, (digits) => `${fromRoman(digits)}`)] : folded;
  });

const collator = new Intl.Collator("hu");
const indexes = new WeakMap<readonly SettlementListing[], readonly Indexed[]>();

/**
 * In the order of the Hungarian alphabet. Made once per list: folding and sorting thousands at every key is felt. Lists
 * are published in this order, and sorting what is sorted costs little.
 */
const indexOf = (listing: readonly SettlementListing[]): readonly Indexed[] => {
  const known = indexes.get(listing);
  if (known) return known;
  const index = listing
    .toSorted((first, second) => collator.compare(first.name.hu, second.name.hu))
    .map((entry) => ({ entry, names: namesOf(entry) }));
  indexes.set(listing, index);
  return index;
};

/** Does beforehand what the first search would take its time for. */
export const prepareSearch = (listing: readonly SettlementListing[]): void => void indexOf(listing);

interface Query {
  name: string;
  /** Or its first digits. */
  postcode: string;
}

/** `9495`, `94`, `9495 Kópháza`, `Kópháza 9495`; digits may be part of a name, too, so both are tried. */
const readings = (text: string): readonly Query[] => {
  const [, before = "", name = "", after = ""] = /^(\d{1,4}$|\d{4} )?(.*?)( \d{4})?$/.exec(text) ?? [];
  const whole = { name: text, postcode: "" };
  return before !== "" || after !== "" ? [{ name, postcode: (before || after).trim() }, whole] : [whole];
};

/** As `rankName`, the best of all names and readings; NONE where nothing matches. */
const rank = ({ entry, names }: Indexed, queries: readonly Query[]): number => {
  let best = NONE;
  for (const { name, postcode } of queries) {
    if (postcode !== "" && !entry.postcodes.some((candidate) => candidate.startsWith(postcode))) continue;
    if (name === "") return 0;
    for (const candidate of names) best = Math.min(best, rankName(candidate, name));
  }
  return best;
};

/**
 * Settlements whose name in any language contains the query, accents or not, or whose postcode begins with it, or both
 * with a postcode beside the name; the best matches first, then by the Hungarian alphabet. An empty query finds
 * everything.
 */
export const searchSettlements = (
  listing: readonly SettlementListing[],
  text: string,
): readonly SettlementListing[] => {
  const index = indexOf(listing);
  const queries = readings(fold(text));
  const found: SettlementListing[][] = Array.from({ length: NONE }, () => []);
  for (const indexed of index) found[rank(indexed, queries)]?.push(indexed.entry);
  return found.flat();
};

/** Few enough postcodes to read, those that begin with what was looked for first. */
export const shownPostcodes = (postcodes: readonly string[], text = ""): string => {
  const [, digits] = /(?:^|\s)(\d{1,4})(?:\s|$)/.exec(text) ?? [];
  const matching = digits === undefined ? [] : postcodes.filter((postcode) => postcode.startsWith(digits));
  const shown = [...new Set([...matching, ...postcodes])].slice(0, MOST_POSTCODES);
  return postcodes.length > shown.length ? `${shown.join(", ")}…` : shown.join(", ");
};
const MOST_POSTCODES = 4;

export interface County {
  name: string;
  settlements: readonly SettlementListing[];
}

/** Everything by county, both in the order of the Hungarian alphabet. */
export const groupByCounty = (listing: readonly SettlementListing[]): readonly County[] => {
  const counties = new Map<string, SettlementListing[]>();
  for (const { entry } of indexOf(listing)) {
    const county = counties.get(entry.county);
    if (county) county.push(entry);
    else counties.set(entry.county, [entry]);
  }
  return [...counties]
    .map(([name, settlements]) => ({ name, settlements }))
    .toSorted((first, second) => collator.compare(first.name, second.name));
};
