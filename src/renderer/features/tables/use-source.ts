import { useEffect, useRef, useState } from 'react';
import type { AnyPath } from '../../../shared/contract/common.ts';
import type { Dropped, ReceiveDrop } from '../../host/host-shell.ts';
import { useArchive, useSession } from '../../session/session.tsx';

export interface Source {
  readonly path: AnyPath;
  readonly name: string;
}

/** The file that a table is read from. What was dropped is a copy, and goes with the dialog or when another one comes. */
export function useSource() {
  const { jobs } = useSession();
  const { handle } = useArchive();
  const [source, setSource] = useState<Source | null>(null);
  const [isSeveral, setSeveral] = useState(false);
  const dropped = useRef<Dropped | null>(null);
  const release = (): void => {
    void dropped.current?.release();
    dropped.current = null;
  };
  useEffect(() => release, []);
  const take = (paths: readonly (readonly [string, AnyPath])[]): void => {
    const [only, another] = paths;
    setSeveral(another !== undefined);
    if (only && !another) setSource({ name: only[0], path: only[1] });
  };
  return {
    source,
    isSeveral,
    choose: (paths: readonly AnyPath[]): void => {
      release();
      take(paths.map((path) => [nameOf(path), path]));
    },
    drop: async (receive: ReceiveDrop): Promise<void> => {
      const found = await jobs.start<Dropped>('drop', (signal) => Promise.resolve(receive(handle, signal)));
      jobs.dismiss('drop');
      if (!found) return;
      release();
      dropped.current = found;
      take(found.entries.map(({ name, path }) => [name, path]));
      if (found.entries.length !== 1) release();
    },
    forget: (): void => {
      release();
      setSource(null);
    },
  };
}

function nameOf(path: AnyPath): string {
  const text =
    'text' in path
      ? path.text
      : new TextDecoder().decode(Uint8Array.from(atob(path.bytes), (one) => one.charCodeAt(0)));
  return text.split(/[\\/]/).at(-1) ?? text;
}
