/** The one of `known` that somebody most likely meant by `given`, or null if none is near. */
export function nearest(given: string, known: readonly string[]): string | null {
  const typed = given.toLowerCase();
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const name of known) {
    const beginsSo = typed.length >= 2 && name.toLowerCase().startsWith(typed);
    const distance = beginsSo ? 0 : editDistance(typed, name.toLowerCase());
    // A third of the letters may be wrong: more, and it is another word.
    if (distance > Math.max(1, Math.floor(name.length / 3))) continue;
    if (!best || distance < best.distance) best = { name, distance };
  }
  return best?.name ?? null;
}

/** Letters to add, take away, replace or swap with their neighbour (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let [before, row] = [
    Array<number>(to.length + 1).fill(0),
    Array.from({ length: to.length + 1 }, (_, at) => at),
  ];
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1];
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[to.length] ?? 0;
}
