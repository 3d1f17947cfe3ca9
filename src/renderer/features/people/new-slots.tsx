import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldText } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { RecoveryWords } from '../start/recovery-words.tsx';
import { useKeyChange } from './use-key-change.ts';

interface Props {
  readonly onClose: () => void;
}

/** Twelve more words: shown once, two of them asked back, and only then a way in. */
export function NewWords({ onClose }: Props) {
  const { t } = useTranslation('people');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const [isRight, setRight] = useState(false);
  const proposed = useQuery({
    queryKey: ['slot-words', archive],
    queryFn: () => host.client.keys.proposeWords(),
    staleTime: Infinity,
    gcTime: 0,
  });
  const words = proposed.data?.words ?? null;
  const { mutate, error, isPending } = useKeyChange(
    () => host.client.keys.add({ archive, protection: { by: 'recovery', words: words ?? '', label: null } }),
    onClose,
  );
  const problem = proposed.error ?? error;
  return (
    <Dialog
      title={t('addWords')}
      isOpen
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button tone="primary" isDisabled={!isRight || isPending} onPress={() => mutate()}>
            {t('addWordsAction')}
          </Button>
        </>
      }
    >
      {words !== null && <RecoveryWords words={words} onRight={setRight} />}
      {problem !== null && <ErrorNotice error={problem} />}
    </Dialog>
  );
}

/** An office that opens the archive with its own key. */
export function NewOffice({ onClose }: Props) {
  const { t } = useTranslation('people');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const [recipient, setRecipient] = useState('');
  const [label, setLabel] = useState('');
  const { mutate, error, isPending } = useKeyChange(
    () =>
      host.client.keys.add({
        archive,
        protection: {
          by: 'office',
          recipient: recipient.trim(),
          label: label.trim() === '' ? null : label.trim(),
        },
      }),
    onClose,
  );
  return (
    <Dialog
      title={t('addOffice')}
      isOpen
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button
            tone="primary"
            isDisabled={!recipient.trim().startsWith('age1') || isPending}
            onPress={() => mutate()}
          >
            {t('addOfficeAction')}
          </Button>
        </>
      }
    >
      <FieldText
        label={t('officeRecipient')}
        hint={t('officeRecipientHint')}
        value={recipient}
        onChange={setRecipient}
        isMonospaced
        autoFocus
      />
      <FieldText label={t('label')} hint={t('labelHint')} value={label} onChange={setLabel} maxLength={100} />
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  );
}
