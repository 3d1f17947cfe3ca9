import { FolderDown } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReceiveDrop } from '../host/host-shell.ts';
import { useSession } from '../session/session.tsx';
import './drop-target.css';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/** A question that is open is answered first. */
const isAsking = (): boolean => document.querySelector('[role=dialog], [role=alertdialog]') !== null;

interface Props {
  readonly title: string;
  /** What becomes of the files when they are let go. */
  readonly hint: string;
  readonly isDisabled: boolean;
  readonly onDrop: (receive: ReceiveDrop) => void;
}

/** The whole window takes files while this stands in it. Whoever works by keys has the screen's button for the same. */
export function DropTarget({ title, hint, isDisabled, onDrop }: Props) {
  const { host } = useSession();
  const [isOver, setOver] = useState(false);
  const take = useRef(onDrop);
  useEffect(() => {
    take.current = onDrop;
  });

  useEffect(() => {
    if (isDisabled) return;
    const controller = new AbortController();
    const { signal } = controller;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event) || !event.dataTransfer || isAsking()) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (!hasFiles(event) || !event.dataTransfer || isAsking()) return;
      event.preventDefault();
      take.current(host.dropped(event.dataTransfer));
    };
    window.addEventListener('dragover', over, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('drop', drop, { signal });
    return () => {
      controller.abort();
      setOver(false);
    };
  }, [host, isDisabled]);

  if (!isOver || isDisabled) return null;
  return (
    <div className="drop-target" role="status">
      <FolderDown aria-hidden size={48} strokeWidth={1.25} />
      <p className="drop-target-title">{title}</p>
      <p>{hint}</p>
    </div>
  );
}

/** Elsewhere nothing that is dropped does anything: a browser would leave the page for the file. */
export function useNoDrop(): void {
  useEffect(() => {
    const controller = new AbortController();
    const refuse = (event: DragEvent): void => {
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'none';
    };
    // Before any target, which then says otherwise.
    window.addEventListener('dragover', refuse, { capture: true, signal: controller.signal });
    window.addEventListener('drop', refuse, { capture: true, signal: controller.signal });
    return () => controller.abort();
  }, []);
}
