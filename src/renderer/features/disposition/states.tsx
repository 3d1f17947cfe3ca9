import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemDisposition, LegalHold } from '../../../shared/records/disposition.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { ActingLine } from './acting-line.tsx';
import { useReasons } from './reason.tsx';
import { useChanged } from './use-changed.ts';

interface Props {
  /** Id or number. */
  readonly item: string;
  readonly disposition: ItemDisposition;
  /** A state was taken back, and the button that did it is gone with it. */
  readonly onChanged: () => void;
}

/** Every state that holds of an item, since when and why, with the way back where there is one. */
export function States({ item, disposition, onChanged }: Props) {
  const { t } = useTranslation('disposition');
  const format = useFormats();
  const reasons = useReasons();
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const changed = useChanged();
  const [lifting, setLifting] = useState<LegalHold | null>(null);
  const { mutate, error, isPending } = useMutation({
    mutationFn: (act: 'reinstate' | 'release') =>
      host.client.disposition.unhide({ archive, act, items: [item] }),
    onSuccess: onChanged,
    onSettled: () => changed(true),
  });
  const why = (reason: string): string => reasons.get(reason) ?? reason;
  return (
    <ul className="disposition-states">
      {disposition.states.map(({ state, reason, note, since, event }) => (
        <li key={`${state} ${event}`}>
          <div className="stack-tight">
            <strong>{t(`states.${state}`)}</strong>
            <span>{why(reason)}</span>
            {note !== null && <SafeText multiline>{note}</SafeText>}
            <span className="quiet small">
              {t('since', { date: format.moment(since), event: format.number(event) })}
            </span>
            <span className="quiet small">{t(`stateMeans.${state}`)}</span>
          </div>
          {access === 'write' && (state === 'withdrawn' || state === 'quarantined') && (
            <Button
              size="small"
              isDisabled={isPending}
              onPress={() => mutate(state === 'withdrawn' ? 'reinstate' : 'release')}
            >
              {t(state === 'withdrawn' ? 'acts.reinstate' : 'acts.release')}
            </Button>
          )}
        </li>
      ))}
      {disposition.holds.map((hold) => (
        <li key={hold.hold}>
          <div className="stack-tight">
            <strong>{t('states.held')}</strong>
            <span>{why(hold.reason)}</span>
            {hold.reference !== null && (
              <span>
                {t('reference')}: <SafeText>{hold.reference}</SafeText>
              </span>
            )}
            {hold.note !== null && <SafeText multiline>{hold.note}</SafeText>}
            <span className="quiet small">
              {t('since', { date: format.moment(hold.placedAt), event: format.number(hold.event) })}
            </span>
          </div>
          {access === 'write' && (
            <Button size="small" onPress={() => setLifting(hold)}>
              {t('acts.lift')}
            </Button>
          )}
        </li>
      ))}
      {error !== null && (
        <li>
          <ErrorNotice error={error} />
        </li>
      )}
      {lifting && <Lift item={item} hold={lifting} onClose={() => setLifting(null)} onLifted={onChanged} />}
    </ul>
  );
}

interface LiftProps {
  readonly item: string;
  readonly hold: LegalHold;
  readonly onClose: () => void;
  readonly onLifted: () => void;
}

function Lift({ item, hold, onClose, onLifted }: LiftProps) {
  const { t } = useTranslation('disposition');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const changed = useChanged();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => host.client.disposition.lift({ archive, items: [item], hold: hold.hold }),
    onSuccess: () => {
      onClose();
      onLifted();
    },
    onSettled: () => changed(false),
  });
  return (
    <ConfirmDialog
      title={t('actTitle.lift')}
      size="small"
      isOpen
      onClose={onClose}
      action={t('acts.lift')}
      isDisabled={isPending}
      onConfirm={() => mutate()}
    >
      <p>{t('actBody.lift')}</p>
      <ActingLine />
      {error !== null && <ErrorNotice error={error} />}
    </ConfirmDialog>
  );
}
