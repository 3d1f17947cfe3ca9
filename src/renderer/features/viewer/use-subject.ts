import { useState } from 'react';
import { useItem, useRowAt, type Listed } from '../evidence/list.ts';
import type { Turn } from './geometry.ts';
import { filesToSee, firstLeaf, leafAfter, type Leaf } from './leaves.ts';
import { useFreshAddresses, usePicture, useThumbnails } from './use-picture.ts';

/** Milliseconds: addresses hold for five minutes at least. */
const addressesHold = 4 * 60_000;

interface State {
  readonly id: string | null;
  readonly leaf: Leaf;
  readonly turn: Turn;
}

/** What is looked at in one pane: an item of a list, one of its pages, and how it is turned. */
export function useSubject(
  snapshot: Listed,
  position: number | null,
  revealed: ReadonlySet<string>,
  moved: unknown,
) {
  const { data } = useRowAt(snapshot, position, true);
  const row = position === null ? null : (data ?? null);
  const id = row?.id ?? null;
  const { data: record, error } = useItem(id);
  const [state, setState] = useState<State>({ id, leaf: firstLeaf, turn: 0 });
  // How one item was turned, or which page of it was open, says nothing about the next.
  const own: State = state.id === id ? state : { id, leaf: firstLeaf, turn: 0 };
  const files = filesToSee(record);
  const file = files[own.leaf.file] ?? null;
  const thumbnails = useThumbnails(files.map((one) => one.id));
  // What was marked a moment ago counts: rows are as they were when the list was made.
  const isGraphic = record?.isGraphic ?? row?.isGraphic ?? false;
  const isHidden = row !== null && isGraphic && !revealed.has(row.id);
  const picture = usePicture(isHidden ? null : (file?.id ?? null), own.leaf.page);
  const told = picture.data?.kind === 'drawn' && !isHidden ? picture.data : null;
  const drawn = picture.isPlaceholderData ? null : told;
  const { refetch } = picture;
  useFreshAddresses(drawn, moved, () => void refetch());
  const media = file ? (thumbnails.data?.get(file.id) ?? null) : null;
  const pages = told?.pages ?? own.leaf.page + 1;
  const seen = `${file?.id ?? ''} ${own.leaf.page}`;
  const [coarse, setCoarse] = useState<string | null>(null);
  const change = (part: Partial<State>): void => setState({ ...own, ...part, id });
  const step = (by: 1 | -1): Leaf | null => leafAfter(own.leaf, by, files.length, pages);
  return {
    row,
    record,
    files,
    file,
    thumbnails: thumbnails.data ?? null,
    original: media?.original ?? null,
    /** An address of the original that holds for some minutes more, or null. */
    async freshOriginal(): Promise<string | null> {
      if (Date.now() - thumbnails.dataUpdatedAt < addressesHold) return media?.original ?? null;
      const { data: fresh } = await thumbnails.refetch();
      return fresh?.get(file?.id ?? '')?.original ?? null;
    },
    /** Not every pixel of what is looked at could be had. */
    isCoarse: coarse === seen,
    onCoarse: () => setCoarse(seen),
    /** A page after the first has no thumbnail of its own. */
    shown: { drawn, thumbnail: own.leaf.page === 0 ? (media?.thumbnail ?? null) : null },
    picture,
    /** Why nothing is seen, once that is known. */
    refusal:
      picture.data?.kind === 'none' && !picture.isPlaceholderData && !isHidden ? picture.data.reason : null,
    error: error ?? picture.error,
    isGraphic,
    isHidden,
    leaf: own.leaf,
    pages,
    turn: own.turn,
    setTurn: (by: 90 | -90) => change({ turn: turnedBy(own.turn, by) }),
    open: (leaf: Leaf) => change({ leaf }),
    step,
  };
}

export type Subject = ReturnType<typeof useSubject>;

function turnedBy(turn: Turn, by: 90 | -90): Turn {
  const turns: readonly Turn[] = [0, 90, 180, 270];
  return turns[(turns.indexOf(turn) + (by === 90 ? 1 : 3)) % 4] ?? 0;
}
