import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { EditSummary, ItemChanges, RefusedItem } from '../../../shared/records/description.ts';
import type { ItemRecord } from '../../../shared/records/item.ts';
import type { Progress } from '../../../shared/records/progress.ts';
import type { Stream } from '../../jobs/jobs.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { useKept } from '../../session/use-kept.ts';
import { typedPrefix } from '../records/unsaved.ts';
import { readText, textOf, type Problem, type TextName } from './draft.ts';
import type { Edited } from './list.ts';

/** Follows work to its end. */
export async function finish<Result>(
  stream: Stream<Result>,
  onProgress?: (progress: Progress) => void,
): Promise<Result | null> {
  for (;;) {
    const step = await stream.next();
    if (step.done === true) return step.value ?? null;
    onProgress?.(step.value);
  }
}

export type SaveState =
  | { readonly kind: 'idle' | 'saving' | 'saved' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'refused'; readonly code: RefusedItem['code'] };

/** Saves what is said of one item, one change after the other. */
export function useSaving(id: string) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const queries = useQueryClient();
  const [state, setState] = useState<SaveState>({ kind: 'idle' });
  const [act, setAct] = useState<string | null>(null);
  const chain = useRef<Promise<unknown>>(Promise.resolve());
  const key = ['item', archive, id];

  const show = async (): Promise<void> => {
    const record = await host.client.items.show({ archive, item: id });
    queries.setQueryData<ItemRecord>(key, record);
    const { title, captured, isGraphic } = record;
    queries.setQueryData<Edited>(['edited', archive], (before) => ({
      ...before,
      [id]: { title, captured, isGraphic },
    }));
  };
  const inTurn = (work: () => Promise<EditSummary | null>, isUndo: boolean): Promise<boolean> => {
    const run = async (): Promise<boolean> => {
      setState({ kind: 'saving' });
      try {
        const summary = await work();
        await show();
        for (const name of ['row', 'facets']) void queries.invalidateQueries({ queryKey: [name, archive] });
        const [refused] = summary?.refused ?? [];
        setAct(isUndo ? null : (summary?.act ?? null));
        setState(refused ? { kind: 'refused', code: refused.code } : { kind: 'saved' });
        return refused === undefined;
      } catch (error) {
        setState({ kind: 'failed', error });
        return false;
      }
    };
    const done = chain.current.then(run);
    chain.current = done;
    return done;
  };
  return {
    state,
    canUndo: act !== null,
    save: (changes: ItemChanges): Promise<boolean> =>
      inTurn(async () => {
        const revision = queries.getQueryData<ItemRecord>(key)?.revision;
        const selection = { by: 'items' as const, items: [id] };
        const expected = revision === undefined ? {} : { expectedRevision: revision };
        return finish<EditSummary>(
          await host.client.items.edit({ archive, selection, changes, ...expected }),
        );
      }, false),
    undo: (): Promise<boolean> =>
      inTurn(
        async () => finish<EditSummary>(await host.client.items.undo({ archive, act: act ?? '' })),
        true,
      ),
    /** Puts the item back to what it was after a revision. */
    restore: (revision: number): Promise<boolean> =>
      inTurn(() => host.client.items.restoreRevision({ archive, item: id, revision }), false),
    /** Takes what stands in the archive by now. */
    reload: async (): Promise<void> => {
      await show();
      setState({ kind: 'idle' });
    },
  };
}

type Typed = Readonly<Partial<Record<TextName, string>>>;

const nothingTyped: Typed = {};

/** What is being typed about an item, until it is saved: what was refused is there when somebody comes back to the item. */
export function useDraft(record: ItemRecord) {
  const saving = useSaving(record.id);
  const [typed, setTyped] = useKept<Typed>(`${typedPrefix}${record.id}`, nothingTyped);
  const without = (names: readonly TextName[], as: Typed) => (now: Typed) =>
    Object.fromEntries(
      Object.entries(now).filter(
        ([name, text]) => !names.some((other) => other === name && as[other] === text),
      ),
    );
  const text = (name: TextName): string => typed[name] ?? textOf(record, name);
  const isChanged = (name: TextName): boolean =>
    typed[name] !== undefined && typed[name].trim() !== textOf(record, name);
  return {
    saving,
    text,
    isUnsaved: Object.keys(typed).some((name) => isChanged(name as TextName)),
    type: (name: TextName, value: string) => setTyped((now) => ({ ...now, [name]: value })),
    problem(name: TextName): Problem | null {
      if (!isChanged(name)) return null;
      const reading = readText(name, text(name), record);
      return reading.ok ? null : reading.problem;
    },
    /** Saves these fields where they were changed and can be read; false where something stands unsaved. */
    async send(names: readonly TextName[]): Promise<boolean> {
      const changed = names.filter(isChanged);
      let changes: ItemChanges = {};
      for (const name of changed) {
        const reading = readText(name, text(name), record);
        if (!reading.ok) return false;
        changes = { ...changes, ...reading.changes };
      }
      if (changed.length === 0) {
        setTyped(without(names, typed));
        return true;
      }
      const isSaved = await saving.save(changes);
      if (isSaved) setTyped(without(changed, typed));
      return isSaved;
    },
    /** Saves something that was chosen; what was typed in that field goes. */
    async choose(changes: ItemChanges, name?: TextName): Promise<void> {
      const isSaved = await saving.save(changes);
      if (isSaved && name !== undefined) setTyped((now) => without([name], now)(now));
    },
  };
}

export type Draft = ReturnType<typeof useDraft>;
