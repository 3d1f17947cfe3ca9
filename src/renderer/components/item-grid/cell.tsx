import { memo, type ReactNode } from 'react';

/** `isStill`: false while so much flies by that no picture is worth fetching. */
export type RenderCell<Row> = (row: Row, isStill: boolean) => ReactNode;

export interface CellProps<Row> {
  readonly row: Row | undefined;
  readonly position: number;
  readonly column: number;
  readonly width: number;
  readonly height: number;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly renderCell: RenderCell<Row>;
  readonly isStill: boolean;
  readonly isDraggable: boolean;
}

function CellOf<Row>(props: CellProps<Row>) {
  const { row, position, column, width, height, isSelected, isActive, renderCell, isStill, isDraggable } =
    props;
  return (
    <div
      role="gridcell"
      className="item-grid-cell"
      aria-colindex={column + 1}
      aria-selected={isSelected}
      aria-busy={row === undefined}
      data-position={position}
      draggable={isDraggable || undefined}
      tabIndex={isActive ? 0 : -1}
      style={{ insetInlineStart: column * width, inlineSize: width, blockSize: height }}
    >
      {row === undefined ? <div className="item-grid-empty" /> : renderCell(row, isStill)}
    </div>
  );
}

/** One cell; drawn anew only when something of it changed. */
export const Cell = memo(CellOf) as typeof CellOf;
