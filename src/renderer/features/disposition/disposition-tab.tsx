import { useQuery } from '@tanstack/react-query';
import { Eraser, EyeOff, Flame, Scale, ShieldOff } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRecord } from '../../../shared/records/item.ts';
import { Button } from '../../components/button.tsx';
import type { Selection } from '../../components/item-grid/selection.ts';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { ChangeDialog, type Change } from './change-dialog.tsx';
import { DestroyDialog } from './destroy-dialog.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { States } from './states.tsx';
import './disposition.css';

/** A person looks through what they destroy: more at once is a matter for the command line. */
const most = 1000;

/** What of one item, and what may be done: it is kept, out of sight, held, destroyed. */
export function DispositionTab({ record }: { readonly record: ItemRecord }) {
  const { t } = useTranslation('disposition');
  const { disposition } = record;
  const whole = useRef<HTMLDivElement>(null);
  return (
    <div className="stack" ref={whole} tabIndex={-1}>
      {disposition ? (
        <States
          item={record.id}
          disposition={disposition}
          // Whoever works by keys stays where they were, also when a button is gone.
          onChanged={() => whole.current?.focus()}
        />
      ) : (
        <p className="quiet">{t('current')}</p>
      )}
      {disposition?.state !== 'destroyed' && <Acts items={[record.id]} record={record} />}
    </div>
  );
}

interface SeveralProps {
  readonly snapshot: string;
  readonly selection: Selection;
  readonly count: number;
}

/** The same for many: their ids are those of the list that they were chosen in. */
export function DispositionOfSeveral({ snapshot, selection, count }: SeveralProps) {
  const { t } = useTranslation('disposition');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { data, error } = useQuery({
    queryKey: ['ids', archive, snapshot, selection],
    enabled: count <= most,
    queryFn: async () => {
      const ids: string[] = [];
      for (const [first, last] of selection)
        for (let from = first; from <= last; from += 500) {
          const wanted = { archive, snapshot, from, count: Math.min(500, last - from + 1) };
          ids.push(...(await host.client.items.rows(wanted)).rows.map(({ id }) => id));
        }
      return ids;
    },
  });
  if (count > most) return <Notice tone="info" title={t('tooMany', { count: most })} />;
  if (error) return <ErrorNotice error={error} />;
  return (
    <div className="stack">
      <p>
        <strong>{t('about', { count })}</strong>
      </p>
      {data && <Acts items={data} record={null} />}
    </div>
  );
}

interface ActsProps {
  readonly items: readonly string[];
  /** Where it is about one alone. */
  readonly record: ItemRecord | null;
}

const changes = [
  ['withdraw', EyeOff],
  ['quarantine', ShieldOff],
  ['hold', Scale],
] as const;

function Acts({ items, record }: ActsProps) {
  const { t } = useTranslation('disposition');
  const { access } = useArchive();
  const [asked, setAsked] = useState<Change | 'destroy' | 'erase' | null>(null);
  const [changed, setChanged] = useState<number | null>(null);
  const close = (): void => setAsked(null);
  if (access === 'read') return <p className="quiet">{t('readOnly', { ns: 'evidence' })}</p>;
  return (
    <>
      {changed !== null && <Notice tone="good" title={t('changed', { count: changed })} />}
      <div className="disposition-acts">
        {changes.map(([act, icon]) => (
          <div key={act}>
            <Button icon={icon} onPress={() => setAsked(act)}>
              {t(`acts.${act}`)}
            </Button>
            <p className="quiet small">
              {t(
                `stateMeans.${({ withdraw: 'withdrawn', quarantine: 'quarantined', hold: 'held' } as const)[act]}`,
              )}
            </p>
          </div>
        ))}
        {record && (
          <div>
            <Button icon={Eraser} onPress={() => setAsked('erase')}>
              {t('acts.erase')}
            </Button>
            <p className="quiet small">{t('eraseBody')}</p>
          </div>
        )}
        <div>
          <Button tone="danger" icon={Flame} onPress={() => setAsked('destroy')}>
            {t('acts.destroy')}
          </Button>
          <p className="quiet small">{t('stateMeans.destroyed')}</p>
        </div>
      </div>
      {(asked === 'withdraw' || asked === 'quarantine' || asked === 'hold') && (
        <ChangeDialog
          act={asked}
          items={items}
          onClose={close}
          onDone={(count) => {
            setChanged(count);
            close();
          }}
        />
      )}
      {asked === 'destroy' && <DestroyDialog items={items} onClose={close} />}
      {asked === 'erase' && record && <EraseDialog erasing={{ of: 'item', record }} onClose={close} />}
    </>
  );
}
