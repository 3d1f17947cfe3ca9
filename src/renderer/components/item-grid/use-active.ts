import { useRef, useState, type RefObject } from 'react';

/**
 * The cell that keys go on from, which alone can be tabbed to. It may be far out of view, where it is not drawn: then the grid
 * itself holds the focus for it.
 */
export function useActive(box: RefObject<HTMLDivElement | null>) {
  const [active, setActive] = useState({ position: 0, anchor: 0 });
  const isWanted = useRef(false);
  return {
    position: active.position,
    /** Where a range that is extended began. */
    anchor: active.anchor,
    move(position: number, anchor: number): void {
      if (box.current?.contains(document.activeElement) === true) isWanted.current = true;
      setActive({ position, anchor });
    },
    /** The focus goes to the active cell with the next drawing. */
    take(): void {
      isWanted.current = true;
      box.current?.focus({ preventScroll: true });
    },
    /** After each drawing: focus that was asked for is given, and none is lost with a cell that is drawn no more. */
    settle(position: number, isDrawn: boolean): void {
      const { current } = box;
      if (!current) return;
      const holder = document.activeElement;
      const isInside = current.contains(holder);
      if (!isInside && holder !== document.body) isWanted.current = false;
      if (!isInside && !isWanted.current) return;
      isWanted.current = true;
      const cell = isDrawn ? current.querySelector<HTMLElement>(`[data-position="${position}"]`) : null;
      const taker = cell ?? current;
      if (taker !== holder) taker.focus({ preventScroll: true });
    },
  };
}
