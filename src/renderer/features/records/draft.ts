import { useState, useSyncExternalStore } from 'react';
import type { ContentOf, RecordKind } from '../../../shared/catalogue/kinds.ts';
import { isAppError } from '../../../shared/errors/app-error.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { useKept } from '../../session/use-kept.ts';
import { changesBetween, cleanedContent } from './clean.ts';
import { countUnsaved, draftName, type Draft } from './unsaved.ts';
import { useRecordsChanged } from './use-records.ts';

export interface Written {
  readonly id: string;
  readonly number: string;
  readonly revision: number;
}

export type SaveState =
  | { readonly kind: 'idle' | 'saving' }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Somebody else wrote meanwhile: members that both changed. */
  | { readonly kind: 'elsewhere'; readonly both: readonly string[] };

export interface RecordDraft<Kind extends RecordKind> {
  readonly content: ContentOf<Kind>;
  readonly set: (part: Partial<Record<keyof ContentOf<Kind>, unknown>>) => void;
  readonly state: SaveState;
  readonly isNew: boolean;
  readonly isChanged: boolean;
  /** Null where it was not saved: `state` says why. `evenSo`: over what somebody else wrote meanwhile. */
  readonly save: (evenSo?: boolean) => Promise<Written | null>;
  readonly drop: () => void;
}

interface Begun<Kind extends RecordKind> {
  readonly kind: Kind;
  /** Null: a new record. */
  readonly id: string | null;
  readonly content: ContentOf<Kind>;
  readonly revision: number;
  /** Of a new one: apart from others that are being written. */
  readonly name?: string;
}

/** Writes a record: nothing of it is saved until that is asked for, and then only the members that were changed. */
export function useRecordDraft<Kind extends RecordKind>(begun: Begun<Kind>): RecordDraft<Kind> {
  const { kind, id, revision } = begun;
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const changed = useRecordsChanged();
  const initial: Draft = {
    content: begun.content,
    base: id === null ? null : { content: begun.content, revision },
  };
  const [kept, setKept] = useKept<Draft | null>(draftName(kind, id, begun.name), null);
  const [state, setState] = useState<SaveState>({ kind: 'idle' });
  const now = kept ?? initial;

  const write = async (evenSo: boolean): Promise<Written> => {
    if (id === null || now.base === null)
      return host.client.records.create({ archive, kind, content: { ...cleanedContent(now.content) } });
    const changes = changesBetween(now.base.content, now.content);
    const expected = evenSo ? {} : { expectedRevision: now.base.revision };
    return host.client.records.edit({ archive, record: id, changes, ...expected });
  };
  const bothChanged = async (): Promise<readonly string[]> => {
    const there = await host.client.records.show({ archive, record: id ?? '', language: 'en' });
    const theirs = changesBetween(now.base?.content ?? {}, there.content);
    return Object.keys(changesBetween(now.base?.content ?? {}, now.content)).filter((name) => name in theirs);
  };
  return {
    // It began as such content; what is not yet right the core refuses, and says what.
    content: now.content as ContentOf<Kind>,
    // By what was set last, not by what was drawn last: two members may be set at once.
    set: (part) =>
      setKept((last) => ({ ...(last ?? initial), content: { ...(last ?? initial).content, ...part } })),
    state,
    isNew: id === null,
    isChanged:
      id === null
        ? Object.keys(changesBetween(begun.content, now.content)).length > 0
        : Object.keys(changesBetween(now.base?.content ?? {}, now.content)).length > 0,
    async save(evenSo = false) {
      setState({ kind: 'saving' });
      try {
        const written = await write(evenSo);
        setKept(null);
        setState({ kind: 'idle' });
        await changed();
        return written;
      } catch (error) {
        if (isAppError(error) && error.code === 'edited-elsewhere')
          setState({ kind: 'elsewhere', both: await bothChanged().catch(() => []) });
        else setState({ kind: 'failed', error });
        return null;
      }
    },
    drop() {
      setKept(null);
      setState({ kind: 'idle' });
      void changed();
    },
  };
}

export function useUnsaved(): number {
  const { kept } = useSession();
  return useSyncExternalStore(kept.subscribe, () => countUnsaved(kept));
}

/** Whether something of a record is being written, and stands unsaved. */
export function useHasDraft(kind: RecordKind, id: string | null, name?: string): boolean {
  const [kept] = useKept<unknown>(draftName(kind, id, name), null);
  return kept !== null;
}
