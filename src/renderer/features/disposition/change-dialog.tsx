import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { FieldText } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { ActingLine } from './acting-line.tsx';
import { noteOf, noWhy, WhyFields } from './reason.tsx';
import { useChanged } from './use-changed.ts';

export type Change = 'withdraw' | 'quarantine' | 'hold';

interface Props {
  readonly act: Change;
  /** Ids or numbers of items. */
  readonly items: readonly string[];
  readonly onClose: () => void;
  readonly onDone: (changed: number) => void;
}

/** Takes items out of sight or holds them: says what that does and what it does not, asks why, and does it. */
export function ChangeDialog({ act, items, onClose, onDone }: Props) {
  const { t } = useTranslation('disposition');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const changed = useChanged();
  const [why, setWhy] = useState(noWhy);
  const [reference, setReference] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => {
      const asked = { archive, items: [...items], reason: why.reason ?? '', note: noteOf(why) };
      return act === 'hold'
        ? host.client.disposition.hold({
            ...asked,
            reference: reference.trim() === '' ? null : reference.trim(),
          })
        : host.client.disposition.hide({ ...asked, act });
    },
    onSuccess: (result) => onDone(result.changed.length),
    onSettled: () => changed(act !== 'hold'),
  });
  return (
    <ConfirmDialog
      title={t(`actTitle.${act}`)}
      isOpen
      onClose={onClose}
      action={t(`acts.${act}`)}
      isDisabled={why.reason === null || isPending}
      onConfirm={() => mutate()}
    >
      <p>
        <strong>{t('about', { count: items.length })}</strong>
      </p>
      <p>{t(`actBody.${act}`)}</p>
      <WhyFields why={why} onChange={setWhy} />
      {act === 'hold' && (
        <FieldText
          label={t('reference')}
          hint={t('referenceHint')}
          value={reference}
          onChange={setReference}
          maxLength={500}
        />
      )}
      <ActingLine />
      {error !== null && <ErrorNotice error={error} />}
    </ConfirmDialog>
  );
}
