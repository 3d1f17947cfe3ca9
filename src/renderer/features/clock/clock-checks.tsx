import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Clock, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClockCheck } from '../../../shared/records/clock-check.ts';
import type { ItemRecord } from '../../../shared/records/item.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { SafeText, plainText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { finish } from '../evidence/saving.ts';
import { ClockDialog } from './clock-dialog.tsx';
import { useOffsetWords, wallText } from './words.ts';
import './clock.css';

/** Opens the dialog in which a clock is read off this picture. */
function ShowsClock({ record }: { readonly record: ItemRecord }) {
  const { t } = useTranslation('clock');
  const { access } = useArchive();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={Clock} size="small" isDisabled={access === 'read'} onPress={() => setOpen(true)}>
        {t('open')}
      </Button>
      {isOpen && <ClockDialog record={record} onClose={() => setOpen(false)} />}
    </>
  );
}

function useChecks(record: ItemRecord) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  return useQuery({
    queryKey: ['clock-checks', archive, record.id, record.revision],
    queryFn: () => host.client.clock.list({ archive, item: record.id }),
    gcTime: 0,
  });
}

/** Which check says when an item was captured, where one does. */
export function ClockBasis({ record }: { readonly record: ItemRecord }) {
  const { t } = useTranslation('clock');
  const words = useOffsetWords();
  const { data: checks } = useChecks(record);
  const { capturedBasis: basis } = record;
  if (!basis) return null;
  const isRetracted = checks?.some(({ id, retractedAt }) => id === basis.check && retractedAt !== null);
  return (
    <span className="clock-basis">
      <span className="clock-basis-doubt">{words.doubt(basis)}</span>
      <span>{t('basis', { item: plainText(basis.item) })}</span>
      <span>{words.offset(basis)}</span>
      <span>{t('basisReading', { reading: plainText(wallText(basis.reading)) })}</span>
      {isRetracted === true && <strong>{t('retractedBasis')}</strong>}
    </span>
  );
}

/** The checks that were read off an item's picture, and the way to another one. */
export function ClockChecks({ record }: { readonly record: ItemRecord }) {
  const { t } = useTranslation('clock');
  const { data, error } = useChecks(record);
  const checks = data?.filter(({ item }) => item.id === record.id) ?? [];
  return (
    <section className="stack-tight">
      <h3>{t('checks')}</h3>
      {error !== null && <ErrorNotice error={error} />}
      {checks.map((check) => (
        <OneCheck key={check.id} check={check} />
      ))}
      <div className="row">
        <ShowsClock record={record} />
        <span className="small quiet">{t('openHint')}</span>
      </div>
    </section>
  );
}

function OneCheck({ check }: { readonly check: ClockCheck }) {
  const { t } = useTranslation('clock');
  const format = useFormats();
  const words = useOffsetWords();
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const queries = useQueryClient();
  const [state, setState] = useState<'shown' | 'asking' | 'working'>('shown');
  const [failure, setFailure] = useState<unknown>(null);
  const { reading, reference, retractedAt, identityName, items } = check;
  const retract = async (): Promise<void> => {
    setState('working');
    try {
      await finish(await host.client.clock.retract({ archive, check: check.id }));
    } catch (error) {
      setFailure(error);
    } finally {
      setState('shown');
      for (const name of ['item', 'row', 'facets', 'clock-checks'])
        void queries.invalidateQueries({ queryKey: [name, archive] });
      queries.removeQueries({ queryKey: ['edited', archive] });
    }
  };
  const said = {
    reference: plainText(wallText(reference ?? '')),
    reading: plainText(wallText(reading ?? '')),
    kind: t(`kinds.${check.kind}`),
  };
  const who = identityName === null ? t('somebody') : plainText(identityName);
  return (
    <div className={retractedAt === null ? 'clock-check' : 'clock-check clock-retracted'}>
      <p>
        <strong>{words.offset(check)}</strong> <span className="clock-doubt">{words.doubt(check)}</span>
      </p>
      <p className="small">{reference === null ? t('hiddenCheck') : t('checkLine', said)}</p>
      {check.note !== null && (
        <p className="small">
          <SafeText multiline>{check.note}</SafeText>
        </p>
      )}
      <p className="small quiet">
        {t('madeBy', { when: format.moment(check.madeAt), who })}
        {' · '}
        {retractedAt === null
          ? t('itemsBy', { count: items })
          : t('retracted', { when: format.moment(retractedAt) })}
      </p>
      {retractedAt === null && access === 'write' && (
        <div>
          <Button
            icon={Undo2}
            size="small"
            tone="quiet"
            isDisabled={state === 'working'}
            onPress={() => setState('asking')}
          >
            {t('retract')}
          </Button>
        </div>
      )}
      {failure !== null && <ErrorNotice error={failure} />}
      <ConfirmDialog
        title={t('retractTitle')}
        action={t('retract')}
        isOpen={state === 'asking'}
        size="small"
        onClose={() => setState('shown')}
        onConfirm={() => void retract()}
      >
        <p>{t('retractBody', { count: items })}</p>
      </ConfirmDialog>
    </div>
  );
}
