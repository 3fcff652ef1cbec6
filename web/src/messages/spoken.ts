/**
 * Texts are data: sentences with places for values, `"{current}. rész, összesen {all}"`. Where a word depends on a
 * count, the place names it for each plural category of the language: `"{count} {count|one:file|other:files}"`.
 */
type NamesIn<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? (Place extends `${infer Name}|${string}` ? Name : Place) | NamesIn<Rest>
  : never;

/** A number is written as the language writes it; one that is a name, such as a year, comes as a string. */
export type Sentence<Names extends string> = (values: Readonly<Record<Names, string | number>>) => string;

/** Texts ready for use: those with places for values are functions, which ask for exactly these values. */
export type Spoken<Data> = Data extends string
  ? // Without `as const` nothing is known of its places, and it cannot be used.
    string extends Data
    ? unknown
    : [NamesIn<Data>] extends [never]
      ? string
      : Sentence<NamesIn<Data>>
  : { readonly [Key in keyof Data]: Spoken<Data[Key]> };

/** The same texts in another language. */
export type Translation<Data> = Data extends string
  ? string
  : { readonly [Key in keyof Data]: Translation<Data[Key]> };

const PLACE = /\{(\w+)((?:\|\w+:[^|}]*)*)\}(\.?)/g;

const wordFor = (words: string, category: string): string => {
  const byCategory = new Map(words.split("|").map((word) => word.split(":") as [string, string]));
  return byCategory.get(category) ?? byCategory.get("other") ?? "";
};

/** Makes texts ready for use, by the rules of their language. */
export const speakerOf = (language: string): (<Data>(data: Data) => Spoken<Data>) => {
  const numbers = new Intl.NumberFormat(language);
  const plurals = new Intl.PluralRules(language);
  const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
    text.replace(PLACE, (_, name: string, words: string, stop: string) => {
      const value = values[name] ?? "";
      if (words) return wordFor(words, plurals.select(Number(value))) + stop;
      const said = typeof value === "number" ? numbers.format(value) : value;
      // A name such as `Minta Kft.` already has the full stop of the sentence it ends.
      return said.endsWith(".") ? said : said + stop;
    });
  const speak = (data: unknown): unknown => {
    if (typeof data === "string") {
      return data.includes("{") ? (values: Readonly<Record<string, string>>) => fill(data, values) : data;
    }
    if (Array.isArray(data)) return data.map(speak);
    return Object.fromEntries(Object.entries(data as object).map(([key, inner]) => [key, speak(inner)]));
  };
  return <Data>(data: Data) => speak(data) as Spoken<Data>;
};
