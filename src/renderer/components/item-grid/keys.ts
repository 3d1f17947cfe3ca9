/** Where the cells lie. */
export interface Lie {
  readonly total: number;
  readonly columns: number;
  /** Whole rows that can be seen at once. */
  readonly rowsInView: number;
  readonly rightToLeft: boolean;
}

/** The position that a key leads to from another, or null if it is not a key that leads anywhere. */
export function positionAfter(key: string, from: number, lie: Lie): number | null {
  const { total, columns, rowsInView, rightToLeft } = lie;
  const step = movement(key, columns, rowsInView, rightToLeft);
  if (key === 'Home') return 0;
  if (key === 'End') return total - 1;
  if (step === null) return null;
  const to = from + step;
  // Up from the first row stays; down from the last full row goes to the last cell, as there is none below.
  if (to < 0) return Math.abs(step) === 1 ? 0 : from % columns;
  if (to >= total) {
    const inLastRow = Math.floor(from / columns) === Math.floor((total - 1) / columns);
    return inLastRow && Math.abs(step) !== 1 ? from : total - 1;
  }
  return to;
}

function movement(key: string, columns: number, rowsInView: number, rightToLeft: boolean): number | null {
  const onward = rightToLeft ? -1 : 1;
  switch (key) {
    case 'ArrowRight':
      return onward;
    case 'ArrowLeft':
      return -onward;
    case 'ArrowDown':
      return columns;
    case 'ArrowUp':
      return -columns;
    case 'PageDown':
      return columns * Math.max(1, rowsInView);
    case 'PageUp':
      return -columns * Math.max(1, rowsInView);
    default:
      return null;
  }
}
