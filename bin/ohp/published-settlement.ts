import { ConfigurationError } from "../../lib/config-document.ts";
import { slugOf } from "../../src/app/catalogue/national-list.ts";
import type { PublishedState } from "../../src/app/catalogue/published-state.ts";
import type { SettlementCode } from "../../src/domain/ids.ts";
import { nearest } from "../../src/domain/nearest.ts";
import { isSettlementCode } from "../../src/domain/settlement/settlement-code.ts";
import { UsageError } from "./usage.ts";

/**
 * The settlement a word means: a KSH code, published or not, or the name of one that is published or was withdrawn, with accents or without.
 * `region` is named in sentences.
 * @throws UsageError, ConfigurationError when no published settlement is called so, or more than one
 */
export const publishedSettlement = (
  word: string | undefined,
  { settlements, withdrawn }: Pick<PublishedState, "settlements" | "withdrawn">,
  region: string,
  help: string,
): SettlementCode => {
  if (word === undefined) throw new UsageError(`Name the settlement.\n\n${help}`);
  if (isSettlementCode(word)) return word;
  if (/^\d+$/.test(word))
    throw new UsageError(`${word} is no KSH code of a settlement: 5 digits, the last checks the others.`);
  const listings = [...settlements.values(), ...withdrawn.values()].map(({ listing }) => listing);
  const found = listings.filter(({ name }) => slugOf(name.hu) === slugOf(word));
  const exact = found.find(({ name }) => name.hu === word);
  const [first, ...others] = exact ? [exact] : found;
  if (first && others.length === 0) return first.code;
  if (first)
    throw new UsageError(
      `${word} may be ${found.map(({ name, code }) => `${name.hu} (${code})`).join(" or ")}.`,
    );
  const meant = nearest(
    word,
    listings.map(({ name }) => name.hu),
  );
  throw new ConfigurationError([
    `${region}: ${word} is not published${meant === undefined ? "" : `; did you mean ${meant}?`}`,
  ]);
};
