import { useState, type ReactNode } from 'react';
import type { AnyPath } from '../../shared/contract/common.ts';
import { useSession } from '../session/session.tsx';
import { PathPicker, type PickKind } from './path-picker.tsx';

interface Asked {
  readonly kind: PickKind;
  readonly title: string;
  readonly action: string;
  readonly suggestedName?: string;
}

/**
 * Asks for paths: by the system's dialogs where the host has them, else by the folder browser, which is what `element` shows.
 * The promise holds null if nothing was chosen.
 */
export function usePick(): {
  readonly pick: (asked: Asked) => Promise<readonly AnyPath[] | null>;
  readonly element: ReactNode;
} {
  const { host } = useSession();
  const [open, setOpen] = useState<
    (Asked & { readonly answer: (paths: readonly AnyPath[] | null) => void }) | null
  >(null);
  const pick = async (asked: Asked): Promise<readonly AnyPath[] | null> => {
    if (!host.folders) {
      if (asked.kind === 'files') return host.pickFiles();
      const path =
        asked.kind === 'save' ? await host.saveTo(asked.suggestedName ?? '') : await host.pickFolder();
      return path && [path];
    }
    return new Promise((answer) => setOpen({ ...asked, answer }));
  };
  const end = (paths: readonly AnyPath[] | null): void => {
    open?.answer(paths);
    setOpen(null);
  };
  return {
    pick,
    element: host.folders && open && (
      <PathPicker
        folders={host.folders}
        kind={open.kind}
        title={open.title}
        action={open.action}
        {...(open.suggestedName === undefined ? {} : { suggestedName: open.suggestedName })}
        isOpen
        onClose={() => end(null)}
        onPick={end}
      />
    ),
  };
}
