/** Lets no more than some do something at once; who comes first has the first turn. */
export interface Turns {
  /** `begin` is called when its turn comes, perhaps at once. Returns how to leave, before or after: once is enough. */
  enter(begin: () => void): () => void;
}

export function openTurns(atOnce: number): Turns {
  const waiting = new Set<() => void>();
  let underWay = 0;
  const next = (): void => {
    for (const start of waiting) {
      if (underWay >= atOnce) return;
      start();
    }
  };
  return {
    enter(begin) {
      let hasBegun = false;
      let hasLeft = false;
      const start = (): void => {
        waiting.delete(start);
        hasBegun = true;
        underWay += 1;
        begin();
      };
      waiting.add(start);
      next();
      return () => {
        if (hasLeft) return;
        hasLeft = true;
        waiting.delete(start);
        if (!hasBegun) return;
        underWay -= 1;
        next();
      };
    },
  };
}
