/** Σ wᵢ·dᵢ over the digits, the weights repeating. */
export const weightedSum = (digits: string, weights: readonly number[]): number =>
  Array.from(digits).reduce(
    (sum, digit, index) => sum + Number(digit) * (weights[index % weights.length] ?? 0),
    0,
  );

/** What people type between digits: spaces of all kinds, hyphens and dashes, slashes where they group. */
export const withoutSeparators = (typed: string): string => typed.replaceAll(/[\s\p{Dash}]/gu, "");
