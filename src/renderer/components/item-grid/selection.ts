/**
 * What is selected, by positions: ranges with both ends, in order, neither touching nor overlapping. A million positions are
 * one range, so that selecting them costs no more than selecting two.
 */
export type Selection = readonly (readonly [first: number, last: number])[];

export const nothing: Selection = [];

export function all(total: number): Selection {
  return total > 0 ? [[0, total - 1]] : nothing;
}

export function range(one: number, other: number): Selection {
  return [[Math.min(one, other), Math.max(one, other)]];
}

export function count(selection: Selection): number {
  return selection.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

export function contains(selection: Selection, position: number): boolean {
  let [low, high] = [0, selection.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((selection[middle]?.[1] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  const found = selection[low];
  return found !== undefined && found[0] <= position;
}

/** Everything that is in either. */
export function add(selection: Selection, more: Selection): Selection {
  const ranges = [...selection, ...more].sort((one, other) => one[0] - other[0]);
  const joined: [number, number][] = [];
  for (const [first, last] of ranges) {
    const before = joined.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

/** What is in the one and not in the other. */
export function remove(selection: Selection, less: Selection): Selection {
  let left = selection;
  for (const [from, to] of less) {
    left = left.flatMap(([first, last]) => {
      if (last < from || first > to) return [[first, last] as const];
      const parts: (readonly [number, number])[] = [];
      if (first < from) parts.push([first, from - 1]);
      if (last > to) parts.push([to + 1, last]);
      return parts;
    });
  }
  return left;
}

export function toggle(selection: Selection, position: number): Selection {
  const one = range(position, position);
  return contains(selection, position) ? remove(selection, one) : add(selection, one);
}

/** Instead of a range that was extended from `anchor` to `from`, one from `anchor` to `to`. */
export function extend(selection: Selection, anchor: number, from: number, to: number): Selection {
  return add(remove(selection, range(anchor, from)), range(anchor, to));
}

export function invert(selection: Selection, total: number): Selection {
  return remove(all(total), selection);
}
