import { useEffect, useRef, useState, type DragEvent } from 'react';
import { count, type Selection } from '../../components/item-grid/selection.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { chosenRows } from '../shape/chosen-rows.ts';
import './item-drag.css';

/** What stands for dragged items. Only this window reads it: nothing outside takes such a type. */
const type = 'application/x-stele-items';

/** Items by their ids, or those that are selected in a list as it was made. */
export type Dragged =
  | { readonly by: 'items'; readonly items: readonly string[] }
  | { readonly by: 'list'; readonly snapshot: string; readonly selection: Selection };

/** As many as the core links at once. */
export const mostLinked = 10_000;

export const countDragged = (dragged: Dragged): number =>
  dragged.by === 'items' ? dragged.items.length : count(dragged.selection);

/** `badge`: what is shown under the pointer instead of what is dragged, where that is several. */
export function beginItemDrag(event: DragEvent, dragged: Dragged, badge: string | null = null): void {
  // A picture would give its address to whatever it is dropped on.
  event.dataTransfer.clearData();
  event.dataTransfer.setData(type, JSON.stringify(dragged));
  event.dataTransfer.effectAllowed = 'link';
  if (badge === null) return;
  const shown = document.createElement('div');
  shown.className = 'item-drag-badge';
  shown.textContent = badge;
  document.body.append(shown);
  event.dataTransfer.setDragImage(shown, -12, -8);
  // It is drawn once, when the drag begins.
  setTimeout(() => shown.remove(), 0);
}

/** What a drop brought; null where that is none of ours. */
function droppedIn(event: DragEvent): Dragged | null {
  const text = event.dataTransfer.getData(type);
  return text === '' ? null : (JSON.parse(text) as Dragged);
}

const holdsItems = (event: DragEvent): boolean => event.dataTransfer.types.includes(type);

const isWithin = (event: DragEvent): boolean =>
  event.currentTarget instanceof Node &&
  event.relatedTarget instanceof Node &&
  event.currentTarget.contains(event.relatedTarget);

/** What takes dragged items as they come; whoever works by keys has a button for the same. */
export function useDraggedDrop(onDropped: (dragged: Dragged) => void, isDisabled = false) {
  const [isOver, setOver] = useState(false);
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (isDisabled || !holdsItems(event)) return;
        event.preventDefault();
        event.stopPropagation();
        event.dataTransfer.dropEffect = 'link';
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (!isWithin(event)) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        setOver(false);
        if (isDisabled || !holdsItems(event)) return;
        event.preventDefault();
        event.stopPropagation();
        const dragged = droppedIn(event);
        if (dragged && countDragged(dragged) > 0) onDropped(dragged);
      },
    },
  };
}

/** The same by the ids of the items, at most as many as are linked at once. */
export function useItemDrop(onItems: (items: readonly string[]) => void, isDisabled = false) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  return useDraggedDrop((dragged) => {
    void itemsOf(host.client, archive, dragged).then(
      (items) => {
        if (items.length > 0) onItems(items);
      },
      // The list is gone: what was dragged cannot be told any more, and nothing was changed.
      () => undefined,
    );
  }, isDisabled);
}

export async function itemsOf(
  client: Parameters<typeof chosenRows>[0],
  archive: string,
  dragged: Dragged,
): Promise<readonly string[]> {
  if (dragged.by === 'items') return dragged.items;
  return (await chosenRows(client, archive, dragged.snapshot, dragged.selection)).map(({ id }) => id);
}

/** Milliseconds over a door until it opens: long enough to pass by it. */
const untilOpen = 600;

/** A way to another screen opens for items that are held over it, so that they can be dropped there. */
export function useSpringLoaded(onOpen: () => void) {
  const [isOver, setOver] = useState(false);
  const open = useRef(onOpen);
  useEffect(() => {
    open.current = onOpen;
  });
  useEffect(() => {
    if (!isOver) return;
    const timer = setTimeout(() => open.current(), untilOpen);
    return () => clearTimeout(timer);
  }, [isOver]);
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!holdsItems(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'link';
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (!isWithin(event)) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        if (!holdsItems(event)) return;
        event.preventDefault();
        setOver(false);
        open.current();
      },
    },
  };
}
