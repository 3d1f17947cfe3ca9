import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { scrollRange } from './scroll-range.ts';

interface CellSize {
  /** The least; cells share what is left of a row. Null: a cell is as wide as the list. */
  readonly width: number | null;
  readonly height: number;
}

/** What of a million rows is in view, and where the drawn ones lie. */
export function useScrolling(box: RefObject<HTMLDivElement | null>, total: number, cell: CellSize) {
  const [view, setView] = useState({ width: 0, height: 0 });
  /** `distance`: from the beginning of the content to the upper edge of the view. */
  const [at, setAt] = useState({ scrolled: 0, distance: 0, forward: true });
  const columns = cell.width === null ? 1 : Math.max(1, Math.floor(view.width / cell.width));
  const cellWidth = cell.width === null ? view.width : Math.max(cell.width, Math.floor(view.width / columns));
  const rows = Math.ceil(total / columns);
  const extent = useMemo(
    () => scrollRange(rows * cell.height, view.height),
    [rows, cell.height, view.height],
  );
  const exact = useRef(0);

  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return;
    const measure = (): void => setView({ width: current.clientWidth, height: current.clientHeight });
    // Before it is painted: in one column as long as the width is not known, a cell would be another item a moment later.
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [box]);

  const goTo = (distance: number): void => {
    const { current } = box;
    if (!current) return;
    const scrolled = extent.toScrolled(distance);
    exact.current = Math.min(Math.max(0, distance), Math.max(0, rows * cell.height - view.height));
    current.scrollTo({ top: scrolled, behavior: 'instant' });
    onScroll();
  };

  const onScroll = (): void => {
    const scrolled = box.current?.scrollTop ?? 0;
    // Where a pixel stands for several, the browser's rounding must not move what was put in its place exactly.
    const isWhereItWasPut = Math.abs(extent.toScrolled(exact.current) - scrolled) < 1;
    const distance = isWhereItWasPut ? exact.current : extent.toContent(scrolled);
    exact.current = distance;
    setAt((before) => {
      const forward = distance === before.distance ? before.forward : distance > before.distance;
      const isSame =
        !extent.scaled &&
        forward === before.forward &&
        Math.floor(distance / cell.height) === Math.floor(before.distance / cell.height);
      // As long as the same rows are in view, the browser scrolls what is drawn.
      return isSame ? before : { scrolled, distance, forward };
    });
  };

  // What was in view stays in view when the columns become more or fewer, or the list another.
  const first = useRef(0);
  const last = useRef({ columns, height: cell.height });
  useLayoutEffect(() => {
    if (last.current.columns !== columns || last.current.height !== cell.height) {
      const kept = first.current;
      last.current = { columns, height: cell.height };
      goTo(Math.floor(kept / columns) * cell.height);
    } else first.current = Math.floor(exact.current / cell.height) * columns;
  });

  // A turn of the wheel is a turn of the wheel, however long the list: only where it is scaled need we see to it.
  const wheel = useRef<((event: WheelEvent) => void) | null>(null);
  useEffect(() => {
    wheel.current = (event) => {
      if (!extent.scaled || event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit = event.deltaMode === 0 ? 1 : event.deltaMode === 1 ? 40 : view.height;
      goTo(exact.current + event.deltaY * unit);
    };
  });
  useEffect(() => {
    const { current } = box;
    const turn = (event: WheelEvent): void => wheel.current?.(event);
    current?.addEventListener('wheel', turn, { passive: false });
    return () => current?.removeEventListener('wheel', turn);
  }, [box]);

  const firstRow = Math.min(Math.max(0, rows - 1), Math.floor(at.distance / cell.height));
  const lastRow = Math.min(rows - 1, Math.floor((at.distance + view.height) / cell.height));
  return {
    columns,
    rows,
    range: extent,
    cellWidth,
    firstRow,
    lastRow,
    forward: at.forward,
    rowsInView: Math.floor(view.height / cell.height),
    topOf: (row: number): number =>
      extent.scaled ? at.scrolled + row * cell.height - at.distance : row * cell.height,
    onScroll,
    /** As little as is needed for a position to be in view. */
    show(position: number): void {
      const top = Math.floor(position / columns) * cell.height;
      if (top < exact.current) goTo(top);
      else if (top + cell.height > exact.current + view.height) goTo(top + cell.height - view.height);
    },
  };
}
