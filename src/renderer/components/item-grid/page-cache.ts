export type LoadRows<Row> = (from: number, count: number, signal: AbortSignal) => Promise<readonly Row[]>;

/** Rows by position, fetched some pages at a time; what was used longest ago is forgotten. */
export interface PageCache<Row> {
  row(position: number): Row | undefined;
  /**
   * What is to be seen, and, after it, what may be next. Nothing that is on its way is given up: it comes within a moment, and
   * in a browser giving up costs a connection. But no more is asked for meanwhile than a moment takes.
   */
  want(inView: readonly [number, number], next: readonly [number, number] | null): void;
  /** For useSyncExternalStore. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly version: () => number;
  close(): void;
}

export const pageSize = 50;
const pagesKept = 160;
/** A browser has six connections to a host, and pictures need most of them. */
const atOnce = 2;
/** As many as a view needs come with one answer. */
const pagesAtOnce = 6;

export function openPageCache<Row>(
  load: LoadRows<Row>,
  total: number,
  onFailure: (error: unknown) => void = () => undefined,
): PageCache<Row> {
  const pages = new Map<number, readonly Row[]>();
  const underWay = new Map<AbortController, readonly number[]>();
  const listeners = new Set<() => void>();
  let seen: readonly number[] = [];
  let next: readonly number[] = [];
  let version = 0;
  const changed = (): void => {
    version += 1;
    for (const listener of listeners) listener();
  };
  const isMissing = (page: number): boolean =>
    !pages.has(page) && ![...underWay.values()].some((run) => run.includes(page));
  /** Pages beside each other, from the first that is missing on. */
  const runOf = (wanted: readonly number[]): readonly number[] => {
    const run: number[] = [];
    for (const page of wanted) {
      if (!isMissing(page)) continue;
      const last = run.at(-1);
      if (run.length === pagesAtOnce || (last !== undefined && page !== last + 1)) break;
      run.push(page);
    }
    return run;
  };
  const fetchNext = (): void => {
    while (underWay.size < atOnce) {
      let run = runOf(seen);
      // What is seen must not wait for what may be: the other end answers one after the other.
      if (run.length === 0 && underWay.size === 0) run = runOf(next);
      if (run.length === 0) return;
      void fetchRun(run);
    }
  };
  async function fetchRun(run: readonly number[]): Promise<void> {
    const stop = new AbortController();
    underWay.set(stop, run);
    try {
      const from = (run[0] ?? 0) * pageSize;
      const rows = await load(from, Math.min(run.length * pageSize, total - from), stop.signal);
      if (stop.signal.aborted) return;
      run.forEach((page, at) => pages.set(page, rows.slice(at * pageSize, (at + 1) * pageSize)));
      for (const oldest of pages.keys()) {
        if (pages.size <= pagesKept) break;
        if (!seen.includes(oldest) && !next.includes(oldest)) pages.delete(oldest);
      }
      if (run.some((page) => seen.includes(page))) changed();
    } catch (error) {
      if (stop.signal.aborted) return;
      // Asked for again when it is next wanted, and not at once: what fails may fail a thousand times a second.
      seen = seen.filter((page) => !run.includes(page));
      next = next.filter((page) => !run.includes(page));
      onFailure(error);
    } finally {
      underWay.delete(stop);
      if (!stop.signal.aborted) fetchNext();
    }
  }
  const pagesOf = ([first, last]: readonly [number, number]): number[] => {
    const [from, to] = [Math.max(0, first), Math.min(total - 1, last)];
    const found: number[] = [];
    for (let page = Math.floor(from / pageSize); page * pageSize <= to; page += 1) found.push(page);
    return found;
  };
  return {
    row: (position) => pages.get(Math.floor(position / pageSize))?.[position % pageSize],
    want(inView, coming) {
      seen = pagesOf(inView);
      for (const page of seen) {
        const rows = pages.get(page);
        if (!rows) continue;
        pages.delete(page);
        pages.set(page, rows);
      }
      next = coming ? pagesOf(coming) : [];
      fetchNext();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
    close() {
      [seen, next] = [[], []];
      for (const stop of underWay.keys()) stop.abort();
      underWay.clear();
    },
  };
}
