/** What no answer may contain: controls, half surrogates, non-characters, text direction overrides. */
const FORBIDDEN = /(?![\n\t])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069]/u;

export const hasForbiddenCharacters = (text: string): boolean => FORBIDDEN.test(text);

/** NFC without byte order marks, which separate letters from their accents where files were joined. */
const compose = (text: string): string => text.replaceAll("\uFEFF", "").normalize("NFC");

/** One line: composed, runs of white space become one space, none at the ends. */
export const normaliseLine = (text: string): string => compose(text).replaceAll(/\s+/gu, " ").trim();

/** Several lines: composed, line ends as `\n`, nothing blank at the ends. */
export const normaliseLines = (text: string): string =>
  compose(text)
    .replaceAll(/\r\n?|[\u2028\u2029]/gu, "\n")
    .trim();

/** Length in code points, as JSON Schema counts it. */
export const lengthOf = (text: string): number => {
  let length = 0;
  for (const _ of text) length++;
  return length;
};
