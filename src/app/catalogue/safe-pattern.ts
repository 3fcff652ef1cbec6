/** One piece of a regular expression: an escape, a class, a way into or out of a group, a quantifier, anything else. */
const TOKENS =
  /\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\k<[^>]*>|\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:<?[=!]|:|<[^>]*>))?|\)|\{(\d+)(,)?(\d*)\}|[*+?|]|[^]/gsu;

/** Repetitions up to this many cost nothing worth counting. */
const FEW = 16;
/** A text of a thousand characters against two of them is a million steps, against three a thousand million. */
const MOST_OPEN = 2;

/** Characters of the longest text a pattern may stand on. */
const LONGEST_TEXT = 500;
/** Ways to match that may have to be tried one after the other; a moment. */
const MOST_STEPS = 10_000_000;

const isRepeated = (token: string): boolean => token === "*" || token === "+" || /^\{\d/.test(token);

/** At most how often a quantifier repeats what stands before it. */
const mostOf = (token: string): number => {
  const [, least = "", comma, most = ""] = /^\{(\d+)(,)?(\d*)\}$/.exec(token) ?? [];
  if (least === "") return Number.POSITIVE_INFINITY;
  if (comma === undefined) return Number(least);
  return most === "" ? Number.POSITIVE_INFINITY : Number(most);
};

/** In how many ways a short repetition can match; those of all that vary multiply. */
const waysOf = (token: string): number => {
  if (token === "?" || token === "|") return 2;
  const [, least = "", comma, most = ""] = /^\{(\d+)(,)?(\d*)\}$/.exec(token) ?? [];
  return comma === undefined || most === "" ? 1 : Math.max(1, Number(most) - Number(least) + 1);
};

interface Group {
  /** Something in it may match texts of different lengths in more than one way. */
  varies: boolean;
}

/**
 * What makes a regular expression slow beyond measure on a text somebody thought up for it; undefined when nothing
 * does. Stricter than needed, because nobody misses what it refuses: repetition inside repetition, alternatives that
 * are repeated, references to what was matched before, many open repetitions or many short ones, an open one that may begin anywhere.
 */
export const slownessOf = (pattern: string): string | undefined => {
  const open: Group[] = [{ varies: false }];
  let closed: Group | undefined;
  let openRepetitions = 0;
  let ways = 1;
  for (const [token] of pattern.matchAll(TOKENS)) {
    const inner = closed;
    closed = undefined;
    if (mostOf(token) <= FEW || !isRepeated(token)) ways *= waysOf(token);
    if (token.startsWith("(")) open.push({ varies: false });
    else if (token === ")") {
      closed = open.length > 1 ? open.pop() : undefined;
      const outer = open.at(-1);
      if (outer && closed?.varies) outer.varies = true;
    } else if (token === "|" || token === "?") (open.at(-1) as Group).varies = true;
    else if (/^\\([1-9]|k<)/.test(token)) return "refers back to what was matched; write it without";
    else if (isRepeated(token)) {
      if (inner?.varies && mostOf(token) > 1)
        return "repeats a group in which something varies; write it without";
      if (mostOf(token) > FEW) openRepetitions++;
      (open.at(-1) as Group).varies = true;
    }
  }
  if (openRepetitions > MOST_OPEN) return `has more than ${MOST_OPEN} long repetitions (*, +, {n,})`;
  if (ways * LONGEST_TEXT ** openRepetitions > MOST_STEPS) {
    return "has too much that may be there or not (?, |, {n,m}); write it with less";
  }
  return openRepetitions > 0 && !pattern.startsWith("^") ? "must begin with ^" : undefined;
};
