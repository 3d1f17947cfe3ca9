import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { flushSync } from 'react-dom';
import type { DragEvent, KeyboardEvent, MouseEvent, ReactNode, Ref } from 'react';
import { Cell, type RenderCell } from './cell.tsx';
import { positionAfter } from './keys.ts';
import { openPageCache, type LoadRows } from './page-cache.ts';
import { all, contains, extend, nothing, range, toggle, type Selection } from './selection.ts';
import { useActive } from './use-active.ts';
import { useScrolling } from './use-scrolling.ts';
import './item-grid.css';

export interface ItemGridHandle {
  /** Scrolls so that a position can be seen, and makes it the one that keys go on from. */
  scrollTo(position: number): void;
  focus(): void;
}

export interface ItemGridProps<Row> {
  readonly total: number;
  /** Another function is another list: everything is fetched anew. Keep it the same as long as the snapshot is. */
  readonly loadRows: LoadRows<Row>;
  /** Pixels. Without a width, a list: one column as wide as there is room. */
  readonly cell: { readonly width: number | null; readonly height: number };
  /**
   * Keep it the same, so that only what changed is drawn anew. Boxes for pictures have to be of a fixed size. A cell is used
   * again for another row: what remembers anything needs a key.
   */
  readonly renderCell: RenderCell<Row>;
  readonly selection: Selection;
  readonly onSelectionChange: (selection: Selection) => void;
  /** Enter, or a double click. */
  readonly onOpen?: (position: number) => void;
  /** A cell begins to be dragged; without it none can be. */
  readonly onDragBegin?: (event: DragEvent<HTMLDivElement>, position: number) => void;
  readonly onActiveChange?: (position: number) => void;
  /** Rows could not be had; their cells stay empty until they come into view again. */
  readonly onFailure?: (error: unknown) => void;
  readonly label: string;
  readonly ref?: Ref<ItemGridHandle>;
}

/** Rows that are drawn beyond either edge. */
const beyond = 2;
/**
 * Milliseconds after a jump. Who drags the scroll bar passes a thousand pictures: none is fetched, and nothing that may be next,
 * so that the rows of where it ends come at once.
 */
const untilStill = 80;
/** Milliseconds until what may be next is fetched: the pictures in view come first. */
const untilAhead = 500;

/** A million items, of which no more are drawn than can be seen: as cells beside each other, or as a list. */
export function ItemGrid<Row>(props: ItemGridProps<Row>) {
  const { total, loadRows, cell, renderCell, selection, label, onFailure, ref } = props;
  const box = useRef<HTMLDivElement>(null);
  const scrolling = useScrolling(box, total, cell);
  const { columns, rows, range: extent, firstRow, lastRow, topOf, cellWidth, forward } = scrolling;
  const active = useActive(box);
  const cache = useMemo(() => openPageCache(loadRows, total, onFailure), [loadRows, total, onFailure]);
  useEffect(() => () => cache.close(), [cache]);
  useSyncExternalStore(cache.subscribe, cache.version);
  const [from, to] = [Math.max(0, firstRow - beyond), Math.min(rows - 1, lastRow + beyond)];
  const [still, setStill] = useState(from);
  const isNear = Math.abs(from - still) <= lastRow - firstRow;
  // Before it is painted: each moment counts.
  useLayoutEffect(() => {
    const ahead = (lastRow - firstRow + 1) * columns * 3;
    const [first, last] = [firstRow * columns, (lastRow + 1) * columns - 1];
    const next = forward
      ? ([from * columns, last + ahead] as const)
      : ([first - ahead, (to + 1) * columns - 1] as const);
    // Who scrolls on needs what comes; who jumped looks first, or jumps on.
    cache.want([first, last], isNear && from !== still ? next : null);
    const timers = [
      setTimeout(() => setStill(from), isNear ? 0 : untilStill),
      setTimeout(() => cache.want([first, last], next), untilAhead),
    ];
    return () => timers.forEach(clearTimeout);
  }, [cache, from, to, columns, firstRow, lastRow, forward, isNear, still]);

  const [activePosition, anchor] = [Math.min(active.position, Math.max(0, total - 1)), active.anchor];
  const isDrawn = activePosition >= from * columns && activePosition < (to + 1) * columns;
  useLayoutEffect(() => active.settle(activePosition, isDrawn));

  const moveTo = (position: number, isExtending: boolean): void => {
    active.move(position, isExtending ? anchor : position);
    props.onActiveChange?.(position);
    scrolling.show(position);
  };
  useImperativeHandle(ref, () => ({
    scrollTo: (position) => moveTo(Math.min(Math.max(0, position), total - 1), false),
    focus: () => active.take(),
  }));

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const { key, shiftKey, altKey } = event;
    const withControl = event.ctrlKey || event.metaKey;
    if (altKey || total === 0) return;
    const direction = getComputedStyle(event.currentTarget).direction;
    const lie = { total, columns, rowsInView: scrolling.rowsInView, rightToLeft: direction === 'rtl' };
    const to = positionAfter(key, activePosition, lie);
    if (to !== null) {
      if (shiftKey) props.onSelectionChange(extend(selection, anchor, activePosition, to));
      else if (!withControl) props.onSelectionChange(range(to, to));
      moveTo(to, shiftKey);
    } else if (key === 'a' && withControl) props.onSelectionChange(all(total));
    else if (key === ' ') {
      props.onSelectionChange(toggle(selection, activePosition));
      moveTo(activePosition, false);
    } else if (key === 'Enter') props.onOpen?.(activePosition);
    else if (key === 'Escape') props.onSelectionChange(nothing);
    else return;
    event.preventDefault();
  };

  /** Where the first click of two was: what came under the pointer between them is not what was meant. */
  const pressed = useRef<number | null>(null);
  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    const position = positionOf(event.target);
    if (event.detail < 2) pressed.current = position;
    if (position === null) return;
    const withControl = event.ctrlKey || event.metaKey;
    if (event.shiftKey)
      props.onSelectionChange(
        withControl ? extend(selection, anchor, anchor, position) : extend(nothing, anchor, anchor, position),
      );
    else props.onSelectionChange(withControl ? toggle(selection, position) : range(position, position));
    active.take();
    active.move(position, event.shiftKey ? anchor : position);
    props.onActiveChange?.(position);
  };

  const drawn: ReactNode[] = [];
  // A row that goes out of view lends its elements to one that comes: making them takes longer than filling them.
  const slots = scrolling.rowsInView + 2 + 2 * beyond;
  for (let row = from; row <= to; row += 1) {
    const cells: ReactNode[] = [];
    for (let column = 0; column < columns; column += 1) {
      const position = row * columns + column;
      if (position >= total) break;
      cells.push(
        <Cell
          key={column}
          row={cache.row(position)}
          position={position}
          column={column}
          width={cellWidth}
          height={cell.height}
          isSelected={contains(selection, position)}
          isActive={position === activePosition}
          renderCell={renderCell}
          isStill={isNear}
          isDraggable={props.onDragBegin !== undefined}
        />,
      );
    }
    drawn.push(
      <div
        key={row % slots}
        role="row"
        className="item-grid-row"
        aria-rowindex={row + 1}
        style={{ insetBlockStart: topOf(row), blockSize: cell.height }}
      >
        {cells}
      </div>,
    );
  }
  return (
    <div
      ref={box}
      role="grid"
      className="item-grid"
      aria-label={label}
      aria-rowcount={rows}
      aria-colcount={columns}
      aria-multiselectable
      tabIndex={isDrawn ? -1 : 0}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDragStart={(event) => {
        const position = positionOf(event.target);
        if (position !== null) props.onDragBegin?.(event, position);
      }}
      onDoubleClick={(event) => {
        const position = positionOf(event.target);
        if (position !== null && position === pressed.current) props.onOpen?.(position);
      }}
      // In the frame that shows it, not in the one after.
      onScroll={() => flushSync(scrolling.onScroll)}
    >
      <div className="item-grid-range" role="presentation" style={{ blockSize: extent.height }}>
        {drawn}
      </div>
    </div>
  );
}

function positionOf(target: EventTarget): number | null {
  const cell = target instanceof Element ? target.closest('[data-position]') : null;
  return cell instanceof HTMLElement ? Number(cell.dataset.position) : null;
}
