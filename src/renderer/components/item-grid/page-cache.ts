export type LoadRows<Row> = (from: number, count: number, signal: AbortSignal) => Promise<readonly Row[]>;

/** Rows by position, fetched a page at a time; what was scrolled past is given up, and what was used longest ago forgotten. */
export interface PageCache<Row> {
  row(position: number): Row | undefined;
  /** What is to be seen, and, after it, what may be next. Everything else that is on its way is given up. */
  want(inView: readonly [number, number], next: readonly [number, number] | null): void;
  /** For useSyncExternalStore. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly version: () => number;
  close(): void;
}

export const pageSize = 50;
const pagesKept = 160;
/** A browser has six connections to a host, and pictures need some. */
const atOnce = 3;

export function openPageCache<Row>(
  load: LoadRows<Row>,
  total: number,
  onFailure: (error: unknown) => void = () => undefined,
): PageCache<Row> {
  const pages = new Map<number, readonly Row[]>();
  const underWay = new Map<number, AbortController>();
  const listeners = new Set<() => void>();
  let seen: readonly number[] = [];
  let queue: readonly number[] = [];
  let version = 0;
  const changed = (): void => {
    version += 1;
    for (const listener of listeners) listener();
  };
  const fetchNext = (): void => {
    for (const page of queue) {
      if (underWay.size >= atOnce) return;
      // What is seen must not wait for what may be: the other end answers one after the other.
      if (!seen.includes(page) && seen.some((other) => underWay.has(other))) return;
      if (!pages.has(page) && !underWay.has(page)) void fetchPage(page);
    }
  };
  async function fetchPage(page: number): Promise<void> {
    const stop = new AbortController();
    underWay.set(page, stop);
    try {
      const from = page * pageSize;
      const rows = await load(from, Math.min(pageSize, total - from), stop.signal);
      if (stop.signal.aborted) return;
      pages.set(page, rows);
      for (const oldest of pages.keys()) {
        if (pages.size <= pagesKept) break;
        if (!queue.includes(oldest)) pages.delete(oldest);
      }
      changed();
    } catch (error) {
      if (stop.signal.aborted) return;
      // Asked for again when it is next wanted, and not at once: what fails may fail a thousand times a second.
      queue = queue.filter((other) => other !== page);
      onFailure(error);
    } finally {
      if (underWay.get(page) === stop) underWay.delete(page);
      fetchNext();
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
    want(inView, next) {
      const wanted = pagesOf(inView);
      seen = wanted;
      for (const page of wanted) {
        const rows = pages.get(page);
        if (!rows) continue;
        pages.delete(page);
        pages.set(page, rows);
      }
      queue = [...new Set([...wanted, ...(next ? pagesOf(next) : [])])];
      for (const [page, stop] of underWay) {
        if (queue.includes(page)) continue;
        underWay.delete(page);
        stop.abort();
      }
      fetchNext();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
    close() {
      queue = [];
      for (const stop of underWay.values()) stop.abort();
      underWay.clear();
    },
  };
}
