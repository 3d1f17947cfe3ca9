import { EyeOff, X } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../components/button.tsx';
import { plainText, SafeText } from '../../components/safe-text.tsx';
import { KindIcon } from '../evidence/kind-icon.tsx';
import { Picture } from '../evidence/picture.tsx';
import { Viewer } from '../viewer/viewer.tsx';
import { beginItemDrag } from './item-drag.ts';
import { useItemRows } from './item-rows.ts';
import './item-tile-list.css';

/** So many are shown before more are asked for. */
const few = 24;

interface Props {
  readonly label: string;
  readonly items: readonly string[];
  readonly onRemove?: ((item: string) => void) | undefined;
}

/** Items by picture and number: opened by a press, dragged to whatever takes items, taken away by a cross. */
export function ItemTileList({ label, items, onRemove }: Props) {
  const { t } = useTranslation('records');
  const [isWhole, setWhole] = useState(false);
  const [viewed, setViewed] = useState<number | null>(null);
  const shown = isWhole ? items : items.slice(0, few);
  const rows = useItemRows(shown);
  return (
    <>
      <ul className="record-tiles" aria-label={label}>
        {shown.map((id, at) => {
          const row = rows.get(id);
          const name = plainText(row?.title ?? '');
          return (
            <li
              key={id}
              draggable
              onDragStart={(event) => beginItemDrag(event, { by: 'items', items: [id] })}
            >
              <AriaButton
                className="record-tile"
                isDisabled={row === undefined}
                onPress={() => setViewed(at)}
              >
                <span className="item-tile-picture">
                  <KindIcon mediaType={row?.mediaType ?? null} size={22} />
                  {row && <Picture key={id} id={id} thumbnail={row.thumbnail} isBlurred={row.isGraphic} />}
                  {row?.isGraphic === true && <EyeOff className="evidence-mark" aria-hidden size={14} />}
                </span>
                <span className="item-tile-title">
                  <SafeText>{row?.title ?? '…'}</SafeText>
                </span>
                <span className="quiet small numeric">{row?.number}</span>
              </AriaButton>
              {onRemove && (
                <span className="record-tile-remove">
                  <IconButton icon={X} label={t('links.unlink', { name })} onPress={() => onRemove(id)} />
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {items.length > few && (
        <Button size="small" tone="quiet" onPress={() => setWhole(!isWhole)}>
          {isWhole
            ? t('facet.fewer', { ns: 'evidence' })
            : t('facet.more', { ns: 'evidence', count: items.length - few })}
        </Button>
      )}
      {viewed !== null && (
        <Viewer
          snapshot={items}
          total={items.length}
          position={viewed}
          beside={null}
          onMove={setViewed}
          onClose={() => setViewed(null)}
        />
      )}
    </>
  );
}
