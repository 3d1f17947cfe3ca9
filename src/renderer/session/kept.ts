/**
 * What a screen goes on with when a person comes back to it: how far taking in has come, what it came to. In memory alone,
 * and for one archive: a new one takes its place when that is closed or locked, so that work which ends later changes
 * nothing any more.
 */
export interface Kept {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  /** Those that hold something, by name. */
  entries(): Iterable<readonly [name: string, value: unknown]>;
  readonly subscribe: (listener: () => void) => () => void;
}

export function openKept(): Kept {
  const values = new Map<string, unknown>();
  const listeners = new Set<() => void>();
  return {
    get: (name) => values.get(name),
    entries: () => values.entries(),
    set(name, value) {
      values.set(name, value);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
