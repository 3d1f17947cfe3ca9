import { Columns2, Combine, Link2, Maximize2, Package } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import type { Selection } from '../../components/item-grid/selection.ts';
import { useArchive } from '../../session/session.tsx';
import { go } from '../../shell/route.ts';
import { useToPackage } from '../packages/to-package.ts';
import { LinkItemsDialog } from '../records/link-items-dialog.tsx';
import { CombineDialog } from './combine-dialog.tsx';
import { PlaceOnMap } from '../map/place-on-map.tsx';
import './shape.css';

interface Props {
  readonly snapshot: string;
  readonly selection: Selection;
  readonly count: number;
  readonly onOpen: (position: number) => void;
  readonly onCompare: (one: number, other: number) => void;
  readonly onCombined: (item: string) => void;
}

/** What can be done with several items at once. It stands below them, so that none moves when it comes. */
export function SelectionBar({ snapshot, selection, count, onOpen, onCompare, onCombined }: Props) {
  const { t } = useTranslation('shape');
  const { access } = useArchive();
  const [isCombining, setCombining] = useState(false);
  const [isLinking, setLinking] = useState(false);
  const [, setToPackage] = useToPackage();
  const [first, last] = [selection[0]?.[0], selection.at(-1)?.[1]];
  return (
    <div className="selection-bar" role="toolbar" aria-label={t('chosen')}>
      <span className="small numeric">{t('selected', { ns: 'evidence', count })}</span>
      {first !== undefined && (
        <Button size="small" icon={Maximize2} onPress={() => onOpen(first)}>
          {t('look')}
        </Button>
      )}
      {count === 2 && first !== undefined && last !== undefined && (
        <Button size="small" icon={Columns2} onPress={() => onCompare(first, last)}>
          {t('compare')}
        </Button>
      )}
      <Button size="small" icon={Link2} isDisabled={access === 'read'} onPress={() => setLinking(true)}>
        {t('linkThese')}
      </Button>
      <Button size="small" icon={Combine} isDisabled={access === 'read'} onPress={() => setCombining(true)}>
        {t('combine.open')}
      </Button>
      <Button
        size="small"
        icon={Package}
        isDisabled={access === 'read'}
        onPress={() => {
          setToPackage({ by: 'snapshot', snapshot, ranges: selection, count });
          go('packages');
        }}
      >
        {t('toPackage')}
      </Button>
      <PlaceOnMap
        target={{
          selection: { by: 'snapshot', snapshot, ranges: selection.map(([from, to]) => [from, to]) },
          count,
          record: null,
        }}
        isDisabled={access === 'read'}
      />
      {isLinking && (
        <LinkItemsDialog items={{ by: 'list', snapshot, selection }} onClose={() => setLinking(false)} />
      )}
      {isCombining && (
        <CombineDialog
          snapshot={snapshot}
          selection={selection}
          count={count}
          onClose={() => setCombining(false)}
          onDone={(item) => {
            setCombining(false);
            onCombined(item);
          }}
        />
      )}
    </div>
  );
}
