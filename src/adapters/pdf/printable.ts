/** Without a shape, such as soft hyphens, joiners, byte order marks; but for those that turn the direction of text. */
const SHAPELESS = /(?!\p{Bidi_Control})\p{Default_Ignorable_Code_Point}/gu;
/** Between thousands: too narrow in print to be seen in every typeface. The wider one keeps a number together too. */
const NARROW_SPACE = /\u202F/gu;
const LINE_END = /\r\n?|[\u2028\u2029]/gu;
const SPACE = /^[\t\p{Zs}]$/u;
const MARK = /^\p{M}$/u;
/** Controls, also those that turn the direction of text around, and halves of characters. */
const UNPRINTABLE = /^[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]$/u;
/** Accents on one letter, and spaces in a row: more of them is no writing, and takes time that grows with the square. */
const MOST_MARKS = 8;
const LONG_GAP = / {9,}/g;

const codeOf = (codePoint: number): string => `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;

export interface PrintableText {
  text: string;
  /** Some characters could not be printed; their codes stand in their place. */
  hasCodes: boolean;
}

/**
 * A text of which every character can be drawn, and nothing can turn the reading order around: what the font lacks,
 * and what only steers how text is shown, becomes its Unicode number (`[U+202E]`), so that nothing is left out
 * unnoticed. Line breaks stay.
 */
export const printable = (given: string, isInFont: (codePoint: number) => boolean): PrintableText => {
  let text = "";
  let codes: string[] = [];
  let hasCodes = false;
  let marks = 0;
  const closeCodes = (): void => {
    if (codes.length > 0) text += `[${codes.join(" ")}]`;
    codes = [];
  };
  const shown = given
    .normalize("NFC")
    .replace(LINE_END, "\n")
    .replace(NARROW_SPACE, "\u00A0")
    .replace(SHAPELESS, "");
  for (const character of shown) {
    const codePoint = character.codePointAt(0) ?? 0;
    marks = MARK.test(character) ? marks + 1 : 0;
    const isLetter = !UNPRINTABLE.test(character) && isInFont(codePoint) && marks <= MOST_MARKS;
    if (character === "\n" || isLetter) {
      closeCodes();
      text += character;
    } else if (SPACE.test(character)) {
      closeCodes();
      text += " ";
    } else {
      codes.push(codeOf(codePoint));
      hasCodes = true;
    }
  }
  closeCodes();
  return { text: text.replace(LONG_GAP, " ".repeat(8)), hasCodes };
};
