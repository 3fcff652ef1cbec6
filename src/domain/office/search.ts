import { registryNumber } from "../registry/number-pattern.ts";
import type { SubmissionNumber } from "../ids.ts";
import type { Office } from "../settlement/settlement.ts";
import type { EntryPlace } from "../case/case.ts";

const LETTERS: Readonly<Record<string, string>> = { đ: "d", ł: "l", ø: "o", ß: "ss" };

/** A name as it is searched: without accents, case and double spaces, so that `OZSE` finds `Őzse`. */
export const searchableName = (name: string): string =>
  name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[đłøß]/gu, (letter) => LETTERS[letter] ?? letter)
    // The mark that parts name and id in the index.
    .replaceAll(/[\s#]+/gu, " ")
    .trim();

/** Arrival numbers count per office and year. */
export interface ArrivalPlace {
  number: number;
  year: number;
}

/** What a text asks for: the case of one number, or the cases of names that begin with it. */
export type Sought =
  | { by: "submission"; number: SubmissionNumber }
  | { by: "registry"; place: EntryPlace }
  | { by: "arrival"; place: ArrivalPlace }
  | { by: "name"; prefix: string };

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Reads a number printed by a pattern; upper and lower case and spaces around it do not matter. */
const readPattern = (pattern: string, text: string): Map<string, number> | undefined => {
  const names: string[] = [];
  const source = pattern
    .split(/(\{[^{}]*\})/)
    .map((part) => {
      if (!/^\{.*\}$/.test(part)) return escape(part);
      names.push(part.slice(1, -1));
      return String.raw`(\d{1,9})`;
    })
    .join("");
  const match = new RegExp(`^${source}$`, "i").exec(text);
  return match ? new Map(names.map((name, index) => [name, Number(match[index + 1])])) : undefined;
};

/** The number of the case as people say it: without the sub-number and what parts it from the main number. */
const withoutSub = (pattern: string): string => pattern.replace(/[^{}\p{L}\d]*\{sub\}/u, "");

const readRegistryNumber = (text: string, { books }: Pick<Office, "books">): EntryPlace | undefined => {
  const patterns = [
    ...books.map(({ id, numberPattern }) => ({ id, pattern: numberPattern })),
    ...books.map(({ id, numberPattern }) => ({ id, pattern: withoutSub(numberPattern) })),
  ];
  for (const { id, pattern } of patterns) {
    const found = readPattern(pattern.replaceAll("{book}", id), text);
    // Without one the first entry is meant: the submission itself.
    const [main, sub = 1, year] = ["main", "sub", "year"].map((name) => found?.get(name));
    if (main === undefined || year === undefined) continue;
    const place = { book: id, main, sub, year };
    // A number that would be printed otherwise (`007`) is no number of the book.
    const printed = registryNumber(pattern, place);
    if (printed.toLowerCase() === text.toLowerCase()) return place;
  }
  return undefined;
};

const readArrivalNumber = (
  text: string,
  { arrivalPattern }: Pick<Office, "arrivalPattern">,
): ArrivalPlace | undefined => {
  const found = readPattern(arrivalPattern, text);
  const [number, year] = [found?.get("number"), found?.get("year")];
  return number === undefined || year === undefined ? undefined : { number, year };
};

/** `text` as a clerk typed it, in an office with these number patterns. */
export const readSearch = (text: string, office: Pick<Office, "books" | "arrivalPattern">): Sought => {
  const typed = text.trim();
  // Pages and papers show it in groups.
  const digits = typed.replaceAll(/[\s,]/g, "");
  if (/^\d{27}$/.test(digits)) return { by: "submission", number: digits as SubmissionNumber };
  const place = readRegistryNumber(typed, office);
  if (place) return { by: "registry", place };
  const arrival = readArrivalNumber(typed, office);
  return arrival ? { by: "arrival", place: arrival } : { by: "name", prefix: searchableName(typed) };
};
