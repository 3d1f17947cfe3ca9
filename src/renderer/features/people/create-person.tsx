import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IdentityBackup } from '../../../shared/records/identity.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldCheck, FieldText } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { ShownOnce } from './backup-once.tsx';
import { emptyTwice, isUsable, Passphrases } from './passphrases.tsx';

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** A new identity; then what is shown once of its key. */
export function CreatePerson({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('people');
  const { host } = useSession();
  const { handle } = useArchive();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState('');
  const [organisation, setOrganisation] = useState('');
  const [isOffice, setOffice] = useState(false);
  const [twice, setTwice] = useState(emptyTwice);
  const [backup, setBackup] = useState<IdentityBackup | null>(null);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      host.client.identities.create({
        archive: handle,
        name: name.trim(),
        role: orNull(role),
        organisation: orNull(organisation),
        isOffice,
        passphrase: twice.passphrase,
      }),
    gcTime: 0,
    onSuccess: (made) => {
      setTwice(emptyTwice);
      setBackup(made);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['identities', handle] }),
  });
  const isReady = name.trim() !== '' && isUsable(twice) && !isPending;

  if (backup) return <ShownOnce backup={backup} onClose={onClose} />;
  return (
    <Dialog
      title={t('create')}
      isOpen
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose} isDisabled={isPending}>
            {t('cancel', { ns: 'common' })}
          </Button>
          <Button tone="primary" isDisabled={!isReady} onPress={() => mutate()}>
            {t('createAction')}
          </Button>
        </>
      }
    >
      <FieldText
        label={t('name')}
        hint={t('nameHint')}
        value={name}
        onChange={setName}
        isRequired
        autoFocus
        maxLength={500}
      />
      <div className="two-columns">
        <FieldText label={t('role')} hint={t('optional')} value={role} onChange={setRole} maxLength={500} />
        <FieldText
          label={t('organisation')}
          hint={t('optional')}
          value={organisation}
          onChange={setOrganisation}
          maxLength={500}
        />
      </div>
      <FieldCheck isSelected={isOffice} onChange={setOffice}>
        {t('isOffice')}
      </FieldCheck>
      <Passphrases value={twice} onChange={setTwice} />
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  );
}
