import { useState, type DragEvent } from 'react';

/** Ids of items, by lines. Only this window reads it: nothing outside takes such a type. */
const type = 'application/x-stele-items';

export function beginItemDrag(event: DragEvent, items: readonly string[]): void {
  event.dataTransfer.setData(type, items.join('\n'));
  event.dataTransfer.effectAllowed = 'link';
}

/** What takes items that are dragged here; whoever works by keys has a button for the same. */
export function useItemDrop(onItems: (items: readonly string[]) => void, isDisabled = false) {
  const [isOver, setOver] = useState(false);
  const holdsItems = (event: DragEvent): boolean => !isDisabled && event.dataTransfer.types.includes(type);
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!holdsItems(event)) return;
        event.preventDefault();
        event.stopPropagation();
        event.dataTransfer.dropEffect = 'link';
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (event.currentTarget instanceof Node && event.relatedTarget instanceof Node)
          if (event.currentTarget.contains(event.relatedTarget)) return;
        setOver(false);
      },
      onDrop: (event: DragEvent) => {
        setOver(false);
        if (!holdsItems(event)) return;
        event.preventDefault();
        event.stopPropagation();
        const items = event.dataTransfer.getData(type).split('\n');
        if (items[0] !== '') onItems(items);
      },
    },
  };
}
