import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldCheck } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { useReminders } from '../../session/reminders.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { ActingLine } from '../disposition/acting-line.tsx';
import { Doomed } from '../disposition/doomed.tsx';
import { DestroyedReport } from '../disposition/destroyed.tsx';
import { LockedSealed } from '../disposition/locked-sealed.tsx';
import { isCount, TypeCount } from '../disposition/type-count.tsx';
import { useSealedState } from '../sealed/state.ts';
import { BackupDue } from './due.tsx';
import type { Coverage, Shown } from './types.ts';

interface Props {
  readonly shown: Shown;
  readonly coverage: Coverage;
  readonly onClose: () => void;
}

/** Destroys here exactly what the receipt covers, or asks for it where that takes two. */
export function ClearDialog({ shown, coverage, onClose }: Props) {
  const { t } = useTranslation('keep');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const queries = useQueryClient();
  const { backup } = useReminders();
  const [keepsRecord, setKeepsRecord] = useState(true);
  const [typed, setTyped] = useState('');
  const [leavesSealed, setLeavesSealed] = useState(false);
  const sealed = useSealedState();
  const count = coverage.covered.length;
  const { mutate, error, isPending, data } = useMutation({
    mutationFn: () =>
      host.client.handOver.clear({
        archive,
        ...shown,
        keys: [...shown.keys],
        confirmed: Number(typed),
        keepsRecord,
        lockedSealed: leavesSealed ? 'leave' : 'refuse',
      }),
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <Dialog
      title={t('clearTitle')}
      isOpen
      onClose={onClose}
      role="alertdialog"
      actions={
        data ? (
          <Button tone="primary" onPress={onClose}>
            {t('done', { ns: 'common' })}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
            <Button
              tone="danger"
              isDisabled={isPending || !isCount(typed, count) || (sealed === 'locked' && !leavesSealed)}
              onPress={() => mutate()}
            >
              {t('clearAction')}
            </Button>
          </>
        )
      }
    >
      {data?.request && <Notice tone="info" title={t('asked', { ns: 'disposition' })} />}
      {data?.destroyed && <DestroyedReport result={data.destroyed} />}
      {!data && (
        <>
          <p>{t('clearBody')}</p>
          {backup && <BackupDue reminder={backup} />}
          <p>{t('onOtherDisk')}</p>
          <Doomed items={coverage.covered} />
          <FieldCheck isSelected={keepsRecord} onChange={setKeepsRecord}>
            {t('keepsRecord')} <span className="field-hint">{t('keepsRecordHint')}</span>
          </FieldCheck>
          {sealed === 'locked' && <LockedSealed isLeft={leavesSealed} onChange={setLeavesSealed} />}
          <TypeCount count={count} typed={typed} onChange={setTyped} />
          <ActingLine />
          {error !== null && <ErrorNotice error={error} />}
        </>
      )}
    </Dialog>
  );
}
