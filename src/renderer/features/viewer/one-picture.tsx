import { useState } from 'react';
import type { ItemRecord } from '../../../shared/records/item.ts';
import { plainText } from '../../components/safe-text.tsx';
import { fitted } from './geometry.ts';
import { SaveOriginal } from './foot.tsx';
import { filesToSee } from './leaves.ts';
import { Nothing } from './nothing.tsx';
import { Pane } from './pane.tsx';
import { Reveal } from './reveal.tsx';
import { useFreshAddresses, usePicture, useThumbnails } from './use-picture.ts';

/** An item's first picture, to be zoomed and moved beside what is written of it. */
export function OnePicture({ record }: { readonly record: ItemRecord }) {
  const [isShown, setShown] = useState(false);
  const [view, setView] = useState(fitted);
  const isHidden = record.isGraphic && !isShown;
  const first = filesToSee(record)[0] ?? null;
  const file = first?.id ?? null;
  const thumbnails = useThumbnails(file === null ? [] : [file]);
  const picture = usePicture(isHidden ? null : file, 0);
  const drawn = picture.data?.kind === 'drawn' ? picture.data : null;
  const { refetch } = picture;
  useFreshAddresses(drawn, view, () => void refetch());
  const original = thumbnails.data?.get(file ?? '')?.original ?? null;
  const shown = { drawn, thumbnail: thumbnails.data?.get(file ?? '')?.thumbnail ?? null };
  return (
    <Pane
      shown={shown}
      view={view}
      turn={0}
      name={plainText(record.title)}
      isHidden={isHidden}
      hasKeys
      onView={setView}
      onBroken={() => void refetch()}
    >
      <Reveal subject={{ row: { id: record.id }, isHidden }} onReveal={() => setShown(true)} />
      {picture.data?.kind === 'none' && !shown.thumbnail && !isHidden && (
        <Nothing refusal={picture.data.reason} file={first}>
          {first && original !== null && (
            <SaveOriginal
              address={original}
              name={plainText(first.originalName)}
              fresh={async () => (await thumbnails.refetch()).data?.get(first.id)?.original ?? null}
            />
          )}
        </Nothing>
      )}
    </Pane>
  );
}
