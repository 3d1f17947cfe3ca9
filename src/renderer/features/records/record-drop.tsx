import { useState, type ReactNode } from 'react';
import { linkTypesBetween, type LinkEnd } from '../../../shared/catalogue/link-rules.ts';
import type { RecordMention } from '../../../shared/records/record.ts';
import { useArchive } from '../../session/session.tsx';
import { useDraggedDrop, type Dragged } from './item-drag.ts';
import { LinkItemsDialog } from './link-items-dialog.tsx';
import { useMentions } from './use-records.ts';

/** Takes items that are dropped on a record, where an item can be linked with such a one. */
function useRecordDrop(
  record: RecordMention | null,
  onDropped: (dragged: Dragged, onto: RecordMention) => void,
) {
  const { access } = useArchive();
  const isLinkable = record !== null && linkTypesBetween('item', record.kind as LinkEnd).length > 0;
  return useDraggedDrop(
    (dragged) => {
      if (record) onDropped(dragged, record);
    },
    access === 'read' || !isLinkable,
  );
}

interface Props {
  readonly record: RecordMention;
  readonly onDropped: (dragged: Dragged, onto: RecordMention) => void;
  readonly children: ReactNode;
}

/** A record in a list that items can be dropped on, to say what they show of it. By keys it is said from the grid. */
export function RecordDrop({ record, onDropped, children }: Props) {
  const { isOver, handlers } = useRecordDrop(record, onDropped);
  return (
    <div className={isOver ? 'record-row-drop record-drop-over' : 'record-row-drop'} {...handlers}>
      {children}
    </div>
  );
}

interface DetailProps {
  readonly label: string;
  /** The record that is looked at. */
  readonly opened: string | null;
  readonly children: ReactNode;
}

const none: readonly string[] = [];

/** What is read of a record, on which items can be dropped too. */
export function DetailDrop({ label, opened, children }: DetailProps) {
  const mentions = useMentions(opened === null ? none : [opened]);
  const record = opened === null ? null : (mentions.get(opened) ?? null);
  const [dropped, setDropped] = useState<{ readonly items: Dragged; readonly onto: RecordMention } | null>(
    null,
  );
  const drop = useRecordDrop(record, (items, onto) => setDropped({ items, onto }));
  return (
    <section
      className={drop.isOver ? 'record-detail record-drop-over' : 'record-detail'}
      aria-label={label}
      {...drop.handlers}
    >
      {children}
      {dropped && <LinkItemsDialog {...dropped} onClose={() => setDropped(null)} />}
    </section>
  );
}
