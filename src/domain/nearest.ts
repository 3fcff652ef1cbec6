/** Number of letters to insert, delete, replace or swap with a neighbour (optimal string alignment). */
const distance = (a: string, b: string): number => {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(rows, i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(rows, i - 2, j - 2) + 1 : Infinity;
      row.push(Math.min(at(rows, i - 1, j) + 1, (row[j - 1] ?? Infinity) + 1, replaced, swapped));
    }
    rows.push(row);
  }
  return at(rows, a.length, b.length);
};

const at = (rows: readonly number[][], row: number, column: number): number =>
  rows[row]?.[column] ?? Infinity;

/** How many letters of a word may differ. */
const mostFor = (candidate: string): number => Math.max(1, Math.floor(candidate.length / 3));

/** The known word a typo most likely meant: at most a third of its letters differ. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const ranked = known
    // No comparing of what differs by its length alone: the word may be as long as a book.
    .filter((candidate) => Math.abs(candidate.length - word.length) <= mostFor(candidate))
    .map((candidate) => ({
      candidate,
      distance: distance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .toSorted((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= mostFor(best.candidate) ? best.candidate : undefined;
};
