/** Width of a text on one line, in points. */
export type Measure = (text: string) => number;

/** Points; sums of widths are not exact. */
const TOLERANCE = 0.01;

/** Longer words are certainly wider than a line; measuring them whole would only cost time. */
const LONGEST_WORD = 300;

const graphemes = new Intl.Segmenter("hu", { granularity: "grapheme" });

/** A word as it is when it fits on a line, else in parts that do: as equal as can be, for hashes and the like. */
const partsOf = (word: string, width: number, measure: Measure): string[] => {
  const whole = word.length > LONGEST_WORD ? Number.POSITIVE_INFINITY : measure(word.trimEnd());
  if (whole <= width + TOLERANCE) return [word];
  const room = whole === Number.POSITIVE_INFINITY ? width : whole / Math.ceil(whole / width) + measure("0");
  const most = Math.min(width, room);
  const parts: string[] = [];
  let part = "";
  let used = 0;
  for (const { segment } of graphemes.segment(word)) {
    const size = measure(segment);
    if (part !== "" && used + size > most && segment.trim() !== "") {
      parts.push(part);
      part = "";
      used = 0;
    }
    part += segment;
    used += size;
  }
  return [...parts, part];
};

const wrapParagraph = (paragraph: string, width: number, measure: Measure): string[] => {
  const lines: string[] = [];
  const space = measure(" ");
  let line = "";
  let used = 0;
  for (const word of paragraph.match(/ *[^ ]+ *|^ +$/g) ?? []) {
    for (const part of partsOf(word, width, measure)) {
      const size = measure(part);
      const trailing = (part.length - part.trimEnd().length) * space;
      if (line !== "" && used + size - trailing > width + TOLERANCE) {
        lines.push(line);
        line = "";
        used = 0;
      }
      line += part;
      used += size;
    }
  }
  return [...lines, line];
};

/**
 * The lines of a text that is `width` points wide, broken at spaces and line ends, and inside a word only when it is
 * wider than a line. Lines keep the space they are broken at, so that whoever copies or hears the text gets it whole.
 * Takes time in proportion to the text, whatever it is.
 */
export const wrap = (text: string, width: number, measure: Measure): string[] =>
  text.split("\n").flatMap((paragraph) => wrapParagraph(paragraph, width, measure));
