/** What a column needs, in points: for its longest word, and for its longest cell on one line. */
export interface ColumnNeed {
  least: number;
  most: number;
  /** Takes what is left over; numbers do not, they are compared from line to line. */
  grows: boolean;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Widths within the room: everything on one line where that is possible, else in proportion to the need. */
export const columnWidths = (needs: readonly ColumnNeed[], room: number): number[] => {
  const least = sum(needs.map((need) => need.least));
  const most = sum(needs.map((need) => need.most));
  if (most <= room) {
    const growing = needs.filter(({ grows }) => grows).length;
    return needs.map((need) => need.most + (need.grows ? (room - most) / growing : 0));
  }
  if (least >= room) return needs.map((need) => (need.least * room) / least);
  const share = (room - least) / (most - least);
  return needs.map((need) => need.least + (need.most - need.least) * share);
};
